// Servers that lie, each about one thing: what `assay prove` and tests of other checkers run against.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

// Wraps a handler that keeps its contract. The result is thread-safe when `inner` is, keeps state of its own, and is
// deterministic from the seed wherever the lie does not lie in timing.
using Wrap = std::function<Handler(Handler inner, std::uint64_t seed)>;

struct Deviation {
  std::string id{};       // "same-secret-again"
  std::string summary{};  // one sentence
  std::string breaks{};   // the clause id that it breaks: "secret/fresh"
  Wrap wrap{};
};

// In the order of the catalogue.
const std::vector<Deviation>& deviations();

// The deviation of that id, or null.
const Deviation* find_deviation(std::string_view id);

}  // namespace assay
