// What a record tells of its secret beside it: a hint that a person knows it by, and when it changed last.
#include <algorithm>
#include <cstdint>
#include <map>

#include "contracts/checks/families.h"
#include "contracts/digest.h"
#include "contracts/http/http_date.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

// What a hint is made of, in words: "the last 4 characters of".
std::string excerpt_in_words(const MemberRole& hint) {
  const std::string count = std::to_string(hint.count);
  if (hint.shows == MemberRole::Shows::sha256) return "the first " + count + " digits of the SHA-256 of";
  const std::string characters = hint.count == 1 ? " character of" : " characters of";
  return (hint.shows == MemberRole::Shows::last ? "the last " : "the first ") + count + characters;
}

// A hint may hold more: stars or dots for what it leaves out, and the word that stands before every secret.
bool is_hint_of(const MemberRole& role, const std::string& hint, const std::string& secret) {
  if (role.shows == MemberRole::Shows::sha256)
    return to_lower(hint).ends_with(sha256_hex(secret).substr(0, role.count));
  if (role.shows == MemberRole::Shows::last)
    return hint.ends_with(secret.substr(secret.size() - std::min(role.count, secret.size())));
  const auto behind = secret.rfind('_');
  return hint.starts_with(secret.substr(0, role.count)) ||
         (behind != std::string::npos && hint.starts_with(secret.substr(behind + 1, role.count)));
}

// The secrets of which one is the resource's now: one, or all that overlapping rotations gave.
struct Current {
  std::vector<std::string> secrets{};
  std::size_t exchange = 0;
  RunTime done{0};
};

class Hints {
 public:
  Hints(const Terms& terms, const Facts& facts) : terms_(terms), facts_(facts) {}

  Evidence walk() {
    for (std::size_t i = 0; i < facts_.readings.size(); ++i) {
      const Reading& reading = facts_.readings[i];
      if (reading.issues && reading.record && reading.asks_rotation)
        issued(reading, i);
      else if (could_rotate(facts_.contract.operation(), facts_.history.exchanges[i].request) && reading.response &&
               reading.response->status / 100 == 2)
        current_.clear();  // nobody knows whose secret it replaced
      else if (reading.settled && reading.seen)
        read(reading, i);
    }
    return std::move(evidence_);
  }

 private:
  void issued(const Reading& reading, std::size_t i) {
    const std::string& secret = reading.record->secret.text;
    const Exchange& exchange = facts_.history.exchanges[i];
    Current& current = current_[reading.asked.value];
    if (current.done <= exchange.sent) current.secrets.clear();
    current.secrets.push_back(secret);
    current.exchange = i;
    current.done = std::max(current.done, exchange.done);
    if (!secret.empty()) compare(*reading.record, {secret}, terms_.record_pointer, {i});
  }

  void read(const Reading& reading, std::size_t i) {
    const auto current = current_.find(reading.asked.value);
    if (current == current_.end()) return;
    const auto& secrets = current->second.secrets;
    if (std::find(secrets.begin(), secrets.end(), "") != secrets.end()) return;
    compare(*reading.seen, secrets, terms_.read_record_pointer, {current->second.exchange, i});
  }

  void compare(const Record& record, const std::vector<std::string>& secrets, const std::string& place,
               const std::vector<std::size_t>& exchanges) {
    for (std::size_t k = 0; k < terms_.hints.size(); ++k) {
      const Member& shown = record.hints[k];
      if (shown.state != Member::State::text) continue;
      observe(evidence_, exchanges.back());
      const MemberRole& role = terms_.hints[k];
      const bool fits = std::any_of(secrets.begin(), secrets.end(),
                                    [&](const std::string& secret) { return is_hint_of(role, shown.text, secret); });
      if (fits) continue;
      evidence_.findings.push_back(
          {.message = role.name() + " is no hint of the " + terms_.secret + " that the " + terms_.noun + " has now.",
           .expected = excerpt_in_words(role) + " the " + terms_.secret,
           .actual = "another text",
           .pointer = place + role.pointer,
           .exchanges = exchanges});
    }
  }

