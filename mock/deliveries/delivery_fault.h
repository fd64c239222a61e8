// Ways in which a delivery is spoiled, to see what its receiver does then.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct DeliveryFault {
  enum class Kind {
    bad_signature,  // of another key
    old_secret,     // signed with the secret before; with the live one where there was none
    stale,          // the timestamp lies `by` in the past
    duplicate,      // sent twice, with one id
    cut,            // the body ends half-way; the signature is that of the whole
  };
  Kind kind = Kind::bad_signature;
  std::chrono::microseconds by{0};
};

struct DeliveryFaultWord {
  DeliveryFault::Kind kind{};
  std::string id{};
  std::string summary{};
};

// The table of all, as `assay list delivery-faults` prints it.
const std::vector<DeliveryFaultWord>& delivery_faults();

// "stale=10m", "old-secret". Throws std::invalid_argument, with a sentence for a person.
DeliveryFault parse_delivery_fault(std::string_view text);

}  // namespace assay
