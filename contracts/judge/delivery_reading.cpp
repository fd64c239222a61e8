#include "contracts/judge/delivery_reading.h"

#include <algorithm>
#include <map>
#include <set>

#include "contracts/http/http_date.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/rotations.h"
#include "contracts/signatures/signed_message.h"
#include "contracts/trigger.h"

namespace assay {
namespace {

using std::chrono::milliseconds, std::chrono::sys_seconds;

// The rotation whose secret the reading at `i` shows first: the last success before it.
std::size_t rotation_of(const Facts& facts, std::size_t i) {
  for (std::size_t k = i; k-- > 0;) {
    const Reading& each = facts.readings[k];
    const bool is_success = each.asks_rotation && each.response && facts.contract.is_success(each.response->status);
    if (is_success && each.asked.value == facts.readings[i].asked.value) return k;
  }
  return i;
}

std::vector<IssuedSecret> issued_in(const Facts& facts) {
  std::vector<IssuedSecret> issued;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.issues || reading.record->secret.text.empty()) continue;
    const std::size_t exchange = reading.asks_rotation ? i : rotation_of(facts, i);
    const Exchange& rotation = facts.history.exchanges[exchange];
    issued.push_back({.resource = reading.asked.value,
                      .secret = reading.record->secret.text,
                      .exchange = exchange,
                      .sent = rotation.sent,
                      .done = rotation.done});
  }
  return issued;
}

// A rotation whose secret no answer showed.
struct Unseen {
  std::string resource{};  // empty: nobody can tell whose
  RunTime sent{0};
  std::optional<RunTime> done{};  // nothing: no answer says that it is over, and it may be carried out at any time
};

Unseen unseen_of(const std::string& resource, const Exchange& rotation) {
  Unseen unseen{.resource = resource, .sent = rotation.sent};
  const Response* answer = response_of(rotation);
  if (answer != nullptr && answer->status / 100 == 2 && answer->status != 202) unseen.done = rotation.done;
  return unseen;
}

std::vector<Unseen> unseen_in(const Facts& facts, const std::vector<IssuedSecret>& issued) {
  std::set<std::size_t> seen;
  for (const IssuedSecret& each : issued) seen.insert(each.exchange);
  std::vector<Unseen> unseen;
  for (const SeenRotation& rotation : rotations_in(facts.contract, facts.history))
    if (rotation.is != SeenRotation::Is::if_careless && !seen.contains(rotation.exchange))
      unseen.push_back(unseen_of(rotation.token, facts.history.exchanges[rotation.exchange]));
  return unseen;
}

std::optional<sys_seconds> date_of(const Exchange& exchange) {
  const Response* answer = response_of(exchange);
  const auto date = answer ? find_header(answer->headers, "Date") : std::nullopt;
  return date ? parse_http_date(*date) : std::nullopt;
}

// How far the sender's clock is ahead of the run's, at most: the Date of an answer was told after its request was sent.
// In milliseconds, in which no year that a Date can name is too far.
std::optional<milliseconds> most_ahead(const History& history) {
  std::optional<milliseconds> most;
  for (const Exchange& exchange : history.exchanges) {
    const auto date = date_of(exchange);
    const Response* answer = response_of(exchange);
    if (!date || find_header(answer->headers, "Age")) continue;  // a cache tells the time of long ago
    const auto sent = std::chrono::floor<milliseconds>(clock_time(history.started, exchange.sent));
    const milliseconds ahead = *date + std::chrono::seconds(1) - sent;
    if (!most || ahead < *most) most = ahead;
  }
  return most;
}

// Whether a request has one of the headers that the scheme knows.
bool has_any_header(const SignatureScheme& scheme, const Request& request) {
  return std::any_of(scheme.fields.begin(), scheme.fields.end(), [&](const SignatureScheme::Fields& fields) {
    return std::any_of(request.headers.begin(), request.headers.end(), [&](const Header& header) {
      return equal_ignoring_case(header.name, fields.id) || equal_ignoring_case(header.name, fields.timestamp) ||
             equal_ignoring_case(header.name, fields.signature);
    });
  });
}

// The first scheme whose headers a request has.
const SignatureScheme* scheme_of(const Request& request) {
  for (const SignatureScheme& scheme : signature_schemes())
    if (read_signed_message(scheme, request.headers, request.body).fault.empty()) return &scheme;
  return nullptr;
}

constexpr std::chrono::hours longest_age(24);  // of a timestamp that can be held against anything

class Reader {
 public:
  explicit Reader(const Facts& facts)
      : facts_(facts), rules_(facts.contract.policy.deliveries), scheme_(*find_scheme(rules_.scheme)) {
    result_.scheme = &scheme_;
    result_.secrets = issued_in(facts);
    unseen_ = unseen_in(facts, result_.secrets);
    for (const IssuedSecret& each : result_.secrets) keys_.push_back(key_of(scheme_, each.secret));
  }

