// The deliveries of a history, understood once: which secrets the run saw issued, which of them signed what arrived,
// and which could have been live then.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "contracts/judge/check.h"
#include "contracts/signatures/scheme.h"

namespace assay {

// A secret that an answer showed as the new one.
struct IssuedSecret {
  std::string resource{};  // AskedId::value
  std::string secret{};
  std::size_t exchange = 0;  // of the rotation
  RunTime sent{0}, done{0};  // of the same
};

struct DeliveryReading {
  const Arrival* arrival = nullptr;
  std::size_t exchange = 0;  // the trigger that asked for it; of one that came by itself the last before it
  std::string fault{};       // why its signature cannot be compared
  const SignatureScheme* other_scheme = nullptr;  // of one with a fault: another one that it has the headers of
  std::string id{};                               // of the scheme; empty: it has none
  bool has_any_header = false;                    // of the scheme's
  std::optional<std::chrono::seconds> age{};      // when it came, less its timestamp
  bool is_again = false;                          // an earlier one had its id and what is signed
  std::vector<std::size_t> signers{};             // of Deliveries::secrets, ascending
  bool is_of_before = false;                      // one of History::known_secrets signed it
  // Of one that was asked for: it was not signed before; nothing where nobody can tell.
  std::optional<RunTime> signed_from{};

  // Of one that was asked for: whose it is, and which secrets of that resource could have been live. Nothing else is
  // told of it where the order of rotations and this delivery is not sure.
  std::optional<std::string> resource{};
  std::vector<std::size_t> live{};          // more than one where rotations overlap, or were under way
  std::vector<std::size_t> over{};          // of those that were replaced before it was asked for
  std::vector<std::size_t> out_of_grace{};  // of `over`: also the policy's grace had ended
  bool may_be_unknown = false;  // a rotation was lost, or is not seen: a secret that no answer showed may be live
};

struct Deliveries {
  const SignatureScheme* scheme = nullptr;  // the policy's; not null
  std::vector<IssuedSecret> secrets{};      // in the order of their exchanges
  std::vector<DeliveryReading> arrivals{};  // as History::arrivals
};

// Whether a list of Deliveries::secrets names the one.
inline bool holds(const std::vector<std::size_t>& secrets, std::size_t one) {
  return std::find(secrets.begin(), secrets.end(), one) != secrets.end();
}

// Time grows with arrivals times secrets and exchanges of the run. Pure.
Deliveries read_deliveries(const Facts& facts);

}  // namespace assay
