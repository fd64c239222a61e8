// A history of rotations and of deliveries that a vendor signs, told step by step.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "contracts/trigger.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {

using namespace std::chrono_literals;
using Secrets = std::vector<std::string>;

inline constexpr std::int64_t began = 1'700'000'000;  // seconds since 1970

// What is unusual about a delivery.
struct Sent {
  std::string body = R"({"type":"test"})";
  std::chrono::seconds timestamp_off{0};  // from the vendor's clock when it came
  std::string signature{};                // the whole header; empty: Stripe's of the secrets
  std::string signature_header = "Stripe-Signature";
  std::string id{};  // of the Standard Webhooks, with a signature that nobody made
};

// A vendor that signs as Stripe does, told step by step.
class Story {
 public:
  enum class Scheme { said, unsaid };  // by the policy

  explicit Story(const std::vector<std::string>& settings = {}, History::Sent sent = History::Sent::in_turn,
                 Scheme scheme = Scheme::said);

  Story& skewed(std::chrono::seconds by) { return skew_ = by, *this; }
  Story& knows(const std::string& secret) { return history_.known_secrets.push_back(secret), *this; }
  Story& pass(RunTime time) { return clock_ += time, *this; }

  Story& rotate(const std::string& id, int number, RunTime takes = 1ms) {
    Response answer = rotated(id, number);
    answer.headers.push_back({"Date", date()});
    return add(rotation(contract_, id, {}), answer, takes);
  }
  Story& together(const std::string& id, int one, int other) {
    const RunTime both = clock_;
    rotate(id, one);
    clock_ = both;
    return rotate(id, other);
  }
  Story& lose(const std::string& id) {
    return add(rotation(contract_, id, {}), NoResponse{.why = NoResponse::Why::timed_out}, 1ms);
  }

  // A request for a rotation that is answered with an error.
  Story& fail(const std::string& id, int status, const std::string& method = "POST") {
    Request request = rotation(contract_, id, {});
    request.method = method;
    Response response = answer(status);
    response.headers.push_back({"Date", date()});
    return add(request, response, 1ms);
  }

  // A trigger of 10 ms, in the middle of which its delivery comes, signed with each of the secrets.
  Story& deliver(const std::string& id, const Secrets& secrets, const Sent& sent = {}) {
    arrive(secrets, sent, clock_ + 5ms, clock_ + 1ms);
    return add(trigger(contract_, id, {}), Response{.status = 202, .headers = {{"Date", date()}}}, 10ms);
  }
  // The same, behind a request without a signature.
  Story& arrive_beside(const std::string& id, const Secrets& secrets) {
    arrive({}, {.signature = "none"}, clock_ + 3ms, clock_ + 1ms);
    return deliver(id, secrets);
  }
  // One that comes by itself.
  Story& hear(const Secrets& secrets, const Sent& sent = {}) {
    arrive(secrets, sent, clock_, std::nullopt);
    return *this;
  }

  Verdict verdict(const std::string& clause) const;
  VerdictKind kind(const std::string& name) const { return verdict("webhook/" + name).kind; }

 private:
  std::int64_t vendor_seconds(RunTime when) const;
  std::string date() const;
  Story& add(const Request& request, const Outcome& outcome, RunTime takes);
  void arrive(const Secrets& secrets, const Sent& sent, RunTime when, std::optional<RunTime> asked);

  Contract contract_{};
  History history_{};
  RunTime clock_{0};
  std::chrono::seconds skew_{0};
};

inline std::string secret(int number) { return secret_number(number); }

}  // namespace assay::test
