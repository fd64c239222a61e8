// The document's own words: statuses, media types, JSON, schemas, date-times.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "contracts/checks/families.h"
#include "contracts/documents/json_body.h"

namespace assay {
namespace {

std::string content_type(const Response& response) {
  return std::string(find_header(response.headers, "content-type").value_or("none"));
}

std::string list_statuses(const Operation& operation) {
  std::string text;
  for (const auto& spec : operation.responses) text += (text.empty() ? "" : ", ") + spec.status;
  return text;
}

Evidence status_documented(const Facts& facts) {
  const auto& general = facts.contract.policy.general_errors;
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    const int status = reading.response->status;
    // A front that cleans paths sends "1%2F..%2F2" elsewhere, before any server sees it.
    if (status / 100 == 3 && reading.asked.kind == AskedId::Kind::unclear) return;
    observe(evidence, i);
    if (reading.spec || std::find(general.begin(), general.end(), status) != general.end()) return;
    evidence.findings.push_back(
        {.message = "An answer has a status that the document does not list.",
         .expected = list_statuses(facts.contract.operation()) + ", or a general error of the policy",
         .actual = std::to_string(status),
         .exchanges = {i}});
  });
  return evidence;
}

void tell_media_type(const Reading& reading, std::size_t exchange, Evidence& evidence) {
  evidence.findings.push_back({.message = "A documented answer has another media type than the document says.",
                               .expected = "Content-Type: " + reading.spec->content.front().name,
                               .actual = "Content-Type: " + content_type(*reading.response),
                               .exchanges = {exchange}});
}

// A proxy in front refuses an odd id with a page of its own, before any server sees it.
bool is_of_a_front(const Reading& reading) {
  constexpr std::array<int, 5> refusals = {400, 403, 404, 414, 431};
  return reading.asked.kind == AskedId::Kind::unclear && !reading.is_json &&
         std::find(refusals.begin(), refusals.end(), reading.response->status) != refusals.end();
}

Evidence media_type(const Facts& facts) {
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (!reading.spec || reading.spec->content.empty() || (!reading.media && is_of_a_front(reading))) return;
    observe(evidence, i);
    if (!reading.media) tell_media_type(reading, i, evidence);
  });
  return evidence;
}

bool claims_json(const Reading& reading) {
  return reading.response && reading.is_json && (reading.media || !reading.response->body.empty());
}

Evidence valid_json(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    if (!claims_json(facts.readings[i]) || facts.history.exchanges[i].request.method == "HEAD") continue;
    observe(evidence, i);
    for (const auto& fault : facts.readings[i].body->json_faults) {
      const bool coded =
          fault.keyword == "coding" || fault.keyword == "limit";  // not the vendor's fault: contracts/judge/reading.h
      evidence.findings.push_back(
          {.message = (coded ? "A body cannot be judged: " : "A body that is called JSON is not: ") + fault.message,
           .expected = "one JSON text in UTF-8, whole, without a byte order mark",
           .actual = fault.message,
           .pointer = fault.pointer,
           .culprit = coded ? Culprit::environment : Culprit::vendor,
           .exchanges = {i}});
    }
  }
  return evidence;
}

Evidence no_duplicate_keys(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!claims_json(reading) || !reading.body->json_faults.empty()) continue;
    observe(evidence, i);
    for (const auto& duplicate : reading.body->duplicates)
      evidence.findings.push_back({.message = "An object of the body names a member twice.",
                                   .expected = "each member name once",
                                   .actual = duplicate.pointer + " stands more than once",
                                   .pointer = duplicate.pointer,
                                   .exchanges = {i}});
  }
  return evidence;
}

std::string keyword_text(const Violation& violation) {
  return violation.keyword + (violation.pointer.empty() ? " at the body's root" : " at " + violation.pointer);
}

// Whether the body was read as JSON, and the document says of what form it is: under a range such as */* it may be
// anything.
bool is_judged(const Reading& reading) {
  return reading.media && reading.body->json_faults.empty() && (reading.is_json || reading.record);
}

void tell_violation(const Violation& violation, std::size_t exchange, Evidence& evidence) {
  const bool unjudged = violation.keyword == "limit";  // ours, not the vendor's: contracts/schema/schema.h
  evidence.findings.push_back(
      {.message = (unjudged ? "A part of the body is not judged: " : "The body breaks the document's schema: ") +
                  keyword_text(violation) + ".",
       .expected = "a body that validates",
       .actual = violation.message,
       .pointer = violation.pointer,
       .culprit = unjudged ? Culprit::environment : Culprit::vendor,
       .exchanges = {exchange}});
}

// The schema that the document gives for `status` as it is written there, but for date-times, which have a clause of
// their own.
Evidence schema_holds(const Facts& facts, const std::string& status) {
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (!reading.spec || reading.spec->status != status || !is_judged(reading)) return;
    observe(evidence, i);
    for (const auto& violation : reading.body->schema) tell_violation(violation, i, evidence);
  });
  return evidence;
}

