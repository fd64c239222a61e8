#include "cli/check/delivery_sink.h"

#include <algorithm>
#include <thread>

#include "contracts/signatures/signed_message.h"
#include "contracts/trigger.h"

namespace assay {
namespace {

using std::chrono::steady_clock;

bool is_success(const Outcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  return response != nullptr && response->status / 100 == 2;
}

}  // namespace

Handler DeliverySink::receiver() {
  return [this](const Request& request) -> Outcome {
    // What tries the address, as tunnels and scanners do, is no delivery.
    if (request.method != "POST") return Response{.status = 200};
    const std::lock_guard lock(mutex_);
    if (heard_.size() < most && bytes_ + request.body.size() <= most_bytes) {
      bytes_ += request.body.size();
      heard_.push_back({.request = request, .received = steady_clock::now()});
      changed_.notify_all();
    }
    return Response{.status = 200};
  };
}

std::size_t DeliverySink::count() const {
  const std::lock_guard lock(mutex_);
  return heard_.size();
}

void DeliverySink::await(std::size_t from, const SignatureScheme& scheme) {
  constexpr std::chrono::duration<double> short_wait(1);
  std::unique_lock lock(mutex_);
  const auto patience = is_silent_ ? std::min(wait_, short_wait) : wait_;
  is_silent_ = !changed_.wait_for(lock, patience, [&] { return heard_.size() > from; });
  // Before the delivery may come another request, such as one that tries the address.
  const auto is_signed = [&](const Heard& each) {
    return read_signed_message(scheme, each.request.headers, each.request.body).fault.empty();
  };
  const auto has_come = [&] {
    return std::any_of(heard_.begin() + static_cast<std::ptrdiff_t>(from), heard_.end(), is_signed);
  };
  if (!is_silent_) changed_.wait_for(lock, std::min(wait_, short_wait), has_come);
}

void DeliverySink::note_asked(std::size_t from, Time asked) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = from; i < heard_.size(); ++i) heard_[i].asked = asked;
}

void DeliverySink::wait_for_one() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait_, [this] { return !heard_.empty(); });
}

Handler DeliverySink::around(Handler inner, const Contract& contract, History::Sent sent) {
  return [this, inner = std::move(inner), &contract, sent](const Request& request) {
    constexpr std::chrono::milliseconds behind(2500);
    if (!triggered(contract, request)) {
      Outcome outcome = inner(request);
      const std::lock_guard lock(mutex_);
      last_other_ = steady_clock::now();
      last_of_.clear();
      return outcome;
    }
    if (sent == History::Sent::by_clock) {
      std::unique_lock lock(mutex_);
      const auto again = last_of_.find(request.target);
      const Time last = again == last_of_.end() ? last_other_ : again->second;
      const Time turn = last + behind + contract.policy.deliveries.lag;
      lock.unlock();
      std::this_thread::sleep_until(turn);
    }
    const Time asked = steady_clock::now();
    const std::size_t before = count();
    Outcome outcome = inner(request);
    // In turn it has come before the answer, if at all.
    if (is_success(outcome) && sent == History::Sent::by_clock)
      await(before, *find_scheme(contract.policy.deliveries.scheme));
    note_asked(before, asked);
    const std::lock_guard lock(mutex_);
    last_of_[request.target] = steady_clock::now();
    return outcome;
  };
}

std::vector<Arrival> DeliverySink::heard(Time zero) const {
  const std::lock_guard lock(mutex_);
  std::vector<Arrival> arrivals;
  for (const Heard& each : heard_) {
    Arrival arrival{.request = each.request, .received = each.received - zero, .answered = 200};
    if (each.asked) arrival.asked = *each.asked - zero;
    arrivals.push_back(std::move(arrival));
  }
  return arrivals;
}

DeliverySetup deliveries_to(DeliverySink& sink) {
  return {.receiver = sink.receiver(), .on = DeliverySetup::On::demand, .sends = DeliverySetup::Sends::in_turn};
}

}  // namespace assay
