#include "tests/contracts/checks/delivery_story.h"

#include <algorithm>
#include <cstdint>
#include <ctime>

#include "contracts/digest.h"

namespace assay::test {

Story::Story(const std::vector<std::string>& settings, History::Sent sent, Scheme scheme) {
  Policy policy = load_embedded_policy();
  set_policy(policy, "webhook_scheme=stripe");
  set_policy(policy, "webhook_trigger=POST /api-tokens/{token_id}/test");
  for (const std::string& setting : settings) set_policy(policy, setting);
  if (scheme == Scheme::unsaid) policy.deliveries.scheme_is = DeliveryRules::Scheme::unsaid;
  contract_ = load_embedded_contract(policy);
  contract_.deliveries = Contract::Deliveries::heard;
  history_.deliveries = sent;
  history_.started = std::chrono::sys_seconds(std::chrono::seconds(began));
}

Verdict Story::verdict(const std::string& clause) const {
  const auto verdicts = judge(contract_, history_, {.may_rotate = true, .tokens = 2});
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return v.check->id == clause; });
}

std::int64_t Story::vendor_seconds(RunTime when) const {
  return began + std::chrono::duration_cast<std::chrono::seconds>(when).count() + skew_.count();
}

std::string Story::date() const {
  const std::time_t time = vendor_seconds(clock_);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

Story& Story::add(const Request& request, const Outcome& outcome, RunTime takes) {
  history_.exchanges.push_back({.request = request, .outcome = outcome, .sent = clock_, .done = clock_ + takes});
  clock_ += takes;
  return *this;
}

void Story::arrive(const Secrets& secrets, const Sent& sent, RunTime when, std::optional<RunTime> asked) {
  const std::string time = std::to_string(vendor_seconds(when) + sent.timestamp_off.count());
  std::string signature = "t=" + time;
  for (const std::string& secret : secrets)
    signature += ",v1=" + to_hex(hmac(Hash::sha256, secret, time + "." + sent.body));
  Headers headers = {{sent.signature_header, sent.signature.empty() ? signature : sent.signature}};
  if (contract_.policy.deliveries.scheme == "github")
    headers = {{"X-Hub-Signature-256", "sha256=" + to_hex(hmac(Hash::sha256, secrets.at(0), sent.body))}};
  if (!sent.id.empty())
    headers = {{"webhook-id", sent.id}, {"webhook-timestamp", time}, {"webhook-signature", "v1,AAAA"}};
  history_.arrivals.push_back({.request = {.method = "POST", .target = "/hook", .headers = headers, .body = sent.body},
                               .received = when,
                               .answered = 200,
                               .asked = asked});
}

}  // namespace assay::test
