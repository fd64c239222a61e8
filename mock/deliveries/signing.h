// How the mock signs a delivery. It shares nothing with the checker's reading (contracts/signatures): both are
// held against libraries of others (tests/peers).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// What is signed.
struct DeliveryText {
  std::string id{};
  std::int64_t timestamp = 0;  // seconds since 1970
  std::string body{};
};

// The headers that carry the signatures of a delivery by one of scheme_names() (contracts/policy/deliveries.h), with
// its id and timestamp where the scheme has them. `secrets`, newest first and at least one, are those that sign:
// standard-webhooks, svix and stripe carry a signature of each, github and slack that of the newest, and shopify that
// of the oldest, as its documentation says of secrets that are not yet revoked. Nothing where a secret is no key of the
// scheme: standard-webhooks and svix sign with the bytes that stand in base64 behind "whsec_".
std::optional<Headers> signature_headers(std::string_view scheme, const std::vector<std::string>& secrets,
                                         const DeliveryText& text);

}  // namespace assay
