// What a policy says of signed deliveries: the requests that a vendor sends to a receiver, signed with the secret.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace assay {

// The keys of a policy that begin with "webhook_"; their defaults are contracts/slate.policy.yaml's.
struct DeliveryRules {
  // What a rotation does while older secrets still sign.
  enum class Second {
    keep,    // all of them sign, the ten newest at most
    drop,    // the secret before it signs beside it, and none older
    refuse,  // it is refused: 409
  };
  std::string scheme{};  // one of scheme_names()
  // unsaid: it is a guess of ours, so that a delivery of another scheme breaks nothing.
  enum class Scheme { unsaid, said } scheme_is = Scheme::unsaid;
  std::chrono::microseconds grace{0};  // how long an old secret signs beside the new one
  // said: the user's policy has it, so that a secret that signs longer breaks a promise.
  enum class Grace { unsaid, said } grace_is = Grace::unsaid;
  Second second_rotation = Second::keep;
  std::chrono::microseconds lag{0};  // how long after its answer a rotation may be unseen by a delivery
  std::chrono::microseconds tolerance{std::chrono::minutes(5)};  // of a timestamp, both ways
  std::vector<std::chrono::microseconds> retries{};  // waits before the second attempt, the third ...; 16 at most
  std::chrono::microseconds timeout{std::chrono::seconds(15)};  // how long a receiver may take; 1 ms to 10 min
  std::string trigger{};  // "METHOD /path" of the request that makes a vendor send one; empty: there is none
};

// The schemes by which deliveries are signed, the default first.
const std::vector<std::string>& scheme_names();

}  // namespace assay
