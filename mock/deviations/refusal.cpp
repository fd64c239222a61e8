// Deviations of how an id that is no integer is refused.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap answers_instead(int status, const char* body) {
  return answers([status, body](const Request&, Response& response) {
    if (response.status != 422) return;
    response.status = status;
    response.body = body;
  });
}

Wrap edits_error(void (*edit)(ordered_json& error, std::uint64_t k)) {
  return edits(422, [edit](ordered_json& body, std::uint64_t k) { edit(body["detail"][0], k); });
}

// What some reader takes for an integer: " 1", "1.0", "1_0".
bool resembles_integer(const std::string& text) {
  const auto digits = text.find_first_not_of("+-");
  return digits != std::string::npos && text.find_first_not_of("0123456789._ ", digits) == std::string::npos;
}

}  // namespace

std::vector<Deviation> refusal_deviations() {
  return {
      {"default-token", "An id that is no integer means the first token.", "invalid-id/refused",
       reads_ids([](const std::string& segment) { return resembles_integer(segment) ? segment : "1"; })},
      {"crash-on-bad-id", "An id that is no integer is answered 500.", "invalid-id/422",
       answers_instead(500, R"({"detail":"Internal Server Error"})")},
      {"bad-id-400", "An id that is no integer is answered 400.", "invalid-id/422",
       answers_instead(400, R"({"detail":"Bad Request"})")},
      {"bad-id-404", "An id that is no integer is answered 404.", "invalid-id/422",
       answers_instead(404, R"({"detail":"Resource not found","error":"not_found"})")},
      {"empty-detail", "A 422 names no error.", "invalid-id/detail",
       edits(422, [](ordered_json& body, std::uint64_t) { body["detail"] = ordered_json::array(); })},
      {"no-detail", "A 422 is an empty object.", "invalid-id/detail",
       edits(422, [](ordered_json& body, std::uint64_t) { body.erase("detail"); })},
      {"location-in-query", "A 422 says that the query is wrong.", "invalid-id/location",
       edits_error([](ordered_json& error, std::uint64_t) {
         error["loc"] = {"query", "token_id"};
       })},
      {"location-renamed", "A 422 calls the parameter by an inner name.", "invalid-id/location",
       edits_error([](ordered_json& error, std::uint64_t) {
         error["loc"] = {"path", "id"};
       })},
      {"no-message", "The error of a 422 has an empty msg.", "invalid-id/explained",
       edits_error([](ordered_json& error, std::uint64_t) { error["msg"] = ""; })},
      {"no-type", "The error of a 422 has an empty type.", "invalid-id/explained",
       edits_error([](ordered_json& error, std::uint64_t) { error["type"] = ""; })},
      {"type-changes", "The same bad id gets two types of error in turn.", "invalid-id/explained",
       edits_error([](ordered_json& error, std::uint64_t k) { error["type"] = k % 2 ? "int_parsing" : "int_type"; })},
      {"two-errors", "A 422 names its error twice.", "invalid-id/single",
       edits(422,
             [](ordered_json& body, std::uint64_t) { body["detail"].push_back(ordered_json(body["detail"][0])); })},
  };
}

}  // namespace assay
