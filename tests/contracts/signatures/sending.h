// A sender of signed deliveries, right or wrong: written apart from the verifier, which must agree with it.
#pragma once

#include <string>

#include "contracts/signatures/verification.h"

namespace assay::test {

inline constexpr long sent_at = 1'700'000'000;  // seconds since 1970
inline const std::string good_body = R"({"type":"order.filled","id":7,"price":1.50,"note":"a/b <é>","tags":["x","y"]})";
inline const std::string good_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
inline const std::string wrong_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

struct Sending {
  std::string scheme{};
  std::string key{};  // bytes; empty: what the scheme makes of good_secret
  std::string body = good_body;
  std::string id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  std::string timestamp = std::to_string(sent_at);
  enum class Text { whole, body_alone } text = Text::whole;
  enum class Written { as_it_should, hex, upper_hex, base64, base64url } written = Written::as_it_should;
  std::string mark = "as it should";
};

// The bytes behind good_secret's prefix.
std::string good_key();

// What the receiver gets and holds: good_secret, and a clock that agrees with the sender's.
Receipt received(const Sending& sending);

// The id of the mistake that is named; "fits", or "none" where none is.
std::string verdict(const std::string& scheme, const Receipt& receipt);

}  // namespace assay::test
