// Over time: the record's own times, and what must not touch a token between two rotations of it.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>

#include "contracts/checks/families.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

const std::string properties = "/components/schemas/TokenWithSecretResponse/properties";
constexpr std::int64_t skew = 300;  // seconds that the server's clock may be ahead of ours

std::optional<Instant> created_at(const TokenRecord& record) {
  const auto at = record.stable->find("created_at");
  if (at == record.stable->end() || !at->second.starts_with("instant ")) return std::nullopt;
  const auto point = at->second.find('.');
  return Instant{.seconds = std::stoll(at->second.substr(8, point - 8)), .fraction = at->second.substr(point + 1)};
}

Instant later(Instant instant, std::int64_t seconds) {
  instant.seconds += seconds;
  return instant;
}

struct LastUse {
  Instant at{};
  std::size_t exchange = 0;
  RunTime done{0};
};

Finding wrong_time(const std::string& message, const std::string& expected, const std::string& member,
                   std::vector<std::size_t> exchanges) {
  return {.message = message,
          .expected = expected,
          .actual = "another order",
          .pointer = "/" + member,
          .exchanges = std::move(exchanges)};
}

Evidence times(const Facts& facts) {
  const auto start = std::chrono::duration_cast<std::chrono::seconds>(facts.history.started.time_since_epoch()).count();
  std::map<std::string, LastUse> last;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord& record, std::size_t i) {
    const auto created = created_at(record);
    const auto used =
        record.last_used_at.state == Member::State::text ? parse_rfc3339(record.last_used_at.text) : std::nullopt;
    if (!created) return;
    observe(evidence, i);
    const Exchange& exchange = facts.history.exchanges[i];
    const Instant now =
        later({.seconds = start}, std::chrono::duration_cast<std::chrono::seconds>(exchange.done).count() + skew);
    if (start > 0 && now < *created)
      evidence.findings.push_back(wrong_time("created_at lies in the future.", "created_at <= now", "created_at", {i}));
    if (!used) return;
    if (start > 0 && now < *used)
      evidence.findings.push_back(
          wrong_time("last_used_at lies in the future.", "last_used_at <= now", "last_used_at", {i}));
    if (*used < *created)
      evidence.findings.push_back(
          wrong_time("The token was used before it was created.", "created_at <= last_used_at", "last_used_at", {i}));
    const auto before = last.find(reading.asked.value);
    if (before != last.end() && before->second.done <= exchange.sent && *used < before->second.at)
      evidence.findings.push_back(wrong_time("last_used_at went backwards.", "last_used_at not before its last value",
                                             "last_used_at", {before->second.exchange, i}));
    if (before == last.end() || before->second.at < *used) last[reading.asked.value] = {*used, i, exchange.done};
  });
  return evidence;
}

// A token as last shown, and what came in between.
struct Course {
  std::shared_ptr<const std::map<std::string, std::string>> stable{};
  std::size_t exchange = 0;
  std::string face{};                    // token_prefix and token_last4
  std::optional<std::size_t> between{};  // the last exchange since then that must not matter
};

std::string face_of(const TokenRecord& record) { return record.token_prefix.text + " " + record.token_last4.text; }

// Equal records of one reading are one; of several readings they need not be.
bool same_record(const Course& course, const TokenRecord& record) {
  if (course.face != face_of(record)) return false;
  return course.stable == record.stable ||
         std::all_of(course.stable->begin(), course.stable->end(), [&](const auto& member) {
           const auto again = record.stable->find(member.first);  // a member may be left out
           return again == record.stable->end() || again->second == member.second;
         });
}

// Walks the history: `matters_not(reading, id)` says whether an exchange is one that must leave token `id` alone.
template <class MattersNot>
Evidence untouched(const Facts& facts, const std::string& message, MattersNot matters_not) {
  std::map<std::string, Course> courses;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.response) continue;
    for (auto& [id, course] : courses)
      if (matters_not(reading, id)) course.between = i;
    if (!reading.asks_rotation || !reading.record || reading.response->status != 200) continue;
    Course& course = courses[reading.asked.value];
    if (course.between) {
      observe(evidence, i);
      if (!same_record(course, *reading.record))
        evidence.findings.push_back(
            {.message = message,
             .expected = "the record of token " + reading.asked.value + " as before, but for the secret",
             .actual = "another record",
             .exchanges = {course.exchange, *course.between, i}});
    }
    course = {.stable = reading.record->stable, .exchange = i, .face = face_of(*reading.record)};
  }
  return evidence;
}

Evidence others_untouched(const Facts& facts) {
  return untouched(facts, "A token changed while another one was rotated.",
                   [](const Reading& reading, const std::string& id) {
                     return reading.asks_rotation && reading.record && reading.asked.value != id;
                   });
}

Evidence refusal_is_inert(const Facts& facts) {
  return untouched(facts, "A token changed after a request was refused.",
                   [](const Reading& reading, const std::string&) {
                     return reading.response->status >= 400 && reading.response->status < 500;
                   });
}

}  // namespace

std::vector<Check> state_course_checks() {
  return {
      {.id = "state/times",
       .requirement = "created_at SHOULD lie in the past, and last_used_at SHOULD be null or between it and now and "
                      "never go backwards.",
       .level = Level::should,
       .source = {'E', "the members created_at and last_used_at", properties + "/created_at"},
       .rotates = true,
       .run = times},
      {.id = "state/others-untouched",
       .requirement = "Rotating one token MUST NOT change another.",
       .source = {'B', "\"/api-tokens/{token_id}/...\": one token",
                  "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret"},
       .need = Need::second_token,
       .rotates = true,
       .run = others_untouched},
      {.id = "state/refusal-is-inert",
       .requirement = "A refused request MUST NOT change anything that later answers show.",
       .source = {'B', "\"Validation Error\": the request was not carried out",
                  "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/responses/422"},
       .rotates = true,
       .run = refusal_is_inert},
  };
}

}  // namespace assay
