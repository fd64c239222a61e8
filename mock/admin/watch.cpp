#include "mock/admin/watch.h"

#include <utility>

#include "mock/http/delivery.h"

namespace assay {

std::string_view fault_of(const Outcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  return response != nullptr && response->delivery ? std::string_view(response->delivery->fault) : std::string_view{};
}

Handler watched(Handler inner, std::vector<Watcher> watchers) {
  return [inner = std::move(inner), watchers = std::move(watchers)](const Request& request) {
    const auto received = std::chrono::system_clock::now();
    const auto begin = std::chrono::steady_clock::now();
    Outcome outcome = inner(request);
    const Seen seen{
        .request = request, .outcome = outcome, .received = received, .took = std::chrono::steady_clock::now() - begin};
    for (const Watcher& watcher : watchers) watcher(seen);
    return outcome;
  };
}

}  // namespace assay
