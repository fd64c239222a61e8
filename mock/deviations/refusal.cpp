// Deviations of how a bad id is refused.
#include <nlohmann/json.hpp>

#include "mock/deviations/edit.h"
#include "mock/deviations/wraps.h"

namespace assay {

Handler string_detail(Handler inner, std::uint64_t) {
  return edited(std::move(inner), 422,
                [](nlohmann::ordered_json& body) { body["detail"] = "Input should be a valid integer"; });
}

Handler crash_on_bad_id(Handler inner, std::uint64_t) {
  return [inner = std::move(inner)](const Request& request) {
    Outcome outcome = inner(request);
    auto* response = std::get_if<Response>(&outcome);
    if (response == nullptr || response->status != 422) return outcome;
    response->status = 500;
    response->body = R"({"detail":"Internal Server Error"})";
    return outcome;
  };
}

}  // namespace assay
