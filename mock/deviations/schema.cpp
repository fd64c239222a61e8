// Deviations of the document's schemas and of its date-times.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "contracts/schema/rfc3339.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap sets(const SharedScene& scene, const char* member, const ordered_json& value) {
  return edits_record(scene, [member, value](ordered_json& record, std::uint64_t) { put(record, member, value); });
}

Wrap lacks(const SharedScene& scene, const char* member) {
  return edits_record(scene, [member](ordered_json& record, std::uint64_t) { take_away(record, member); });
}

// What the Slate API's own members can break.
void add_slate_members(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "shape/schema-200", what = "A 200 ";
  list.push_back({"missing-member", what + "lacks the required member created_by.", law, lacks(scene, "/created_by")});
  list.push_back({"missing-token", what + "lacks the required member token.", law, lacks(scene, "/token")});
  list.push_back({"null-creator", what + "shows created_by as null.", law, sets(scene, "/created_by", nullptr)});
  list.push_back(
      {"null-scopes", what + "shows no scopes as null, not as an empty list.", law, sets(scene, "/scopes", nullptr)});
  list.push_back(
      {"scopes-as-text", what + "shows its scopes as one text.", law, sets(scene, "/scopes", "orders:read")});
  list.push_back(
      {"id-as-text", what + "shows the id as a string.", law,
       edits_record(scene, [](ordered_json& record, std::uint64_t) { record["id"] = record["id"].dump(); })});
  list.push_back({"boolean-as-number", what + "shows webhook_enabled as 1.", law, sets(scene, "/webhook_enabled", 1)});
}

// What FastAPI's 422 can break.
void add_fastapi_errors(const SharedScene& scene, std::vector<Deviation>& list) {
  const auto edits_error = [&](void (*edit)(ordered_json & error)) {
    return edits(scene, &Scene::refuses, [edit](ordered_json& body, std::uint64_t) {
      ordered_json* error = member_at(body, "/detail/0");
      if (error != nullptr && error->is_object()) edit(*error);
    });
  };
  const std::string law = "shape/schema-422";
  list.push_back({"string-detail", "A 422 says its detail as text, not as a list of errors.", law,
                  edits(scene, &Scene::refuses, [](ordered_json& body, std::uint64_t) {
                    body["detail"] = "Input should be a valid integer";
                  })});
  list.push_back({"error-without-location", "The error of a 422 has no loc.", law,
                  edits_error([](ordered_json& error) { error.erase("loc"); })});
  list.push_back({"numeric-error-type", "The error of a 422 has a number as its type.", law,
                  edits_error([](ordered_json& error) { error["type"] = 17; })});
}

// A status that the response is documented for, as it is written: 400 of "4XX". Of "default" one that is not documented
// otherwise.
int status_of(const Operation& operation, const ResponseSpec& response) {
  if (response.status.size() == 3 && response.status.substr(1) != "XX") return std::atoi(response.status.c_str());
  for (const int status : {400, 404, 422, 418, 451, 500, 511, 299, 399})
    if (operation.response(status) == &response) return status;
  return 0;
}

// A JSON text that the schema refuses; none where it takes all of these.
std::optional<std::string> refused_by(const Schema& schema) {
  for (const char* text : {"{}", "[]", "17", "\"none\""})
    if (!schema.validate(nlohmann::json::parse(text)).empty()) return text;
  return std::nullopt;
}

// Every third rotation or refusal, whichever the status suits, is answered by a body that is no such thing.
Wrap answers_wrongly(const SharedScene& scene, int status, const std::string& type, const std::string& body) {
  return answers([scene, status, type, body, n = 0](const Request& request, Response& response) mutable {
    const bool suits = status / 100 == 2 ? scene->rotates(request, response) : scene->refuses(request, response);
    if (!suits || ++n % 3 != 0) return;
    response.status = status;
    set_header(response, "Content-Type", type);
    response.body = body;
  });
}

void add_wrong_bodies(const SharedScene& scene, std::vector<Deviation>& list) {
  const Operation& operation = scene->contract.operation();
  for (const ResponseSpec& response : operation.responses) {
    const Schema* schema = scene->schema_of(response);
    const auto body = schema ? refused_by(*schema) : std::nullopt;
    const int status = status_of(operation, response);
    if (!body || status == 0) continue;
    list.push_back({"wrong-body-" + response.status,
                    "Some answers are " + std::to_string(status) + " with the body " + *body + ".",
                    "shape/schema-" + response.status,
                    answers_wrongly(scene, status, response.content.front().name, *body)});
  }
}

// The time at which the resource was made or, where the record has none, the first date-time of the body.
std::string date_time_in(const ordered_json& body) {
  const ordered_json members = body.flatten();
  for (const auto& [pointer, value] : members.items())
    if (value.is_string() && parse_rfc3339(value.get<std::string>())) return pointer;
  return "";
}

Wrap writes_time(const SharedScene& scene, const char* text) {
  return edits(scene, &Scene::shows, [scene, text](ordered_json& body, std::uint64_t) {
    const bool has_made = !scene->made.empty() && scene->made.front().unit == MemberRole::Unit::rfc3339;
    const std::string at = has_made ? scene->record + scene->made.front().pointer : date_time_in(body);
    if (!at.empty()) put(body, at, text);
  });
}

void add_date_times(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "shape/date-time";
  const std::string what = scene->made.empty() ? "A date-time" : scene->made.front().name();
  list.push_back(
      {"time-without-offset", what + " has no offset from UTC.", law, writes_time(scene, "2024-03-01T09:30:00")});
  list.push_back(
      {"february-30", what + " is a day that does not exist.", law, writes_time(scene, "2024-02-30T09:30:00Z")});
  list.push_back({"hour-24", what + " is at 24 o'clock.", law, writes_time(scene, "2024-03-01T24:00:00Z")});
  list.push_back({"unix-time-as-text", what + " counts seconds.", law, writes_time(scene, "1709285400")});
}

}  // namespace

std::vector<Deviation> schema_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  if (scene->is_slate) {
    add_slate_members(scene, list);
    add_fastapi_errors(scene, list);
  } else {
    add_wrong_bodies(scene, list);
  }
  add_date_times(scene, list);
  return list;
}

}  // namespace assay
