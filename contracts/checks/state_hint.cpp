// What a record tells of its secret beside it: a hint that a person knows it by, and when it changed last.
#include <algorithm>
#include <cctype>
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

// Runs of what is no mask: stars, dots, spaces and colons stand for what a hint leaves out, or between its digits.
std::vector<std::string> runs_of(const std::string& hint) {
  std::vector<std::string> runs(1);
  for (const char c : hint) {
    const bool is_shown =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("_-+/=").find(c) != std::string_view::npos;
    if (is_shown)
      runs.back() += c;
    else if (!runs.back().empty())
      runs.emplace_back();
  }
  if (runs.back().empty()) runs.pop_back();
  return runs;
}

std::size_t same_start(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::size_t same_end(const std::string& a, const std::string& b) {
  return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
}

// What a hint is of one secret; of several that may be the right one, what is last of these.
enum class Hint { wrong, more, right, silent };

constexpr std::size_t chance = 4;  // characters of a secret that another text may share with it

Hint of_end(const MemberRole& role, const std::vector<std::string>& runs, const std::string& secret) {
  const std::size_t shared = same_end(runs.back(), secret);
  if (shared < std::min(role.count, secret.size())) return Hint::wrong;
  return shared >= role.count + chance ? Hint::more : Hint::right;
}

// The word that stands before every secret, such as "whsec_", may be shown, or left out; alone it says nothing.
Hint of_start(const MemberRole& role, const std::vector<std::string>& runs, const std::string& secret,
              std::size_t prefix) {
  const std::string& run = runs.front();
  const std::size_t shared = same_start(run, secret);
  if (shared == run.size() && shared <= prefix) return Hint::silent;
  Hint best = Hint::wrong;
  for (std::size_t at = 0; at <= prefix && at < secret.size(); ++at) {
    if (at > 0 && at < prefix && std::isalnum(static_cast<unsigned char>(secret[at - 1])) != 0) continue;
    const std::size_t same = same_start(run, std::string_view(secret).substr(at));
    // What begins with the word and goes on otherwise is a hint of another secret.
    if (same < std::min(role.count, secret.size() - at) || (at + same <= prefix && same < run.size())) continue;
    best = at + same >= prefix + role.count + chance ? Hint::more : Hint::right;
  }
  return best;
}

Hint of_digest(const MemberRole& role, const std::string& hint, const std::string& secret) {
  const bool is_there = letters_of(hint).find(sha256_hex(secret).substr(0, role.count)) != std::string::npos;
  return is_there ? Hint::right : Hint::wrong;
}

// `prefix`: how many characters all secrets begin with.
Hint judge_hint(const MemberRole& role, const std::string& hint, const std::string& secret, std::size_t prefix) {
  if (role.shows == MemberRole::Shows::sha256) return of_digest(role, hint, secret);
  const std::vector<std::string> runs = runs_of(hint);
  if (runs.empty()) return hint.empty() ? Hint::wrong : Hint::silent;
  return role.shows == MemberRole::Shows::last ? of_end(role, runs, secret) : of_start(role, runs, secret, prefix);
}

// How many characters all secrets of the history begin with; of one alone, to the end of a word before '_' or '-'.
std::size_t prefix_of(const Facts& facts) {
  std::string common;
  std::size_t count = 0;
  for (const Reading& reading : facts.readings) {
    if (!reading.record || reading.record->secret.text.empty()) continue;
    const std::string& secret = reading.record->secret.text;
    if (count > 0 && secret == common) continue;
    common = count == 0 ? secret : common.substr(0, same_start(common, secret));
    ++count;
  }
  if (count > 1) return common.size();
  const auto end = common.find_first_of("_-");
  return end < 16 ? end + 1 : 0;
}

// The secrets of which one is the resource's now: one, or all that overlapping rotations gave.
struct Current {
  std::vector<std::string> secrets{};
  std::size_t exchange = 0;
  RunTime done{0};
};

class Hints {
 public:
  Hints(const Terms& terms, const Facts& facts) : terms_(terms), facts_(facts), prefix_(prefix_of(facts)) {}

  Evidence walk() {
    for (std::size_t i = 0; i < facts_.readings.size(); ++i) {
      const Reading& reading = facts_.readings[i];
      if (reading.issues && reading.record && reading.asks_rotation)
        issued(reading, i);
      else if (could_rotate(facts_.contract.operation(), facts_.history.exchanges[i].request) && reading.response &&
               (reading.response->status / 100 == 2 || reading.response->status >= 500))
        current_.clear();  // nobody knows whose secret it replaced
      else if (reading.settled && reading.seen)
        read(reading, i);
      else if (reading.settled && reading.record && !reading.record->secret.text.empty())
        compare(*reading.record, {reading.record->secret.text}, terms_.record_pointer, {i});
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
      const MemberRole& role = terms_.hints[k];
      Hint hint = Hint::wrong;
      for (const std::string& secret : secrets) hint = std::max(hint, judge_hint(role, shown.text, secret, prefix_));
      if (hint == Hint::silent) continue;
      observe(evidence_, exchanges.back());
      if (hint == Hint::right) continue;
      const bool shows_more = hint == Hint::more;
      evidence_.findings.push_back(
          {.message = role.name() +
                      (shows_more ? " shows more of the " + terms_.secret + " than a hint of it."
                                  : " is no hint of the " + terms_.secret + " that the " + terms_.noun + " has now."),
           .expected = excerpt_in_words(role) + " the " + terms_.secret,
           .actual = shows_more ? "a longer part of it" : "another text",
           .pointer = place + role.pointer,
           .exchanges = exchanges});
    }
  }

  const Terms& terms_;
  const Facts& facts_;
  std::size_t prefix_;
  std::map<std::string, Current> current_{};  // by identity
  Evidence evidence_{};
};

Evidence hint(const Terms& terms, const Facts& facts) { return Hints(terms, facts).walk(); }

constexpr std::int64_t skew = 300;  // seconds between the clocks of one vendor's machines, and ours
// What lies without tells no time in the policy's unit: 2000-01-01 and 2200-01-01.
constexpr std::int64_t earliest = 946684800, latest = 7258118400;

// When an answer was given, in seconds since 1970: as its Date says, else by our clock; nothing: neither is known.
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
  RunTime since{0};  // when it was first shown
};

