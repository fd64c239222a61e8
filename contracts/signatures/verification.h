// Whether a delivery was signed with one of the secrets that its receiver holds. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/signatures/scheme.h"

namespace assay {

// What came, and what its receiver holds.
struct Receipt {
  Headers headers{};
  std::string body{};
  std::vector<std::string> secrets{};      // newest first; none is empty
  std::vector<std::string> old_secrets{};  // that no longer count
  std::chrono::sys_seconds now{};
  std::chrono::seconds tolerance{300};  // between the timestamp and now, both ways
};

struct SignatureMatch {
  std::optional<std::size_t> secret{};        // the first of the receipt's secrets that signed, whatever the clock says
  std::string fault{};                        // why nothing can be compared; quotes no value
  std::vector<std::size_t> not_a_key{};       // secrets that stand for no key of the scheme
  std::optional<std::chrono::seconds> age{};  // now less the timestamp; nothing where that is no number of seconds
  bool is_in_time = true;                     // a scheme without a timestamp always is

  bool fits() const { return secret.has_value() && is_in_time; }
};

SignatureMatch verify_signature(const SignatureScheme& scheme, const Receipt& receipt);

}  // namespace assay
