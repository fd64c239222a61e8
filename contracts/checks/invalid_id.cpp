// An id that is no integer is refused with the documented 422, which says what is wrong.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

const std::string parameter = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/parameters/0";
const std::string response_422 = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/responses/422";
const std::string error_schema = "/components/schemas/ValidationError";

// Answers that come before the id is looked at: credentials, rate limit, a proxy's limits, an overload.
bool answered_before_validation(int status) {
  static const std::set<int> early = {401, 403, 407, 408, 413, 414, 421, 429, 431, 503};
  return early.contains(status);
}

template <class See>
void each_invalid_id(const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.asked.kind == AskedId::Kind::not_integer) see(reading, i);
  });
}

// A 422 for an integer is about something else, such as a body.
template <class See>
void each_detail(const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.response->status == 422 && reading.asked.kind != AskedId::Kind::integer && reading.detail &&
        !reading.detail->empty())
      see(reading, *reading.detail, i);
  });
}

Evidence refused(const Facts& facts) {
  Evidence evidence;
  each_invalid_id(facts, [&](const Reading& reading, std::size_t i) {
    observe(evidence, i);
    if (reading.response->status / 100 != 2) return;
    evidence.findings.push_back({.message = "An id that is no integer was accepted.",
                                 .expected = describe_id(reading) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status),
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence answered_422(const Facts& facts) {
  Evidence evidence;
  each_invalid_id(facts, [&](const Reading& reading, std::size_t i) {
    const int status = reading.response->status;
    if (answered_before_validation(status)) return;
    observe(evidence, i);
    if (status == 422) return;
    evidence.findings.push_back({.message = "An id that is no integer was not answered by the documented 422.",
                                 .expected = "status 422 for " + describe_id(reading),
                                 .actual = "status " + std::to_string(status),
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence has_detail(const Facts& facts) {
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.response->status != 422 || !reading.is_json || !reading.body->json_faults.empty()) return;
    observe(evidence, i);
    if (reading.detail && !reading.detail->empty()) return;
    evidence.findings.push_back({.message = "A 422 does not say what is wrong.",
                                 .expected = "detail: an array of at least one error",
                                 .actual = reading.detail ? "an empty array" : "no array of error objects",
                                 .pointer = "/detail",
                                 .exchanges = {i}});
  });
  return evidence;
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "\"" : ", \"") + part + "\"";
  return "[" + text + "]";
}

Evidence has_location(const Facts& facts) {
  const auto& parameters = facts.contract.operation().parameters;
  const std::vector<std::string> expected = {"path", parameters.empty() ? "token_id" : parameters.front().name};
  Evidence evidence;
  each_detail(facts, [&](const Reading&, const std::vector<ErrorItem>& detail, std::size_t i) {
    observe(evidence, i);
    if (std::any_of(detail.begin(), detail.end(), [&](const ErrorItem& item) { return item.loc == expected; })) return;
    evidence.findings.push_back({.message = "No error of the 422 points at the path parameter.",
                                 .expected = "loc " + join(expected),
                                 .actual = "loc " + join(detail.front().loc),
                                 .pointer = "/detail/0/loc",
                                 .exchanges = {i}});
  });
  return evidence;
}

struct FirstType {
  std::string type{};
  std::size_t exchange = 0;
};

Evidence explained(const Facts& facts) {
  std::map<std::string, FirstType> types;  // decoded id -> the type it got first
  Evidence evidence;
  each_detail(facts, [&](const Reading& reading, const std::vector<ErrorItem>& detail, std::size_t i) {
    observe(evidence, i);
    for (const auto& item : detail)
      if (item.msg.empty() || item.type.empty())
        evidence.findings.push_back({.message = "An error of the 422 has no words.",
                                     .expected = "non-empty msg and type",
                                     .actual = item.msg.empty() ? "an empty msg" : "an empty type",
                                     .pointer = "/detail",
                                     .exchanges = {i}});
    const auto& first = types.emplace(reading.asked.decoded, FirstType{detail.front().type, i}).first->second;
    if (first.type != detail.front().type)
      evidence.findings.push_back({.message = "The same bad id got two types of error.",
                                   .expected = "type " + first.type + " for " + describe_id(reading),
                                   .actual = "type " + detail.front().type,
                                   .pointer = "/detail/0/type",
                                   .exchanges = {first.exchange, i}});
  });
  return evidence;
}

Evidence single(const Facts& facts) {
  Evidence evidence;
  each_detail(facts, [&](const Reading&, const std::vector<ErrorItem>& detail, std::size_t i) {
    observe(evidence, i);
    if (detail.size() == 1) return;
    evidence.findings.push_back({.message = "One bad parameter got several errors.",
                                 .expected = "one error",
                                 .actual = std::to_string(detail.size()) + " errors",
                                 .pointer = "/detail",
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence aliases(const Facts& facts) {
  std::map<std::string, bool> taken;  // decoded id -> read as an integer
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.asked.kind != AskedId::Kind::variant || answered_before_validation(reading.response->status)) return;
    observe(evidence, i);
    taken[reading.asked.decoded] = reading.response->status != 422 && reading.response->status != 400;
  });
  std::string yes, no;
  for (const auto& [id, as_integer] : taken) (as_integer ? yes : no) += " \"" + id + "\"";
  evidence.note = "taken as integers:" + (yes.empty() ? " none" : yes) + "; refused:" + (no.empty() ? " none" : no);
  return evidence;
}

}  // namespace

std::vector<Check> invalid_id_checks() {
  return {
      {.id = "invalid-id/refused",
       .requirement = "An id that is no integer MUST NOT be answered with a success.",
       .source = {'B', "type: integer", parameter + "/schema/type"},
       .minimum = 3,
       .run = refused},
      {.id = "invalid-id/422",
       .requirement = "An id that is no integer MUST be answered by the documented 422.",
       .source = {'A', "\"Validation Error\"", response_422},
       .minimum = 3,
       .run = answered_422},
      {.id = "invalid-id/detail",
       .requirement = "A 422 MUST carry detail, an array of at least one error.",
       .source = {'D', "FastAPI: RequestValidationError", "/components/schemas/HTTPValidationError/properties/detail"},
       .run = has_detail},
      {.id = "invalid-id/location",
       .requirement = "A 422 MUST hold an error whose loc is [\"path\", \"token_id\"].",
       .source = {'D', "FastAPI: loc is where the value came from, then its name", error_schema + "/properties/loc"},
       .run = has_location},
      {.id = "invalid-id/explained",
       .requirement =
           "Each error of a 422 MUST have a non-empty msg and type, and the same id MUST get the same type each time.",
       .source = {'D', "FastAPI: msg and type of an error", error_schema + "/required"},
       .run = explained},
      {.id = "invalid-id/single",
       .requirement = "One bad parameter SHOULD give one error.",
       .level = Level::should,
       .source = {'E', "good practice: one mistake, one message", error_schema},
       .run = single},
      {.id = "invalid-id/aliases",
       .requirement =
           "Which lexical variants of an integer (\" 1\", \"+1\", \"01\", \"1.0\", \"1_0\") are taken as integers.",
       .level = Level::info,
       .source = {'D', "pydantic: lax integer parsing", parameter + "/schema/type"},
       .rotates = true,
       .run = aliases},
  };
}

}  // namespace assay
