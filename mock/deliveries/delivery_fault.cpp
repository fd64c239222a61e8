#include "mock/deliveries/delivery_fault.h"

#include <stdexcept>

#include "contracts/documents/duration.h"
#include "contracts/documents/nearest.h"

namespace assay {
namespace {

using Kind = DeliveryFault::Kind;

Kind kind_called(std::string_view id) {
  std::vector<std::string> known;
  for (const DeliveryFaultWord& word : delivery_faults()) {
    if (word.id == id) return word.kind;
    known.push_back(word.id);
  }
  const std::string near = nearest_of(std::string(id), known);
  throw std::invalid_argument("there is no fault of deliveries \"" + std::string(id) + "\"" +
                              (near.empty() ? "; see assay list delivery-faults" : "; did you mean " + near + "?"));
}

}  // namespace

const std::vector<DeliveryFaultWord>& delivery_faults() {
  static const std::vector<DeliveryFaultWord> all = {
      {Kind::bad_signature, "bad-signature", "Signed with a key that nobody was given."},
      {Kind::old_secret, "old-secret", "Signed with the secret before the last rotation."},
      {Kind::stale, "stale", "stale=10m: signed with a timestamp that lies so far in the past."},
      {Kind::duplicate, "duplicate", "Sent twice with one id."},
      {Kind::cut, "cut", "The body ends half-way, and the signature is that of the whole."},
  };
  return all;
}

DeliveryFault parse_delivery_fault(std::string_view text) {
  const std::size_t equals = text.find('=');
  DeliveryFault fault{.kind = kind_called(text.substr(0, equals))};
  const bool has_value = equals != std::string_view::npos;
  if (has_value != (fault.kind == Kind::stale))
    throw std::invalid_argument(has_value ? "\"" + std::string(text.substr(0, equals)) + "\" takes no value"
                                          : "\"stale\" needs a length of time; write stale=10m");
  if (has_value) fault.by = parse_duration(text.substr(equals + 1));
  return fault;
}

}  // namespace assay
