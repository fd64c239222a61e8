// What a mock delivered, or tried to: told of by its admin API. Holds no secret and no signature.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mock/state/moment.h"

namespace assay {

// What happened to a resource that a receiver is told.
struct DeliveryEvent {
  std::string type{};  // "webhook_secret.rotated"
  std::string session{};
  std::vector<std::string> parameters{};  // whose: Resource::parameters
  std::string data{};                     // a JSON object of more that is told; empty: nothing more
};

struct DeliveryAttempt {
  Moment when{};
  int status = 0;            // 0: no answer
  std::string failure{};     // why it was not taken; empty: it was
  std::uint64_t secret = 0;  // which of the resource's secrets signed, from 0: the one it began with
};

struct SentDelivery {
  std::uint64_t number = 0;  // from 1
  std::string id{};
  DeliveryEvent event{};
  Moment made{};
  std::vector<DeliveryAttempt> attempts{};
  enum class State { waiting, taken, given_up } state = State::waiting;
};

}  // namespace assay
