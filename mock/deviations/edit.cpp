#include "mock/deviations/edit.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace assay {

Handler edited(Handler inner, int status, Edit edit) {
  return [inner = std::move(inner), status, edit = std::move(edit)](const Request& request) {
    Outcome outcome = inner(request);
    auto* response = std::get_if<Response>(&outcome);
    if (response == nullptr || response->status != status) return outcome;
    auto body = nlohmann::ordered_json::parse(response->body, nullptr, false);
    if (!body.is_object()) return outcome;
    edit(body);
    response->body = body.dump();
    return outcome;
  };
}

}  // namespace assay
