// Over time: the record's own times, and what must not touch a token between two rotations of it.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>

#include "contracts/checks/families.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

constexpr std::int64_t skew = 300;  // seconds that the server's clock may be ahead of ours

std::optional<Instant> made_at(const Terms& terms, const Record& record) {
  const auto at = record.stable->find(terms.made->name());
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

Finding wrong_time(const Terms& terms, const std::string& message, const std::string& expected,
                   const std::string& member, std::vector<std::size_t> exchanges) {
  return {.message = message,
          .expected = expected,
          .actual = "another order",
          .pointer = terms.record_pointer + "/" + member,
          .exchanges = std::move(exchanges)};
}

Evidence times(const Terms& terms, const Facts& facts) {
  const std::string made = terms.made->name(), last_use = terms.used ? terms.used->name() : "";
  const auto start = std::chrono::duration_cast<std::chrono::seconds>(facts.history.started.time_since_epoch()).count();
  std::map<std::string, LastUse> last;
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record& record, std::size_t i) {
    const auto created = made_at(terms, record);
    const auto used = record.used.state == Member::State::text ? parse_rfc3339(record.used.text) : std::nullopt;
    if (!created) return;
    observe(evidence, i);
    const Exchange& exchange = facts.history.exchanges[i];
    const Instant now =
        later({.seconds = start}, std::chrono::duration_cast<std::chrono::seconds>(exchange.done).count() + skew);
    if (start > 0 && now < *created)
      evidence.findings.push_back(wrong_time(terms, made + " lies in the future.", made + " <= now", made, {i}));
    if (!used) return;
    if (start > 0 && now < *used)
      evidence.findings.push_back(
          wrong_time(terms, last_use + " lies in the future.", last_use + " <= now", last_use, {i}));
    if (*used < *created)
      evidence.findings.push_back(wrong_time(terms, "The " + terms.noun + " was used before it was created.",
                                             made + " <= " + last_use, last_use, {i}));
    const auto before = last.find(reading.asked.value);
    if (before != last.end() && before->second.done <= exchange.sent && *used < before->second.at)
      evidence.findings.push_back(wrong_time(terms, last_use + " went backwards.",
                                             last_use + " not before its last value", last_use,
                                             {before->second.exchange, i}));
    if (before == last.end() || before->second.at < *used) last[reading.asked.value] = {*used, i, exchange.done};
  });
  return evidence;
}

// A token as last shown, and what came in between.
struct Course {
  std::shared_ptr<const std::map<std::string, std::string>> stable{};
  std::size_t exchange = 0;
  std::string face{};                    // the parts
  std::optional<std::size_t> between{};  // the last exchange since then that must not matter
};

std::string face_of(const Record& record) {
  std::string face;
  for (const Member& part : record.parts) face += part.text + ' ';
  return face;
}

// Equal records of one reading are one; of several readings they need not be.
bool same_record(const Course& course, const Record& record) {
  if (course.face != face_of(record)) return false;
  return course.stable == record.stable ||
         std::all_of(course.stable->begin(), course.stable->end(), [&](const auto& member) {
           const auto again = record.stable->find(member.first);  // a member may be left out
           return again == record.stable->end() || again->second == member.second;
         });
}

// Walks the history: `matters_not(reading, id)` says whether an exchange is one that must leave token `id` alone.
template <class MattersNot>
Evidence untouched(const Terms& terms, const Facts& facts, const std::string& message, MattersNot matters_not) {
  std::map<std::string, Course> courses;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.response) continue;
    for (auto& [id, course] : courses)
      if (matters_not(reading, id)) course.between = i;
    const bool is_shown =
        reading.reads ? reading.settled : reading.asks_rotation && facts.contract.is_success(reading.response->status);
    if (!reading.record || !is_shown) continue;
    Course& course = courses[reading.asked.value];
    if (course.between) {
      observe(evidence, i);
      if (!same_record(course, *reading.record))
        evidence.findings.push_back({.message = message,
                                     .expected = "the record of " + terms.noun + ' ' + reading.asked.value +
                                                 " as before, but for the " + terms.secret,
                                     .actual = "another record",
                                     .exchanges = {course.exchange, *course.between, i}});
    }
    course = {.stable = reading.record->stable, .exchange = i, .face = face_of(*reading.record)};
  }
  return evidence;
}

Evidence others_untouched(const Terms& terms, const Facts& facts) {
  return untouched(terms, facts, capital(with_article(terms.noun)) + " changed while another one was rotated.",
                   [&](const Reading& reading, const std::string& id) {
                     // Where a reading shows the record, a rotation answers without one.
                     const bool has_rotated =
                         reading.record || (terms.is_shown_by_reading && reading.response->status / 100 == 2);
                     return reading.asks_rotation && has_rotated && reading.asked.value != id;
                   });
}

Evidence refusal_is_inert(const Terms& terms, const Facts& facts) {
  return untouched(terms, facts, capital(with_article(terms.noun)) + " changed after a request was refused.",
                   [](const Reading& reading, const std::string&) {
                     return reading.response->status >= 400 && reading.response->status < 500;
                   });
}

}  // namespace

std::vector<Check> state_course_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks;
  if (t.made) {
    const std::string made = t.made->name();
    const std::string used =
        t.used ? ", and " + t.used->name() + " SHOULD be null or between it and now and never go backwards" : "";
    checks.push_back({.kind = "state/times",
                      .requirement = made + " SHOULD lie in the past" + used + ".",
                      .level = Level::should,
                      .source = {'E', t.used ? "the members " + made + " and " + t.used->name() : "the member " + made,
                                 t.schema_of(t.made->pointer)},
                      .rotates = true,
                      .run = in(terms, times)});
  }
  if (t.stable.empty() && t.parts.empty()) return checks;  // nothing that could change is shown
  const bool has_words = !t.invalid_words.empty();
  checks.push_back({.kind = "state/others-untouched",
                    .requirement = "Rotating one " + t.noun + " MUST NOT change another.",
                    .source = {'B', '"' + t.path_start + "/...\": one " + t.noun, t.path_item},
                    .need = Need::second_token,
                    .rotates = true,
                    .run = in(terms, others_untouched)});
  checks.push_back(
      {.kind = "state/refusal-is-inert",
       .requirement = "A refused request MUST NOT change anything that later answers show.",
       .source = has_words ? Source{'B', t.invalid_words + ": the request was not carried out", t.invalid_response}
                           : Source{'C', "RFC 9110 section 15.5: the request was not carried out", t.responses},
       .rotates = true,
       .run = in(terms, refusal_is_inert)});
  return checks;
}

}  // namespace assay
