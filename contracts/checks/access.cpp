// Who may ask, and how often: credentials and rate limits.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "contracts/checks/families.h"
#include "contracts/plan/retry_after.h"

namespace assay {
namespace {

constexpr std::array<std::string_view, 5> credential_names = {"authorization", "cookie", "x-api-key", "api-key",
                                                              "x-auth-token"};

// The credentials that a request carries, as one text; "" for none.
std::string credentials_of(const Request& request) {
  std::string all;
  for (const auto& header : request.headers)
    for (const auto name : credential_names)
      if (equal_ignoring_case(header.name, name)) all += header.name + ":" + header.value + "\n";
  return all;
}

// The credentials that most requests carry: those that the run was given.
std::string usual_credentials(const History& history) {
  std::map<std::string, std::size_t> counts;
  for (const auto& exchange : history.exchanges) ++counts[credentials_of(exchange.request)];
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first;
}

Evidence required(const Facts& facts) {
  const std::string usual = usual_credentials(facts.history);
  Evidence evidence;
  if (usual.empty()) return evidence;
  each_answer(facts, [&](const Reading& reading, std::size_t i) {
    if (credentials_of(facts.history.exchanges[i].request) == usual || reading.response->status == 429) return;
    observe(evidence, i);
    const bool challenged = find_header(reading.response->headers, "WWW-Authenticate").has_value();
    const int status = reading.response->status;
    if (challenged && (status == 401 || status == 400)) return;  // 400 to malformed ones: RFC 6750 3.1
    evidence.findings.push_back({.message = "A request without good credentials was not asked for them.",
                                 .expected = "401 with WWW-Authenticate",
                                 .actual = "status " + std::to_string(reading.response->status) +
                                           (challenged ? "" : " without WWW-Authenticate"),
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence says_when(const Facts& facts) {
  Evidence evidence{.not_applicable = "no answer had status 429"};
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Response* response = facts.readings[i].response;
    if (!response || response->status != 429) continue;
    observe(evidence, i);
    const auto value = find_header(response->headers, "Retry-After");
    if (retry_after(*response, {})) continue;
    evidence.findings.push_back({.message = "A 429 does not say when to come back.",
                                 .expected = "Retry-After: seconds or an HTTP-date",
                                 .actual = value ? "Retry-After: " + std::string(*value) : "no Retry-After",
                                 .exchanges = {i}});
  }
  return evidence;
}

}  // namespace

std::vector<Check> access_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
      {.kind = "auth/required",
       .requirement = "Without credentials, or with bad ones, the answer SHOULD be 401 with WWW-Authenticate.",
       .level = Level::should,
       .source = {'C', "RFC 9110 sections 11.6.1 and 15.5.2; " + t.security, t.security_pointer},
       .need = Need::credentials,
       .rotates = true,
       .run = required},
      {.kind = "limit/retry-after",
       .requirement = "A 429 SHOULD carry a usable Retry-After.",
       .level = Level::should,
       .source = {'C', "RFC 6585 section 4; RFC 9110 section 10.2.3", ""},
       .run = says_when},
  };
}

}  // namespace assay
