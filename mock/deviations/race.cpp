// Deviations that show only while rotations overlap. Each holds its answers back for a moment, as a server that waits
// for its database does, so that requests which come together are under way together.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "contracts/words.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

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
  void keep(const Scene& scene, ordered_json& made) {
    const ordered_json* id = scene.is_in_record ? member_at(made, scene.identity) : nullptr;
    if (record.is_null() || (id != nullptr && *id < *member_at(record, scene.identity))) record = made;
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

using Meddle = std::function<void(const Scene&, Flight&, const std::string& token, ordered_json& record)>;

// Lets `meddle` change each record once the others that came with it are under way too. Not called for two at a time.
Wrap in_flight(const SharedScene& scene, Meddle meddle) {
  return [scene, meddle = std::move(meddle)](Handler inner, const Means& means) -> Handler {
    return [scene, meddle, inner = std::move(inner), pause = pause_of(means),
            flight = std::make_shared<Flight>()](const Request& request) {
      const std::string token = scene->identity_in(request);
      flight->begin(token);
      Outcome outcome = inner(request);
      auto* response = std::get_if<Response>(&outcome);
      auto body = response != nullptr && scene->rotates(request, *response)
                      ? ordered_json::parse(response->body, nullptr, false)
                      : ordered_json();
      if (ordered_json* record = body.is_object() ? member_at(body, scene->record) : nullptr) {
        {
          const std::lock_guard lock(flight->mutex);
          flight->keep(*scene, *record);
        }
        pause();
        const std::lock_guard lock(flight->mutex);
        meddle(*scene, *flight, token, *record);
        response->body = body.dump();
      }
      flight->end(token);
      return outcome;
    };
  };
}

void one_secret_a_flight(const Scene& scene, Flight& flight, const std::string& token, ordered_json& record) {
  put_secret(scene, record, flight.first_secret.emplace(token, text_at(record, scene.secret)).first->second);
}

// The n-th answer of each token in the flight gets the flight's n-th secret: a token's own secrets differ.
void one_row_a_flight(const Scene& scene, Flight& flight, const std::string& token, ordered_json& record) {
  const std::size_t n = flight.answered[token]++;
  if (n == flight.stock.size()) flight.stock.push_back(text_at(record, scene.secret));
  put_secret(scene, record, flight.stock[n]);
}

// The answer is written from a buffer that all requests share; its own is only the secret.
void one_buffer_for_all(const Scene& scene, Flight& flight, const std::string&, ordered_json& record) {
  auto shared = flight.record;
  put_secret(scene, shared, text_at(record, scene.secret));
  record = std::move(shared);
}

// Who comes while another rotation of the token is under way gets `instead`.
Wrap fails_when_second(const SharedScene& scene, const Outcome& instead) {
  return [scene, instead](Handler inner, const Means& means) -> Handler {
    return [scene, instead, inner = std::move(inner), pause = pause_of(means),
            flight = std::make_shared<Flight>()](const Request& request) {
      const std::string token = scene->identity_in(request);
      const bool second = flight->begin(token) > 1;
      Outcome outcome = inner(request);
      const auto* response = std::get_if<Response>(&outcome);
      const bool rotated = response != nullptr && scene->rotates(request, *response);
      if (rotated) pause();
      flight->end(token);
      return rotated && second ? instead : outcome;
    };
  };
}

}  // namespace

std::vector<Deviation> race_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  const std::string noun = scene->noun, nouns = capital(noun) + "s";
  if (!scene->is_shown_by_reading) {
    list.push_back({"one-secret-a-race", "Rotations of " + with_article(noun) + " that overlap get the same secret.",
                    "race/distinct", in_flight(scene, one_secret_a_flight)});
    list.push_back({"shared-in-a-race", nouns + " that are rotated at the same time get the same secrets.",
                    "race/distinct-across", in_flight(scene, one_row_a_flight)});
  }
  if (!scene->is_shown_by_reading && scene->is_in_record)
    list.push_back({"shared-buffer", "Rotations that overlap are answered from one buffer.", "race/own-record",
                    in_flight(scene, one_buffer_for_all)});
  const std::string busy = "A rotation of " + with_article(noun) + " that is being rotated is ";
  list.push_back({"deadlock", busy + "answered 500.", "race/no-failure",
                  fails_when_second(scene, Response{.status = 500,
                                                    .headers = {{"Content-Type", "application/json"}},
                                                    .body = R"({"detail":"Internal Server Error"})"})});
  list.push_back(
      {"lost-in-a-race", busy + "not answered.", "race/no-failure",
       fails_when_second(scene, NoResponse{.why = NoResponse::Why::cut_off, .detail = "the connection ended"})});
  return list;
}

}  // namespace assay