  const Terms& terms_;
  const Facts& facts_;
  std::map<std::string, Current> current_{};  // by identity
  Evidence evidence_{};
};

Evidence hint(const Terms& terms, const Facts& facts) { return Hints(terms, facts).walk(); }

constexpr std::int64_t skew = 300;            // seconds between the clocks of one vendor's machines, and ours
constexpr std::int64_t earliest = 946684800;  // 2000-01-01: what lies before tells no time in the policy's unit

bool lies_before(const Instant& instant, std::int64_t seconds) { return instant < Instant{.seconds = seconds - skew}; }

// When the answer was given, in seconds since 1970: as its Date says, else by our clock; nothing: neither is known.
std::optional<std::int64_t> answered_at(const Facts& facts, std::size_t i) {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  const Response& response = *facts.readings[i].response;
  if (const auto text = find_header(response.headers, "Date"))
    if (const auto date = parse_http_date(*text)) return duration_cast<seconds>(date->time_since_epoch()).count();
  const auto start = duration_cast<seconds>(facts.history.started.time_since_epoch()).count();
  if (start <= 0) return std::nullopt;
  return start + duration_cast<seconds>(facts.history.exchanges[i].sent).count();
}

struct LastChange {
  Instant at{};
  std::size_t exchange = 0;
  RunTime done{0};
};

Evidence changed_advances(const Terms& terms, const Facts& facts) {
  const std::string member = terms.changed->name();
  std::map<std::string, LastChange> last;  // by identity
  Evidence evidence;
  const auto tell = [&](const std::string& message, const std::string& place, std::vector<std::size_t> exchanges) {
    evidence.findings.push_back({.message = message,
                                 .expected = member + ": when the " + terms.noun + " changed last",
                                 .actual = "an earlier time",
                                 .pointer = place + terms.changed->pointer,
                                 .exchanges = std::move(exchanges)});
  };
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const Record* record = reading.issues ? reading.record : reading.settled ? reading.seen : nullptr;
    if (!record || !record->changed || record->changed->seconds < earliest) continue;
    const std::string& place = reading.issues ? terms.record_pointer : terms.read_record_pointer;
    const Instant& at = *record->changed;
    const Exchange& exchange = facts.history.exchanges[i];
    if (reading.issues) observe(evidence, i);
    if (const auto now = answered_at(facts, i); reading.issues && now && lies_before(at, *now))
      tell("A rotation left " + member + " where it was.", place, {i});
    const auto before = last.find(reading.asked.value);
    if (before != last.end() && before->second.done <= exchange.sent) {
      Instant tolerated = at;  // clocks of two machines, and values in whole seconds
      ++tolerated.seconds;
      if (tolerated < before->second.at) tell(member + " went backwards.", place, {before->second.exchange, i});
    }
    if (before == last.end() || before->second.at < at) last[reading.asked.value] = {at, i, exchange.done};
  }
  return evidence;
}

}  // namespace

std::vector<Check> state_hint_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks;
  if (!t.hints.empty()) {
    std::vector<std::string> hints;
    for (const MemberRole& role : t.hints)
      hints.push_back(role.name() + " MUST be " + excerpt_in_words(role) + " the " + t.secret);
    checks.push_back({.kind = "state/hint",
                      .requirement = listed(hints, "and") + " that its " + t.noun + " has now.",
                      .source = {'B', "the member " + t.hints.front().name(), t.schema_of(t.hints.front().pointer)},
                      .rotates = true,
                      .run = in(terms, hint)});
  }
  if (t.changed)
    checks.push_back({.kind = "state/changed-advances",
                      .requirement = "A rotation MUST move " + t.changed->name() +
                                     " to when it happened, and nothing may move it backwards.",
                      .source = {'B', "the member " + t.changed->name(), t.schema_of(t.changed->pointer)},
                      .rotates = true,
                      .run = in(terms, changed_advances)});
  return checks;
}

}  // namespace assay
