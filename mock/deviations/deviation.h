// Servers that lie, each about one thing: what `assay prove` and tests of other checkers run against.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/deliveries/delivery_lie.h"

namespace assay {

// What a deviation takes from the world, beside the requests.
struct Means {
  std::uint64_t seed = 0;
  // Lets the requests that came together with this one go on, as a server that waits for its database does. Called in
  // the requests' threads, without a lock. Empty: a sleep, pause_of.
  std::function<void()> pause{};
  // Identities that the server has, their parts between commas; the first two may be rotated. Empty: those of a mock of
  // Slate, 1 and 2.
  std::vector<std::string> known{};
};

// Means::pause, or a sleep.
std::function<void()> pause_of(const Means& means,
                               std::chrono::microseconds otherwise = std::chrono::microseconds(500));

// Means::known, or 1 and 2.
std::vector<std::string> known_of(const Means& means);

// Wraps a handler that keeps its contract. The result is thread-safe when `inner` is, keeps state of its own, and is
// deterministic from the seed wherever requests come in the same order.
using Wrap = std::function<Handler(Handler inner, const Means& means)>;

// A server that lies about its deliveries, at both of its ends.
struct DeliveringLiar {
  DeliveryLie lie{};
  std::function<Handler(Handler inner)> answers{};  // sees what it answers; empty: it need not
};

struct Deviation {
  std::string id{};                                              // "same-secret-again"
  std::string summary{};                                         // one sentence
  std::string breaks{};                                          // the clause id that it breaks: "secret/fresh"
  Wrap wrap{};                                                   // empty: it is about deliveries
  std::function<DeliveringLiar(const Means& means)> delivers{};  // of a lie about deliveries: a new one
};

// Lies about the contract: those that its roles, uses and statuses give, in the order of the catalogue. Each keeps what
// it needs of the contract.
std::vector<Deviation> deviations_of(const Contract& contract);

// Lies about the deliveries of its mock, of the policy's webhook_scheme.
std::vector<Deviation> delivery_deviations_of(const Contract& contract);

// Those about the contract that the program carries inside, without lies about deliveries.
const std::vector<Deviation>& deviations();

// The one of that id among the latter, or null.
const Deviation* find_deviation(std::string_view id);

}  // namespace assay