// How much later a time shows another one, by the digits that it has.
RunTime resolution_of(const Instant& at) {
  if (!at.fraction.empty()) return std::chrono::milliseconds(100);
  return at.seconds % 60 != 0 ? std::chrono::milliseconds(2500) : std::chrono::seconds(61);
}

Evidence changed_advances(const Terms& terms, const Facts& facts) {
  const std::string member = terms.changed->name();
  std::map<std::string, LastChange> last;  // by identity
  Evidence evidence;
  const auto tell = [&](const std::string& message, const std::string& place, std::vector<std::size_t> exchanges) {
    evidence.findings.push_back({.message = message,
                                 .expected = member + ": when the " + terms.noun + " changed last",
                                 .actual = "another time",
                                 .pointer = place + terms.changed->pointer,
                                 .exchanges = std::move(exchanges)});
  };
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    const Record* record = reading.issues ? reading.record : reading.settled ? reading.seen : nullptr;
    if (!record || !record->changed || record->changed->seconds < earliest || record->changed->seconds > latest)
      continue;
    const std::string& place = reading.issues ? terms.record_pointer : terms.read_record_pointer;
    const Instant& at = *record->changed;
    const Exchange& exchange = facts.history.exchanges[i];
    if (reading.issues) observe(evidence, i);
    const auto now = answered_at(facts, i);
    if (now && reading.issues && at < Instant{.seconds = *now - skew})
      tell("A rotation left " + member + " where it was.", place, {i});
    if (now && Instant{.seconds = *now + skew} < at) tell(member + " lies in the future.", place, {i});
    const auto before = last.find(reading.asked.value);
    const bool is_same = before != last.end() && before->second.at == at;
    if (is_same && reading.issues && exchange.sent - before->second.since > resolution_of(at))
      tell("A rotation left " + member + " where it was.", place, {before->second.exchange, i});
    if (before != last.end() && before->second.done <= exchange.sent) {
      Instant tolerated = at;
      tolerated.seconds += skew;
      if (tolerated < before->second.at) tell(member + " went backwards.", place, {before->second.exchange, i});
    }
    if (before == last.end() || before->second.at < at)
      last[reading.asked.value] = {.at = at, .exchange = i, .done = exchange.done, .since = exchange.done};
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
