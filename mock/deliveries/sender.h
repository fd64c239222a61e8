// Sends deliveries about resources to a receiver, signed with the secret that is live when they are sent.
//
//     rotation, trigger, admin API --> queue --> attempt --> receiver
//                                        ^          |  no 2xx: again after the policy's next wait, by the mock's clock
//                                        +----------+
//
// One attempt at a time: a receiver that takes long keeps the next waiting. An attempt reads the secret from the store
// as it stands then. A body says what happened and to which resource, and holds no secret. Within the policy's
// webhook_grace the secrets before the last rotation sign too; they are kept in memory, so that a mock that is started
// anew on a stored state begins without.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "contracts/http/http.h"
#include "contracts/policy/policy.h"
#include "mock/deliveries/delivery_fault.h"
#include "mock/deliveries/delivery_lie.h"
#include "mock/deliveries/sent_delivery.h"
#include "mock/deliveries/signing.h"
#include "mock/state/env.h"
#include "mock/state/resource_store.h"

namespace assay {

struct DeliverySetup {
  Handler receiver{};  // gets each attempt as a POST; must not throw, nor ask the mock for another
  std::string target = "/";
  enum class On { rotation, demand } on = On::rotation;  // what makes a delivery beside the policy's trigger
  // by_itself: a thread sends, and the answer that caused a delivery does not wait for it. in_turn: what is due is sent
  // before that answer is given, without a thread: a seeded run repeats.
  enum class Sends { by_itself, in_turn } sends = Sends::by_itself;
  std::optional<DeliveryFault> fault{};  // of every delivery
  DeliveryLie lie{};
};

// All functions may be called from several threads at once.
class Sender {
 public:
  static constexpr std::size_t kept = 1000;  // deliveries that are told of; of those that wait the oldest is given up

  // No pointer is null; `names` are those of the identity's parts.
  Sender(DeliverySetup setup, const Policy& policy, std::vector<std::string> names,
         std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env);
  ~Sender();  // stop()
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // A rotation replaces a secret. To be called inside the store's update, so that rotations keep their order.
  void replaced(const DeliveryEvent& event, const std::string& before);
  void rotated(DeliveryEvent event);                                                         // it took place
  std::string send(DeliveryEvent event, std::optional<DeliveryFault> fault = std::nullopt);  // the delivery's id
  std::string resend(std::uint64_t number);  // its id; "": it is not told of, or nothing is sent any more
  std::vector<SentDelivery> sent() const;    // oldest first
  // Gives up what waits, and ends the thread once an attempt under way has ended: within the receiver's own time.
  void stop();
  // The same for so long; false: an attempt is under way still, and stop() would wait for it.
  bool stop_within(std::chrono::milliseconds patience);

 private:
  struct OldSecret {
    std::string secret{};
    Moment until{};
  };
  struct Waiting {
    std::uint64_t number = 0;
    Moment due{};
    std::string body{};
    std::optional<DeliveryFault> fault{};
  };
  using Whose = std::pair<std::string, std::string>;  // session, key

  void give_up();
  void go_on();
  std::optional<Waiting> take_due();
  void send_due();
  void run();
  void attempt(Waiting waiting);
  std::string replaced_last(const DeliveryEvent& event) const;
  // How long the receiver asks to wait.
  std::chrono::microseconds ask(const Request& request, DeliveryAttempt& told) const;
  // `asked_to_wait`: as ask(); nothing where nothing could be sent, which no later attempt will change.
  void conclude(Waiting waiting, DeliveryAttempt attempt, std::optional<std::chrono::microseconds> asked_to_wait);
  std::vector<std::string> signers(const DeliveryEvent& event, std::uint64_t& generation);
  SentDelivery* find(std::uint64_t number);

  DeliverySetup setup_;
  DeliveryRules rules_;
  std::string secret_;  // JSON Pointer
  std::vector<std::string> names_;
  std::shared_ptr<ResourceStore> store_;
  std::shared_ptr<const Env> env_;

  std::mutex turn_{};  // one attempt at a time
  mutable std::mutex mutex_{};
  std::condition_variable changed_{};
  std::deque<SentDelivery> sent_{};
  std::vector<Waiting> waiting_{};
  std::map<Whose, std::deque<OldSecret>> old_{};  // newest first
  std::uint64_t made_ = 0;
  bool is_gone_ = false;  // the receiver answered 410
  bool is_stopped_ = false;
  bool has_ended_ = false;  // the thread
  std::thread thread_{};
};

}  // namespace assay
