// A rotation leaves the secret before valid for a while, and another one has to wait until that is over.
#include <chrono>
#include <map>
#include <optional>

#include "contracts/checks/families.h"
#include "contracts/identity_parts.h"

namespace assay {
namespace {

// The last rotation of a resource that was answered with a success.
struct Opened {
  enum class By { plain, forced } by = By::plain;
  std::size_t exchange = 0;
  RunTime done{0};
};

bool is_open(const Window& window, const std::optional<Opened>& opened, const Exchange& exchange) {
  return opened && opened->done <= exchange.sent && exchange.sent - opened->done <= std::chrono::seconds(window.within);
}

// What a forced rotation opens, the policy does not say: after one, a plain one may be answered either way.
Evidence refused(const Terms& terms, const Facts& facts) {
  const Window& window = *terms.window;
  const std::string status = std::to_string(window.status);
  std::map<std::string, std::optional<Opened>> by_identity;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.asks_rotation || !reading.response || reading.asked.kind != AskedId::Kind::exact) continue;
    const Exchange& exchange = facts.history.exchanges[i];
    std::optional<Opened>& opened = by_identity[reading.asked.value];
    const int answered = reading.response->status;
    const bool is_plain =
        is_plain_body(facts.contract.operation().identity, terms.body_in_window, exchange.request.body);
    const bool says_nothing = answered_before_validation(answered) || answered / 100 == 5;
    if (is_plain && is_open(window, opened, exchange) && !says_nothing) {
      const bool is_refused = answered == window.status;
      if (is_refused || opened->by == Opened::By::plain) observe(evidence, i);
      if (!is_refused && opened->by == Opened::By::plain)
        evidence.findings.push_back(
            {.message = "A rotation was not refused while the window of the one before was open.",
             .expected = "status " + status,
             .actual = "status " + std::to_string(answered),
             .exchanges = {opened->exchange, i}});
    }
    if (facts.contract.is_success(answered))
      opened = {.by = is_plain ? Opened::By::plain : Opened::By::forced, .exchange = i, .done = exchange.done};
  }
  return evidence;
}

}  // namespace

std::vector<Check> window_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  if (!t.window) return {};
  const std::string within = std::to_string(t.window->within);
  return {{.kind = "window/refused",
           .requirement = "Within " + within + " seconds of a rotation, another one of the same " + t.noun +
                          " MUST be refused with " + std::to_string(t.window->status) + ", but with " +
                          t.window->unless + " in its body.",
           .source = {'B', t.summary, t.summary_pointer},
           .rotates = true,
           .run = in(terms, refused)}};
}

}  // namespace assay