  Deliveries read() {
    for (const Arrival& arrival : facts_.history.arrivals) result_.arrivals.push_back(read_one(arrival));
    ahead_ = most_ahead(facts_.history);
    if (ahead_) ahead_ = std::max(*ahead_, least_ahead());
    if (ahead_ && *ahead_ >= longest_age) ahead_.reset();  // no clock that could be held against another
    for (DeliveryReading& reading : result_.arrivals) tell_whose(reading);
    set_aside_other_requests();
    return std::move(result_);
  }

 private:
  DeliveryReading read_one(const Arrival& arrival);  // what stands in it
  void tell_whose(DeliveryReading& reading) const;   // and when it was signed
  std::optional<std::chrono::seconds> age_of(const SignedMessage& message, const Arrival& arrival) const;
  milliseconds least_ahead() const;
  void set_aside_other_requests();
  static void forget_whose(DeliveryReading& reading);
  void find_signers(const SignedMessage& message, DeliveryReading& reading) const;
  void place(DeliveryReading& reading) const;
  std::optional<RunTime> signed_from(const DeliveryReading& reading) const;
  // The time that a timestamp tells, on the run's clock if that were the sender's.
  milliseconds signed_at(std::chrono::seconds age, const Arrival& arrival) const;
  void tell_live(DeliveryReading& reading) const;
  bool is_before(const IssuedSecret& rotation, const DeliveryReading& reading, RunTime more) const;

  const Facts& facts_;
  const DeliveryRules& rules_;
  const SignatureScheme& scheme_;
  Deliveries result_{};
  std::vector<std::optional<std::string>> keys_{};
  std::vector<Unseen> unseen_{};
  std::optional<milliseconds> ahead_{};               // the sender's clock before the run's, at most
  std::map<std::string, std::string> first_of_id_{};  // what is signed
};

std::optional<std::chrono::seconds> Reader::age_of(const SignedMessage& message, const Arrival& arrival) const {
  const auto timestamp = scheme_.has_timestamp() ? seconds_of(message) : std::nullopt;
  if (!timestamp) return std::nullopt;
  const auto came = clock_time(facts_.history.started, arrival.received);
  return std::chrono::floor<std::chrono::seconds>(came) - sys_seconds(*timestamp);
}

milliseconds Reader::signed_at(std::chrono::seconds age, const Arrival& arrival) const {
  const auto came = std::chrono::floor<std::chrono::seconds>(clock_time(facts_.history.started, arrival.received));
  return came - age - std::chrono::floor<milliseconds>(facts_.history.started);
}

// How far the clock that signs is ahead of the run's, at least: nothing is signed after it came. It may be another
// machine's than the one that says the Date.
milliseconds Reader::least_ahead() const {
  milliseconds least = milliseconds::min();
  for (const DeliveryReading& each : result_.arrivals) {
    const bool is_the_senders = !each.signers.empty() || each.is_of_before;
    if (!is_the_senders || !each.age || std::chrono::abs(*each.age) >= longest_age) continue;
    const Arrival& arrival = *each.arrival;
    least = std::max(least, signed_at(*each.age, arrival) - std::chrono::floor<milliseconds>(arrival.received));
  }
  return least;
}

void Reader::forget_whose(DeliveryReading& reading) {
  reading.resource.reset();
  reading.signed_from.reset();
  for (auto* told : {&reading.live, &reading.over, &reading.out_of_grace}) told->clear();
  reading.may_be_unknown = false;
}

// Beside the delivery that was asked for a vendor may send others, such as one that tries the address.
void Reader::set_aside_other_requests() {
  std::set<std::size_t> answered;
  for (const DeliveryReading& each : result_.arrivals)
    if (each.resource && each.fault.empty()) answered.insert(each.exchange);
  for (DeliveryReading& each : result_.arrivals)
    if (!each.fault.empty() && answered.contains(each.exchange)) forget_whose(each);
}

DeliveryReading Reader::read_one(const Arrival& arrival) {
  DeliveryReading reading{.arrival = &arrival};
  SignedMessageReading read = read_signed_message(scheme_, arrival.request.headers, arrival.request.body);
  reading.fault = read.fault;
  reading.id = read.message.id;
  reading.age = age_of(read.message, arrival);
  if (!reading.id.empty()) {
    const std::string text = text_signed(scheme_, read.message);
    const auto [first, is_new] = first_of_id_.try_emplace(reading.id, text);
    reading.is_again = !is_new && first->second == text;
  }
  if (reading.fault.empty())
    find_signers(read.message, reading);
  else
    reading.other_scheme = scheme_of(arrival.request);
  reading.has_any_header = has_any_header(scheme_, arrival.request);
  return reading;
}

