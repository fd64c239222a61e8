// Deviations of the document's own words: statuses, media types, JSON, schemas, date-times.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap sets(const char* member, const ordered_json& value) {
  return edits(200, [member, value](ordered_json& body, std::uint64_t) { body[member] = value; });
}

Wrap lacks(const char* member) {
  return edits(200, [member](ordered_json& body, std::uint64_t) { body.erase(member); });
}

Wrap replaces(int status, const std::string& what, const std::string& with) {
  return edits_text(status, [what, with](std::string& body) {
    if (const auto at = body.find(what); at != std::string::npos) body.replace(at, what.size(), with);
  });
}

Wrap has_type(int status, const char* type) {
  return answers([status, type](const Request&, Response& response) {
    if (response.status == status) set_header(response, "Content-Type", type);
  });
}

Wrap accepts_now_and_then(int status) {
  return answers([status, n = 0](const Request&, Response& response) mutable {
    if (response.status == 200 && ++n % 5 == 0) response.status = status;
  });
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Deviation> shape_deviations() {
  return {
      {"unlisted-status", "Every fifth rotation is answered 202.", "shape/status-documented",
       accepts_now_and_then(202)},
      {"html-200", "A 200 says that it is text/html.", "shape/media-type", has_type(200, "text/html; charset=utf-8")},
      {"problem-422", "A 422 says that it is application/problem+json.", "shape/media-type",
       has_type(422, "application/problem+json")},
      {"cut-off-body", "The last bytes of a 200's body are missing.", "shape/json",
       edits_text(200, [](std::string& body) { body.resize(body.size() - 9); })},
      {"nan", "A 200 shows a rate_limit of NaN, as Python's json writes it.", "shape/json",
       replaces(200, "\"rate_limit\":", "\"burst\":NaN,\"rate_limit\":")},
      {"byte-order-mark", "A byte order mark stands in front of a 422.", "shape/json",
       edits_text(422, [](std::string& body) { body.insert(0, "\xEF\xBB\xBF"); })},
      {"latin-1", "A name is written in Latin-1.", "shape/json", replaces(200, "\"name\":\"", "\"name\":\"Z\xFCrich ")},
      {"single-quotes", "A 422 is written as Python prints it.", "shape/json",
       edits_text(422,
                  [](std::string& body) {
                    for (char& c : body) c = c == '"' ? '\'' : c;
                  })},
      {"double-member", "A 200 names the member status twice.", "shape/no-duplicate-keys",
       replaces(200, "\"status\":", "\"status\":\"active\",\"status\":")},
      {"missing-member", "A 200 lacks the required member created_by.", "shape/schema-200", lacks("created_by")},
      {"missing-token", "A 200 lacks the required member token.", "shape/schema-200", lacks("token")},
      {"null-creator", "A 200 shows created_by as null.", "shape/schema-200", sets("created_by", nullptr)},
      {"null-scopes", "A 200 shows no scopes as null, not as an empty list.", "shape/schema-200",
       sets("scopes", nullptr)},
      {"scopes-as-text", "A 200 shows its scopes as one text.", "shape/schema-200", sets("scopes", "orders:read")},
      {"id-as-text", "A 200 shows the id as a string.", "shape/schema-200",
       edits(200, [](ordered_json& body, std::uint64_t) { body["id"] = body["id"].dump(); })},
      {"boolean-as-number", "A 200 shows webhook_enabled as 1.", "shape/schema-200", sets("webhook_enabled", 1)},
      {"string-detail", "A 422 says its detail as text, not as a list of errors.", "shape/schema-422",
       edits(422, [](ordered_json& body, std::uint64_t) { body["detail"] = "Input should be a valid integer"; })},
      {"error-without-location", "The error of a 422 has no loc.", "shape/schema-422",
       edits(422, [](ordered_json& body, std::uint64_t) { body["detail"][0].erase("loc"); })},
      {"numeric-error-type", "The error of a 422 has a number as its type.", "shape/schema-422",
       edits(422, [](ordered_json& body, std::uint64_t) { body["detail"][0]["type"] = 17; })},
      {"time-without-offset", "created_at has no offset from UTC.", "shape/date-time",
       sets("created_at", "2024-03-01T09:30:00")},
      {"february-30", "created_at is a day that does not exist.", "shape/date-time",
       sets("created_at", "2024-02-30T09:30:00Z")},
      {"hour-24", "created_at is at 24 o'clock.", "shape/date-time", sets("created_at", "2024-03-01T24:00:00Z")},
      {"unix-time-as-text", "created_at counts seconds.", "shape/date-time", sets("created_at", "1709285400")},
  };
}

}  // namespace assay
