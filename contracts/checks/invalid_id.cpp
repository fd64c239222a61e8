// An invalid id is refused, with the documented status.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/checks/families.h"

namespace assay {
namespace {

template <class See>
void each_invalid_id(const Facts& facts, See see) {
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (reading.asked.kind == AskedId::Kind::invalid) see(reading, i);
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

std::vector<Check> invalid_id_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (t.no_id.empty()) return error_checks(terms);  // any text may be an id
  std::vector<Check> checks = {{.kind = "invalid-id/refused",
                                .requirement = "An id that is " + t.no_id + " MUST NOT be answered with a success.",
                                .source = {'B', t.id_type, t.parameter_schema + (t.is_integer ? "/type" : "")},
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
  for (Check& check : error_checks(terms)) checks.push_back(std::move(check));
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
