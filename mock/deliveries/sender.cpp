#include "mock/deliveries/sender.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "contracts/digest.h"

namespace assay {
namespace {

using std::chrono::microseconds;
using Kind = DeliveryFault::Kind;

constexpr std::size_t most_old_secrets = 10;
constexpr std::size_t id_bytes = 12;
constexpr std::chrono::milliseconds clock_watched_every(20);  // the mock's clock may be moved by anybody

std::string body_of(const DeliveryEvent& event, const std::vector<std::string>& names, Moment now) {
  nlohmann::ordered_json data = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < names.size() && i < event.parameters.size(); ++i) data[names[i]] = event.parameters[i];
  if (!event.data.empty()) data.update(nlohmann::ordered_json::parse(event.data));
  const nlohmann::ordered_json body = {{"type", event.type}, {"timestamp", to_rfc3339(now)}, {"data", data}};
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

microseconds retry_after(const Response& response) {
  const auto value = find_header(response.headers, "Retry-After").value_or("");
  std::uint32_t seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
  const bool is_number = !value.empty() && read.ec == std::errc{} && read.ptr == value.data() + value.size();
  return is_number ? std::chrono::seconds(std::min<std::uint32_t>(seconds, 86400)) : microseconds{0};
}

// A key that is good for nothing: nobody was given it.
std::string nobodys_secret() { return "whsec_" + to_base64(std::string(32, '\0')); }

// What the fault of a delivery changes before it is signed.
void spoil(const DeliveryFault& fault, SigningAttempt& attempt) {
  if (fault.kind == Kind::stale)
    attempt.text.timestamp -= std::chrono::duration_cast<std::chrono::seconds>(fault.by).count();
  if (fault.kind == Kind::bad_signature) attempt.secrets = {nobodys_secret()};
  if (fault.kind == Kind::old_secret && !attempt.before.empty()) attempt.secrets = {attempt.before};
}

}  // namespace

Sender::Sender(DeliverySetup setup, const Policy& policy, std::vector<std::string> names,
               std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env)
    : setup_(std::move(setup)),
      rules_(policy.deliveries),
      secret_(policy.rotation().rotates.front()),
      names_(std::move(names)),
      store_(std::move(store)),
      env_(std::move(env)) {
  if (setup_.sends == DeliverySetup::Sends::by_itself) thread_ = std::thread([this] { run(); });
}

Sender::~Sender() { stop(); }

void Sender::give_up() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
    for (const Waiting& each : waiting_)
      if (SentDelivery* delivery = find(each.number)) delivery->state = SentDelivery::State::given_up;
    waiting_.clear();
  }
  changed_.notify_all();
}

void Sender::stop() {
  give_up();
  if (thread_.joinable()) thread_.join();
}

bool Sender::stop_within(std::chrono::milliseconds patience) {
  give_up();
  std::unique_lock lock(mutex_);
  const bool has_ended = changed_.wait_for(lock, patience, [this] { return has_ended_ || !thread_.joinable(); });
  lock.unlock();
  if (has_ended) stop();
  return has_ended;
}

void Sender::replaced(const DeliveryEvent& event, const std::string& before) {
  if (before.empty()) return;
  const std::lock_guard lock(mutex_);
  auto& old = old_[{event.session, identity_key(event.parameters)}];
  // Without a grace one is kept all the same, for the fault old-secret.
  if (rules_.grace.count() == 0 || rules_.second_rotation == DeliveryRules::Second::drop) old.clear();
  old.push_front({before, env_->now() + rules_.grace});
  if (old.size() > most_old_secrets) old.pop_back();
}

void Sender::rotated(DeliveryEvent event) {
  if (setup_.on == DeliverySetup::On::rotation) send(std::move(event));
}

std::string Sender::send(DeliveryEvent event, std::optional<DeliveryFault> fault) {
  if (!fault) fault = setup_.fault;
  const Moment now = env_->now();
  std::string id;
  {
    const std::lock_guard lock(mutex_);
    const Draw draw{.session = event.session, .id = "a delivery", .k = made_};
    id = "msg_" + to_hex(env_->random_bytes(draw, id_bytes));
    Waiting waiting{.number = ++made_, .due = now, .body = body_of(event, names_, now), .fault = fault};
    if (sent_.size() == kept) {
      std::erase_if(waiting_, [&](const Waiting& each) { return each.number == sent_.front().number; });
      sent_.pop_front();
    }
    const bool is_sent = !is_gone_ && !is_stopped_;
    sent_.push_back({.number = made_,
                     .id = id,
                     .event = std::move(event),
                     .made = now,
                     .state = is_sent ? SentDelivery::State::waiting : SentDelivery::State::given_up});
    if (is_sent) waiting_.push_back(waiting);
    if (is_sent && fault && fault->kind == Kind::duplicate) waiting_.push_back(std::move(waiting));
  }
  go_on();
  return id;
}

void Sender::go_on() {
  if (setup_.sends == DeliverySetup::Sends::in_turn)
    send_due();
  else
    changed_.notify_all();
}

std::string Sender::resend(std::uint64_t number) {
  std::string id;
  {
    const std::lock_guard lock(mutex_);
    SentDelivery* delivery = find(number);
    if (delivery == nullptr || is_gone_ || is_stopped_) return "";
    std::erase_if(waiting_, [&](const Waiting& each) { return each.number == number; });
    waiting_.push_back(
        {.number = number, .due = env_->now(), .body = body_of(delivery->event, names_, delivery->made)});
    delivery->state = SentDelivery::State::waiting;
    id = delivery->id;
  }
  go_on();
  return id;
}

