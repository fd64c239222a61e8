// Deviations that show only while rotations overlap. Each holds its answers back for a moment, as a server that waits
// for its database does, so that requests which come together are under way together.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

std::function<void()> pause_of(const Means& means) {
  if (means.pause) return means.pause;
  return [] { std::this_thread::sleep_for(std::chrono::microseconds(500)); };
}

// The rotations under way, and what they have left for each other; empty again when the last one has ended.
struct Flight {
  std::mutex mutex{};
  std::map<std::string, int> under_way{};             // token -> how many
  std::map<std::string, std::size_t> answered{};      // token -> how many of this flight
  std::vector<std::string> stock{};                   // secrets of this flight
  std::map<std::string, std::string> first_secret{};  // of this flight, by token
  ordered_json record{};                              // of this flight, that of the token which sorts first

  int begin(const std::string& token) {
    const std::lock_guard lock(mutex);
    return ++under_way[token];
  }
  // Not the last one made: what a shared buffer breaks would then depend on who wins the race.
  void keep(const ordered_json& made) {
    if (record.is_null() || made["id"] < record["id"]) record = made;
  }
  void end(const std::string& token) {
    const std::lock_guard lock(mutex);
    if (--under_way[token] > 0) return;
    under_way.erase(token);
    first_secret.erase(token);
    if (!under_way.empty()) return;
    answered.clear();
    stock.clear();
    record = nullptr;
  }
};

using Meddle = std::function<void(Flight&, const std::string& token, ordered_json& record)>;

// Lets `meddle` change each record once the others that came with it are under way too. Not called for two at a time.
Wrap in_flight(Meddle meddle) {
  return [meddle = std::move(meddle)](Handler inner, const Means& means) -> Handler {
    return [meddle, inner = std::move(inner), pause = pause_of(means),
            flight = std::make_shared<Flight>()](const Request& request) {
      const std::string token = segment_of(request.target);
      flight->begin(token);
      Outcome outcome = inner(request);
      auto* response = std::get_if<Response>(&outcome);
      if (response != nullptr && response->status == 200) {
        auto record = ordered_json::parse(response->body);
        {
          const std::lock_guard lock(flight->mutex);
          flight->keep(record);
        }
        pause();
        const std::lock_guard lock(flight->mutex);
        meddle(*flight, token, record);
        response->body = record.dump();
      }
      flight->end(token);
      return outcome;
    };
  };
}

void one_secret_a_flight(Flight& flight, const std::string& token, ordered_json& record) {
  record["webhook_secret"] =
      flight.first_secret.emplace(token, record["webhook_secret"].get<std::string>()).first->second;
}

// The n-th answer of each token in the flight gets the flight's n-th secret: a token's own secrets differ.
void one_row_a_flight(Flight& flight, const std::string& token, ordered_json& record) {
  const std::size_t n = flight.answered[token]++;
  if (n == flight.stock.size()) flight.stock.push_back(record["webhook_secret"].get<std::string>());
  record["webhook_secret"] = flight.stock[n];
}

// The answer is written from a buffer that all requests share; its own is only the secret.
void one_buffer_for_all(Flight& flight, const std::string&, ordered_json& record) {
  auto shared = flight.record;
  shared["webhook_secret"] = record["webhook_secret"];
  record = std::move(shared);
}

// Who comes while another rotation of the token is under way gets `instead`.
Wrap fails_when_second(const Outcome& instead) {
  return [instead](Handler inner, const Means& means) -> Handler {
    return [instead, inner = std::move(inner), pause = pause_of(means),
            flight = std::make_shared<Flight>()](const Request& request) {
      const std::string token = segment_of(request.target);
      const bool second = flight->begin(token) > 1;
      Outcome outcome = inner(request);
      const auto* response = std::get_if<Response>(&outcome);
      const bool rotated = response != nullptr && response->status == 200;
      if (rotated) pause();
      flight->end(token);
      return rotated && second ? instead : outcome;
    };
  };
}

}  // namespace

std::vector<Deviation> race_deviations() {
  return {
      {"one-secret-a-race", "Rotations of a token that overlap get the same secret.", "race/distinct",
       in_flight(one_secret_a_flight)},
      {"shared-in-a-race", "Tokens that are rotated at the same time get the same secrets.",
       "race/distinct-across-tokens", in_flight(one_row_a_flight)},
      {"shared-buffer", "Rotations that overlap are answered from one buffer.", "race/own-record",
       in_flight(one_buffer_for_all)},
      {"deadlock", "A rotation of a token that is being rotated is answered 500.", "race/no-failure",
       fails_when_second(Response{.status = 500,
                                  .headers = {{"Content-Type", "application/json"}},
                                  .body = R"({"detail":"Internal Server Error"})"})},
      {"lost-in-a-race", "A rotation of a token that is being rotated is not answered.", "race/no-failure",
       fails_when_second(NoResponse{.why = NoResponse::Why::cut_off, .detail = "the connection ended"})},
  };
}

}  // namespace assay
