// An invalid id is refused with the documented status, and FastAPI's 422 says what is wrong.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

// Answers that come before the id is looked at: credentials, rate limit, a proxy's limits, an overload.
bool answered_before_validation(int status) {
  static const std::set<int> early = {401, 403, 407, 408, 413, 414, 421, 429, 431, 503};
  return early.contains(status);
}

template <class See>
void each_invalid_id(const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.asked.kind == AskedId::Kind::invalid) see(reading, i);
  });
}

// A 422 for an integer is about something else, such as a body.
template <class See>
void each_detail(const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.response->status == 422 && reading.asked.kind != AskedId::Kind::exact && reading.detail &&
        !reading.detail->empty())
      see(reading, *reading.detail, i);
  });
}

Evidence refused(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_invalid_id(facts, [&](const Reading& reading, std::size_t i) {
    observe(evidence, i);
    if (reading.response->status / 100 != 2) return;
    evidence.findings.push_back({.message = "An id that is " + terms.no_id + " was accepted.",
                                 .expected = describe_id(terms, reading) + " refused",
                                 .actual = "status " + std::to_string(reading.response->status),
                                 .exchanges = {i}});
  });
  return evidence;
}

// "422"; of another framework than FastAPI "400 or 404, or by another 4xx ...".
std::string statuses_of(const Terms& terms) {
  std::vector<std::string> texts;
  for (const int status : terms.invalid_statuses) texts.push_back(std::to_string(status));
  return listed(texts, "or") + (terms.is_strict ? "" : ", or by another 4xx that the document or the policy lists");
}

Evidence answered_as_documented(const Terms& terms, const Facts& facts) {
  const std::string documented = statuses_of(terms);
  const auto& right = terms.invalid_statuses;
  const auto& general = facts.contract.policy.general_errors;
  Evidence evidence;
  each_invalid_id(facts, [&](const Reading& reading, std::size_t i) {
    const int status = reading.response->status;
    if (answered_before_validation(status)) return;
    observe(evidence, i);
    const bool is_known =
        reading.spec || status == 422 || std::find(general.begin(), general.end(), status) != general.end();
    if (std::find(right.begin(), right.end(), status) != right.end() ||
        (!terms.is_strict && status / 100 == 4 && is_known))
      return;
    evidence.findings.push_back(
        {.message = "An id that is " + terms.no_id + " was not answered by the documented " + documented + ".",
         .expected = "status " + documented + " for " + describe_id(terms, reading),
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

Evidence has_location(const Terms& terms, const Facts& facts) {
  const std::vector<std::string> expected = {"path", terms.parameters.front()};
  const auto points_at_one = [&](const ErrorItem& item) {
    return item.loc.size() == 2 && item.loc.front() == "path" &&
           std::find(terms.parameters.begin(), terms.parameters.end(), item.loc.back()) != terms.parameters.end();
  };
  Evidence evidence;
  each_detail(facts, [&](const Reading&, const std::vector<ErrorItem>& detail, std::size_t i) {
    observe(evidence, i);
    if (std::any_of(detail.begin(), detail.end(), points_at_one)) return;
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

Evidence explained(const Terms& terms, const Facts& facts) {
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
                                   .expected = "type " + first.type + " for " + describe_id(terms, reading),
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

// What FastAPI's 422 holds.
std::vector<Check> detail_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
      {.kind = "invalid-id/detail",
       .requirement = "A 422 MUST carry detail, an array of at least one error.",
       .source = {'D', "FastAPI: RequestValidationError", t.detail},
       .run = has_detail},
      {.kind = "invalid-id/location",
       .requirement = "A 422 MUST hold an error whose loc is [\"path\", \"" + t.parameters.front() + "\"].",
       .source = {'D', "FastAPI: loc is where the value came from, then its name", t.error_schema + "/properties/loc"},
       .run = in(terms, has_location)},
      {.kind = "invalid-id/explained",
       .requirement =
           "Each error of a 422 MUST have a non-empty msg and type, and the same id MUST get the same type each time.",
       .source = {'D', "FastAPI: msg and type of an error", t.error_schema + "/required"},
       .run = in(terms, explained)},
      {.kind = "invalid-id/single",
       .requirement = "One bad parameter SHOULD give one error.",
       .level = Level::should,
       .source = {'E', "good practice: one mistake, one message", t.error_schema},
       .run = single},
  };
}

}  // namespace

std::vector<Check> invalid_id_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (t.no_id.empty()) return {};  // any text may be an id
  std::vector<Check> checks = {{.kind = "invalid-id/refused",
                                .requirement = "An id that is " + t.no_id + " MUST NOT be answered with a success.",
                                .source = {'B', t.id_type, t.parameter + "/schema" + (t.is_integer ? "/type" : "")},
                                .minimum = 3,
                                .run = in(terms, refused)}};
  const std::string status = statuses_of(t);
  if (!t.invalid_statuses.empty())
    checks.push_back(
        {.kind = "invalid-id/status",
         .requirement = "An id that is " + t.no_id + " MUST be answered by the documented " + status + ".",
         .source = {'A', t.invalid_words.empty() ? "the response " + status : t.invalid_words, t.invalid_response},
         .minimum = 3,
         .run = in(terms, answered_as_documented)});
  if (t.is_fastapi)
    for (Check& check : detail_checks(terms))
      if (check.kind != "invalid-id/single" || t.parameters.size() == 1) checks.push_back(std::move(check));
  if (t.is_integer)
    checks.push_back(
        {.kind = "invalid-id/aliases",
         .requirement =
             "Which lexical variants of an integer (\" 1\", \"+1\", \"01\", \"1.0\", \"1_0\") are taken as integers.",
         .level = Level::info,
         .source = {'D', "pydantic: lax integer parsing", t.parameter + "/schema/type"},
         .rotates = true,
         .run = aliases});
  return checks;
}

}  // namespace assay
