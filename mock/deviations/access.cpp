// Deviations of who may ask, and how often. Those of credentials show only where the server asks for some.
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

// Every 25th request has come too soon.
Wrap too_many(const char* retry_after) {
  return answers([retry_after, n = 0](const Request&, Response& response) mutable {
    if (++n % 25 != 0) return;
    response = {.status = 429,
                .headers = {{"Content-Type", "application/json"}},
                .body = R"({"detail":"Too many requests","error":"rate_limited"})"};
    if (*retry_after) set_header(response, "Retry-After", retry_after);
  });
}

// Credentials that were good once are put in place of all others.
Wrap open_door(const SharedScene& scene) {
  struct Door {
    std::mutex mutex{};
    Headers key{};
  };
  return [scene](Handler inner, const Means&) -> Handler {
    return [scene, inner = std::move(inner), door = std::make_shared<Door>()](Request request) {
      Outcome outcome = inner(request);
      const auto* response = std::get_if<Response>(&outcome);
      const std::lock_guard lock(door->mutex);
      if (response != nullptr && scene->rotates(request, *response)) door->key = request.headers;
      if (response == nullptr || response->status != 401 || door->key.empty()) return outcome;
      request.headers = door->key;
      return inner(request);
    };
  };
}

}  // namespace

std::vector<Deviation> access_deviations(const SharedScene& scene) {
  return {
      {"open-door", "Where credentials are asked for, wrong ones and none rotate too.", "auth/required",
       open_door(scene)},
      {"no-challenge", "A 401 does not say which credentials it asks for.", "auth/required",
       answers([](const Request&, Response& response) { remove_header(response, "WWW-Authenticate"); })},
      {"forbidden-not-asked", "Without credentials the answer is 403.", "auth/required",
       answers([](const Request&, Response& response) {
         if (response.status == 401) response.status = 403;
       })},
      {"no-retry-after", "Every 25th answer is a 429 that does not say when to come back.", "limit/retry-after",
       too_many("")},
      {"retry-soon", "Every 25th answer is a 429 that says to come back \"soon\".", "limit/retry-after",
       too_many("soon")},
  };
}

}  // namespace assay
