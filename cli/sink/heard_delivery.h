// What a sink says of a delivery: which secret signed it, or why it does not verify. Never a secret, never a signature.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "contracts/http/http.h"
#include "contracts/signatures/verification.h"

namespace assay {

struct HeardDelivery {
  std::uint64_t number = 0;  // from 1
  std::chrono::system_clock::time_point received{};
  std::string path{};
  std::string id{};                           // of the scheme; empty: it has none, or none came
  std::uint64_t seen_before = 0;              // the last delivery with this id; 0: none
  std::optional<std::size_t> secret{};        // which of the secrets signed, from 0
  std::size_t secrets = 0;                    // how many there are
  std::optional<std::chrono::seconds> age{};  // of its timestamp
  std::string reason{};                       // why it does not fit; empty: it does
  std::string mistake{}, explanation{};       // the known mistake that would explain it; empty: none does
  int answered = 0;                           // the status
};

// Verifies a request by the scheme. `receipt` has the secrets and the tolerance.
HeardDelivery hear(const SignatureScheme& scheme, const Request& request, Receipt receipt,
                   std::chrono::system_clock::time_point now);

std::string text_line(const HeardDelivery& heard);
std::string json_line(const HeardDelivery& heard);

}  // namespace assay
