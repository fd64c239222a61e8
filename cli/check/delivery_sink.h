// assay check --sink: hears the deliveries that the subject sends while it is checked.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/verify_signature/secrets.h"
#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/signatures/scheme.h"
#include "mock/deliveries/sender.h"

namespace assay {

struct SinkFlags {
  enum class Sink { off, on } sink = Sink::off;
  int port = 0;       // on this machine; 0: a free one
  std::string url{};  // where the vendor delivers to, as the user set it; empty: the sink's own
  SecretSources known{.flag = "--known-secret"};  // from before the run
  double wait = 10;                               // seconds for a delivery
};

// A recorder of deliveries. All functions may be called from several threads at once.
class DeliverySink {
 public:
  static constexpr std::size_t most = 5000;                    // deliveries that are kept
  static constexpr std::size_t most_bytes = 32 * 1024 * 1024;  // of their bodies; what comes later is answered alone

  explicit DeliverySink(std::chrono::duration<double> wait) : wait_(wait) {}

  // Hears a delivery.
  Handler receiver();

  // `inner`, whose answer to a trigger of the contract is given when a delivery has come, or the wait is over.
  // by_clock: a trigger waits two and a half seconds behind what was asked before it, but for triggers of others, so
  // that the sender's clock, in whole seconds, tells what it signed before and what behind.
  Handler around(Handler inner, const Contract& contract, History::Sent sent);

  // Waits for a delivery that comes by itself.
  void wait_for_one();

  // What was heard, on the history's clock.
  std::vector<Arrival> heard(std::chrono::steady_clock::time_point zero) const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Heard {
    Request request{};
    Time received{};
    std::optional<Time> asked{};
  };

  std::size_t count() const;
  // Waits for a delivery behind the first `from`, a little longer for one that is signed.
  void await(std::size_t from, const SignatureScheme& scheme);
  void note_asked(std::size_t from, Time asked);

  std::chrono::duration<double> wait_;
  mutable std::mutex mutex_{};
  std::condition_variable changed_{};
  std::vector<Heard> heard_{};
  std::size_t bytes_ = 0;
  bool is_silent_ = false;  // a whole wait was in vain: the next are short
  // When what was no trigger was answered, and then each trigger, by its target.
  Time last_other_{};
  std::map<std::string, Time> last_of_{};
};

// What a mock in this process does with its deliveries: it hands them over before the answer to their trigger.
DeliverySetup deliveries_to(DeliverySink& sink);

}  // namespace assay