std::vector<SentDelivery> Sender::sent() const {
  const std::lock_guard lock(mutex_);
  return {sent_.begin(), sent_.end()};
}

SentDelivery* Sender::find(std::uint64_t number) {
  if (sent_.empty() || number < sent_.front().number || number > sent_.back().number) return nullptr;
  return &sent_[static_cast<std::size_t>(number - sent_.front().number)];
}

std::optional<Sender::Waiting> Sender::take_due() {
  const std::lock_guard lock(mutex_);
  const Moment now = env_->now();
  const auto due = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return each.due <= now; });
  if (due == waiting_.end()) return std::nullopt;
  Waiting taken = std::move(*due);
  waiting_.erase(due);
  return taken;
}

void Sender::send_due() {
  const std::lock_guard turn(turn_);
  while (auto waiting = take_due()) attempt(std::move(*waiting));
}

void Sender::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopped_) {
    lock.unlock();
    send_due();
    lock.lock();
    if (is_stopped_) break;
    const auto has_due = [this] {
      const Moment now = env_->now();
      return is_stopped_ || std::any_of(waiting_.begin(), waiting_.end(), [&](const auto& w) { return w.due <= now; });
    };
    if (waiting_.empty())
      changed_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
    else
      changed_.wait_for(lock, clock_watched_every, has_due);
  }
  has_ended_ = true;
  changed_.notify_all();
}

// Newest first: the live one, then those whose grace lasts.
std::vector<std::string> Sender::signers(const DeliveryEvent& event, std::uint64_t& generation) {
  std::vector<std::string> secrets;
  const std::string key = identity_key(event.parameters);
  store_->update(event.session, key, [&](Resource& resource) {
    if (std::string live = resource.text(secret_); !live.empty()) secrets.push_back(std::move(live));
    generation = resource.rotations;
  });
  const std::lock_guard lock(mutex_);
  const auto old = old_.find({event.session, key});
  if (secrets.empty() || old == old_.end()) return secrets;
  const Moment now = env_->now();
  for (const OldSecret& each : old->second)
    if (each.until > now && each.secret != secrets.front()) secrets.push_back(each.secret);
  return secrets;
}

std::string Sender::replaced_last(const DeliveryEvent& event) const {
  const std::lock_guard lock(mutex_);
  const auto old = old_.find({event.session, identity_key(event.parameters)});
  return old == old_.end() ? "" : old->second.front().secret;
}

// Sends the request and tells what became of it.
microseconds Sender::ask(const Request& request, DeliveryAttempt& told) const {
  const Outcome outcome = setup_.receiver(request);
  const Response* response = std::get_if<Response>(&outcome);
  if (response == nullptr) {
    told.failure = std::string(to_text(std::get<NoResponse>(outcome).why));
    return microseconds{0};
  }
  told.status = response->status;
  if (told.status < 200 || told.status > 299) told.failure = "status " + std::to_string(told.status);
  return told.status == 429 || told.status == 503 ? retry_after(*response) : microseconds{0};
}

void Sender::attempt(Waiting waiting) {
  DeliveryEvent event;
  DeliveryText text{.body = waiting.body};
  DeliveryAttempt told{.when = env_->now()};
  {
    const std::lock_guard lock(mutex_);
    const SentDelivery* delivery = find(waiting.number);
    if (delivery == nullptr) return;  // longer ago than is told of
    event = delivery->event;
    text.id = delivery->id;
  }
  std::vector<std::string> secrets = signers(event, told.secret);
  text.timestamp = std::chrono::floor<std::chrono::seconds>(told.when).time_since_epoch().count();
  const std::string before = replaced_last(event);
  SigningAttempt attempt{event, rules_.scheme, text, secrets, before};
  if (setup_.lie.signs) setup_.lie.signs(attempt);
  if (waiting.fault) spoil(*waiting.fault, attempt);
  const auto signature = secrets.empty() ? std::nullopt : signature_headers(rules_.scheme, secrets, text);
  std::optional<microseconds> asked_to_wait;  // nothing: nothing was sent
  if (signature) {
    Request request{.method = "POST",
                    .target = setup_.target,
                    .headers = {{"Content-Type", "application/json"}, {"User-Agent", "assay-mock"}},
                    .body = std::move(text.body)};
    request.headers.insert(request.headers.end(), signature->begin(), signature->end());
    if (waiting.fault && waiting.fault->kind == Kind::cut) request.body.resize(request.body.size() / 2);
    if (setup_.lie.sends) setup_.lie.sends(request);
    asked_to_wait = ask(request, told);
  } else {
    told.failure =
        secrets.empty() ? "its resource has no secret, or is gone" : "its secret is no key of " + rules_.scheme;
  }
  conclude(std::move(waiting), std::move(told), asked_to_wait);
}

void Sender::conclude(Waiting waiting, DeliveryAttempt attempt, std::optional<microseconds> asked_to_wait) {
  const std::lock_guard lock(mutex_);
  SentDelivery* delivery = find(waiting.number);
  if (delivery == nullptr) return;
  const std::size_t failed = delivery->attempts.size();
  const bool is_taken = attempt.failure.empty();
  const bool was_sent = asked_to_wait.has_value();
  if (attempt.status == 410) is_gone_ = true;
  delivery->attempts.push_back(std::move(attempt));
  if (is_taken) {
    delivery->state = SentDelivery::State::taken;
  } else if (is_gone_ || is_stopped_ || !was_sent || failed >= rules_.retries.size()) {
    delivery->state = SentDelivery::State::given_up;
  } else {
    waiting.due = env_->now() + std::max(rules_.retries[failed], *asked_to_wait);
    waiting_.push_back(std::move(waiting));
  }
}

}  // namespace assay