// The successes of what reads beside the rotation.
Evidence readings_hold(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const bool is_success = reading.response && reading.response->status / 100 == 2;
    if (!(reading.reads || reading.lists) || !is_success || !reading.spec || reading.spec->content.empty()) continue;
    observe(evidence, i);
    if (!reading.media) tell_media_type(reading, i, evidence);
    if (!is_judged(reading)) continue;
    for (const auto& violation : reading.body->schema) tell_violation(violation, i, evidence);
    for (const auto& violation : reading.body->formats) tell_violation(violation, i, evidence);
  }
  return evidence;
}

// The text that stands there, where it is short enough to be told: "\"2026-13-01\": ".
std::string quoted(const Reading& reading, const std::string& pointer) {
  constexpr std::size_t longest = 64;
  const JsonBody body = read_json(reading.response->body);
  const nlohmann::json::json_pointer place(pointer);
  if (!body.value.contains(place) || !body.value.at(place).is_string()) return {};
  const auto& text = body.value.at(place).get_ref<const std::string&>();
  return text.size() > longest ? "" : '"' + text + "\": ";
}

Evidence date_times(const Facts& facts) {
  Evidence evidence;
  const auto see = [&](const Reading& reading, std::size_t i) {
    observe(evidence, i);
    for (const auto& violation : reading.body->formats)
      evidence.findings.push_back({.message = "A date-time is none: " + violation.pointer + ".",
                                   .expected = "an RFC 3339 date-time with its offset from UTC",
                                   .actual = quoted(reading, violation.pointer) + violation.message,
                                   .pointer = violation.pointer,
                                   .exchanges = {i}});
  };
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.response || !is_judged(reading)) continue;
    const bool shows = facts.contract.policy.is_shown_by_reading() && reading.reads
                           ? reading.response->status / 100 == 2
                           : reading.asks_rotation && facts.contract.is_success(reading.response->status);
    if (shows) see(reading, i);
  }
  return evidence;
}

// Of an answer that need not come: no server can be made to fail.
Evidence schema_holds_where_seen(const Facts& facts, const std::string& status) {
  Evidence evidence = schema_holds(facts, status);
  evidence.not_applicable = "no answer had the documented status " + status;
  return evidence;
}

std::vector<Check> schema_checks(const SharedTerms& terms) {
  std::vector<Check> checks;
  for (const Terms::Body& body : terms->bodies) {
    const std::string& status = body.status;
    Check check{.kind = "shape/schema-" + status,
                .requirement = "The body of a " + status + " MUST validate against " + body.schema_name + ".",
                .source = {'A', "the schema of the " + status, body.pointer}};
    check.rotates = body.is == Terms::Body::Is::success;
    if (body.is == Terms::Body::Is::other)
      check.run = [status](const Facts& facts) { return schema_holds_where_seen(facts, status); };
    else
      check.run = [status](const Facts& facts) { return schema_holds(facts, status); };
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace

std::vector<Check> shape_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks = {
      {.kind = "shape/status-documented",
       .requirement = "Every answer's status SHOULD be documented, or be a general error that the policy lists.",
       .level = Level::should,
       .source = {'A', "the operation's responses", t.responses},
       .run = status_documented},
      {.kind = "shape/media-type",
       .requirement = "An answer with a documented status MUST have its documented media type.",
       .source = {'A', "the response's content", t.responses},
       .run = media_type},
      {.kind = "shape/json",
       .requirement =
           "A body that is called JSON MUST be one whole JSON text in UTF-8, without byte order mark or NaN.",
       .source = {'C', "RFC 8259 sections 2, 6 and 8.1", ""},
       .run = valid_json},
      {.kind = "shape/no-duplicate-keys",
       .requirement = "An object of a JSON body MUST NOT repeat a member name.",
       .source = {'C', "RFC 8259 section 4; RFC 7493 section 2.3", ""},
       .run = no_duplicate_keys}};
  for (Check& check : schema_checks(terms)) checks.push_back(std::move(check));
  if (!t.readings.empty())
    checks.push_back({.kind = "shape/reading",
                      .requirement = "What " + listed(t.readings, "or") +
                                     " answers with a success MUST have its documented media type and validate "
                                     "against its schema.",
                      .source = {'A', "the responses of what reads", t.readings_pointer},
                      .rotates = true,
                      .run = readings_hold});
  if (!t.date_time.empty())
    checks.push_back({.kind = "shape/date-time",
                      .requirement = "Each date-time of " + with_article(t.success) +
                                     " MUST follow RFC 3339: its grammar, its calendar, an offset from UTC.",
                      .source = {'A', "format: date-time; RFC 3339 sections 5.6 and 5.7", t.date_time},
                      .rotates = true,
                      .run = date_times});
  return checks;
}

}  // namespace assay
