#include "cli/check/run_sink.h"

#include "contracts/trigger.h"

namespace assay {
namespace {

constexpr std::size_t largest_body = 16 * 1024 * 1024;

}  // namespace

void hear_deliveries(const CheckOptions& options, Contract& contract) {
  if (options.sink.sink == SinkFlags::Sink::off) return;
  if (options.target.url.empty()) hear_own_mock(contract);
  contract.deliveries = Contract::Deliveries::heard;
  check_trigger(contract);
}

void refuse_unheard(const ClauseSelection& selection, const Contract& contract) {
  if (contract.deliveries == Contract::Deliveries::heard) return;
  for (const auto* names : {&selection.only, &selection.exclude})
    for (const std::string& name : *names)
      if (name == "webhook" || name.starts_with("webhook/"))
        throw BadDocument(Place{}, name + " is judged with --sink alone; see docs/deliveries.md");
}

// A mock in this process hands its deliveries over before it answers; a vendor sends them to a port.
std::optional<DeliverySetup> RunSink::open(const CheckOptions& options, std::ostream& out) {
  const SinkFlags& flags = options.sink;
  if (flags.sink == SinkFlags::Sink::off) return std::nullopt;
  known_secrets_ = read_secrets(flags.known);
  if (!flags.url.empty() && !flags.url.starts_with("http://") && !flags.url.starts_with("https://"))
    throw BadDocument(Place{}, "--sink-url: the scheme must be http or https");
  sink_ = std::make_unique<DeliverySink>(std::chrono::duration<double>(flags.wait));
  if (options.target.url.empty()) return deliveries_to(*sink_);
  listener_ =
      std::make_unique<Listener>(sink_->receiver(), ListenerOptions{.port = flags.port, .max_body = largest_body});
  out << "sink  http://127.0.0.1:" << listener_->port()
      << (flags.url.empty() ? "  (the vendor must deliver to it)" : "  (the vendor delivers to " + flags.url + ")")
      << '\n';
  return std::nullopt;
}

void RunSink::listen(const Contract& contract, Subject& subject, History& history, Redactor& redactor) {
  if (!sink_) return;
  history.deliveries = listener_ ? History::Sent::by_clock : History::Sent::in_turn;
  history.known_secrets = known_secrets_;
  for (const std::string& secret : known_secrets_) redactor.taint(secret);
  subject.handler = sink_->around(std::move(subject.handler), contract, history.deliveries);
}

void RunSink::take(const Contract& contract, History& history) {
  if (!sink_) return;
  if (contract.policy.deliveries.trigger.empty()) sink_->wait_for_one();
  if (listener_) listener_->stop();
  history.arrivals = sink_->heard(history.zero);
}

}  // namespace assay
