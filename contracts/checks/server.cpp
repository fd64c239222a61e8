// The server as such: it answers, it does not break, it does not mind a body.
#include <algorithm>

#include "contracts/checks/families.h"

namespace assay {
namespace {

// uWSGI takes 4096 bytes of a request, in which the path stands twice, unless it is told to take more (buffer-size),
// and drops the connection of a longer one; a gateway before it makes a 502 of that. Others answer 400, 404, 414 or
// 431.
bool may_be_too_long(const Request& request) { return request.target.size() > 1000; }

Evidence no_5xx(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Response* response = facts.readings[i].response;
    if (!response) continue;
    const Request& request = facts.history.exchanges[i].request;
    if (response->status == 502 && may_be_too_long(request)) continue;
    observe(evidence, i);
    const std::string& method = request.method;
    const bool unknown_method = response->status == 501 && method != facts.contract.operation().method;  // RFC 9110 9.1
    if (response->status < 500 || unknown_method) continue;
    evidence.findings.push_back({.message = "A request caused a server error.",
                                 .expected = "a status below 500",
                                 .actual = "status " + std::to_string(response->status),
                                 .exchanges = {i}});
  }
  return evidence;
}

// One that came too late, where the same request was answered in time before or after, may be the network's or a busy
// machine's.
bool is_flaky(const NoResponse& silence, const Request& request, const History& history) {
  return silence.why == NoResponse::Why::timed_out &&
         std::any_of(history.exchanges.begin(), history.exchanges.end(), [&](const Exchange& exchange) {
           return response_of(exchange) && exchange.request.target == request.target &&
                  exchange.request.method == request.method;
         });
}

Evidence always_answers(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.history.exchanges.size(); ++i) {
    const auto* silence = std::get_if<NoResponse>(&facts.history.exchanges[i].outcome);
    // Neither says anything of the server: it may close a connection at any time (RFC 9112 9.5).
    if (silence && (silence->why == NoResponse::Why::not_sent || silence->why == NoResponse::Why::let_go)) continue;
    if (silence && silence->why == NoResponse::Why::cut_off && may_be_too_long(facts.history.exchanges[i].request))
      continue;
    observe(evidence, i);
    if (!silence) continue;
    evidence.findings.push_back(
        {.message = "A request got no usable answer.",
         .expected = "a whole HTTP answer",
         .actual = std::string(to_text(silence->why)) + (silence->detail.empty() ? "" : ": " + silence->detail),
         .culprit = is_flaky(*silence, facts.history.exchanges[i].request, facts.history) ? Culprit::environment
                                                                                          : Culprit::vendor,
         .exchanges = {i}});
  }
  return evidence;
}

// Whether the secret that the server says to have drawn is one that the request named.
bool takes_its_secret_from(const std::string& body, const Reading& reading) {
  constexpr std::size_t no_accident = 8;
  const std::string secret = reading.record ? reading.record->secret.text : "";
  return secret.size() >= no_accident && body.find(secret) != std::string::npos;
}

Evidence body_ignored(const Facts& facts) {
  Evidence evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    const std::string& body = facts.history.exchanges[i].request.body;
    if (body.empty()) return;
    observe(evidence, i);
    if (takes_its_secret_from(body, reading))
      evidence.findings.push_back({.message = "A body that the operation has no use for chose the new secret.",
                                   .expected = "a secret that the server drew",
                                   .actual = "the secret that the request's body named",
                                   .exchanges = {i}});
    const int kind = reading.response->status / 100;
    if (kind == 2 || kind == 4) return;
    evidence.findings.push_back({.message = "A body that the operation has no use for was neither ignored nor refused.",
                                 .expected = "a 2xx or a 4xx",
                                 .actual = "status " + std::to_string(reading.response->status),
                                 .exchanges = {i}});
  });
  return evidence;
}

}  // namespace

std::vector<Check> server_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<Check> checks = {
      {.kind = "server/no-5xx",
       .requirement = "A request MUST NOT cause a 5xx.",
       .source = {'C', "RFC 9110 section 15.6: the server failed to fulfil an apparently valid request", ""},
       .run = no_5xx},
      {.kind = "server/always-answers",
       .requirement = "A request MUST get a whole answer.",
       .source = {'E', "good practice: a client that gets no answer cannot know whether the secret was replaced", ""},
       .run = always_answers}};
  if (!t.takes_body)
    checks.push_back(
        {.kind = "server/body-ignored",
         .requirement = "A body that the document does not ask for SHOULD be ignored (2xx) or refused (4xx).",
         .level = Level::should,
         .source = {'E', "the operation has no requestBody", t.operation},
         .rotates = true,
         .run = body_ignored});
  return checks;
}

}  // namespace assay
