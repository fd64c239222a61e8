// The fault rules in force, in their order.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mock/faults/fault.h"

namespace assay {

struct FaultInForce {
  int number = 0;             // from 1; never used again
  std::string rule{};         // as it was given
  std::uint64_t matched = 0;  // requests that fitted id and session
  std::uint64_t fired = 0;    // those that it spoiled
};

// The first rule that fires spoils a request; rules behind it neither see nor count it. What fires and what is drawn
// depends on (seed, rule's number, how many requests the rule has matched) alone. May be used from several threads at
// once.
class FaultSet {
 public:
  FaultSet(std::uint64_t seed, FaultGround ground);

  int add(FaultRule rule);                     // its number
  bool remove(int number);                     // false: there is none of that number
  void replace(std::vector<FaultRule> rules);  // all that are in force
  std::vector<FaultInForce> list() const;
  std::uint64_t fired() const { return fired_.load(); }  // since construction, by all rules, removed ones too

  // What `inner` answers, spoilt by the rule that fires.
  Outcome answer(const Handler& inner, const Request& request);

 private:
  struct Held {
    std::shared_ptr<const FaultRule> rule{};
    int number = 0;
    std::uint64_t matched = 0;
    std::uint64_t fired = 0;
  };
  struct Shot {
    std::shared_ptr<const FaultRule> rule{};  // null: none fires
    double draw = 0;
  };

  Shot next(std::string_view id, std::string_view session);
  bool fires(Held& held) const;
  double draw(const Held& held, std::uint64_t purpose) const;

  const std::uint64_t seed_;
  const FaultGround ground_;
  mutable std::mutex mutex_{};
  std::vector<Held> held_{};
  int last_number_ = 0;
  std::atomic<bool> any_{false};  // spares a server without faults the lock
  std::atomic<std::uint64_t> fired_{0};
};

// `inner` under the rules of `faults`, whichever are in force when a request comes.
Handler with_faults(Handler inner, std::shared_ptr<FaultSet> faults);

}  // namespace assay