void Reader::tell_whose(DeliveryReading& reading) const {
  place(reading);
  if (!reading.resource) return;
  reading.signed_from = signed_from(reading);
  tell_live(reading);
}

void Reader::find_signers(const SignedMessage& message, DeliveryReading& reading) const {
  const std::string text = text_signed(scheme_, message);
  for (std::size_t k = 0; k < keys_.size(); ++k)
    if (find_signer(scheme_, text, message.signatures, {keys_[k]})) reading.signers.push_back(k);
  reading.is_of_before =
      find_signer(scheme_, text, message.signatures, keys_of(scheme_, facts_.history.known_secrets)).has_value();
}

// Which exchange shows it, and whose it is.
void Reader::place(DeliveryReading& reading) const {
  const Arrival& arrival = *reading.arrival;
  const auto& exchanges = facts_.history.exchanges;
  for (std::size_t i = 0; i < exchanges.size() && exchanges[i].sent <= arrival.received; ++i) {
    reading.exchange = i;
    if (!arrival.asked || exchanges[i].sent > *arrival.asked || exchanges[i].done < *arrival.asked) continue;
    const auto parts = triggered(facts_.contract, exchanges[i].request);
    if (!parts) continue;
    const AskedId asked = read_identity(facts_.contract.operation(), *parts);
    if (asked.kind != AskedId::Kind::exact) continue;
    reading.exchange = i;
    // What a sender with a queue sends meanwhile may be about another resource: whose secret signed it tells.
    const bool is_told = facts_.history.deliveries == History::Sent::by_clock && !reading.signers.empty();
    reading.resource = is_told ? result_.secrets[reading.signers.front()].resource : asked.value;
    return;
  }
}

// A sender that may queue says when it signed by its own clock, in whole seconds.
std::optional<RunTime> Reader::signed_from(const DeliveryReading& reading) const {
  if (facts_.history.deliveries == History::Sent::in_turn) return reading.arrival->asked;
  // Without a timestamp the policy's lag is all that tells how long a delivery may have waited.
  if (!scheme_.has_timestamp()) return rules_.lag.count() > 0 ? reading.arrival->asked : std::nullopt;
  if (!reading.age || std::chrono::abs(*reading.age) >= longest_age || !ahead_) return std::nullopt;
  constexpr milliseconds machines_differ(250);
  return signed_at(*reading.age, *reading.arrival) - machines_differ - *ahead_;
}

// Whether a rotation was over, and `more` time had passed, before the delivery was signed.
bool Reader::is_before(const IssuedSecret& rotation, const DeliveryReading& reading, RunTime more) const {
  const RunTime by = rotation.done + rules_.lag + more;
  return reading.signed_from && by <= *reading.signed_from && by <= *reading.arrival->asked;
}

void Reader::tell_live(DeliveryReading& reading) const {
  const std::vector<IssuedSecret>& secrets = result_.secrets;
  const auto is_of = [&](const IssuedSecret& each) {
    return each.resource == *reading.resource && each.sent <= reading.arrival->received;
  };
  const auto replaced = [&](const IssuedSecret& old, RunTime more) {
    return std::any_of(secrets.begin(), secrets.end(), [&](const IssuedSecret& next) {
      return is_of(next) && next.sent >= old.done && next.secret != old.secret && is_before(next, reading, more);
    });
  };
  bool is_issued = false;  // one of the run's secrets is in force for sure
  for (std::size_t k = 0; k < secrets.size(); ++k) {
    if (!is_of(secrets[k])) continue;
    is_issued = is_issued || is_before(secrets[k], reading, RunTime{0});
    if (!replaced(secrets[k], RunTime{0})) {
      reading.live.push_back(k);
      continue;
    }
    reading.over.push_back(k);
    if (replaced(secrets[k], rules_.grace)) reading.out_of_grace.push_back(k);
  }
  const auto is_replaced = [&](const Unseen& each) {
    return each.done && std::any_of(secrets.begin(), secrets.end(), [&](const IssuedSecret& next) {
             return is_of(next) && next.sent >= *each.done && is_before(next, reading, RunTime{0});
           });
  };
  reading.may_be_unknown = !is_issued || std::any_of(unseen_.begin(), unseen_.end(), [&](const Unseen& each) {
    const bool may_be_its = each.resource.empty() || each.resource == *reading.resource;
    return may_be_its && each.sent <= reading.arrival->received && !is_replaced(each);
  });
}

}  // namespace

Deliveries read_deliveries(const Facts& facts) { return Reader(facts).read(); }

}  // namespace assay
