// A secret is shown once, to the one who asked, and kept nowhere on the way.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "contracts/checks/families.h"
#include "contracts/tainted_values.h"
#include "contracts/value_search.h"

namespace assay {
namespace {

const std::string response_200 = "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/responses/200";
const std::string description = "/components/schemas/TokenWithSecretResponse/description";

// All values of a header in one, as RFC 9110 5.3 lets a reader join them; lower case.
std::string joined(const Headers& headers, std::string_view name) {
  std::string all;
  for (const auto& header : headers)
    if (equal_ignoring_case(header.name, name)) all += (all.empty() ? "" : ", ") + to_lower(header.value);
  return all;
}

bool has_directive(const std::string& cache_control, std::string_view directive) {
  for (std::size_t at = 0; (at = cache_control.find(directive, at)) != std::string::npos; ++at) {
    const bool begins = at == 0 || cache_control[at - 1] == ' ' || cache_control[at - 1] == ',';
    const auto end = at + directive.size();
    const bool ends = end == cache_control.size() || cache_control[end] == ',' || cache_control[end] == ' ' ||
                      cache_control[end] == '=';
    if (begins && ends) return true;
  }
  return false;
}

// Seconds of a directive such as max-age; 0 when it is absent or no number.
long seconds_of(const std::string& cache_control, const std::string& directive) {
  const auto at = cache_control.find(directive + "=");
  if (at == std::string::npos) return 0;
  const char* digits = cache_control.c_str() + at + directive.size() + 1;
  return std::strtol(*digits == '"' ? digits + 1 : digits, nullptr, 10);
}

std::string shown(const std::string& value) { return value.empty() ? "no Cache-Control" : "Cache-Control: " + value; }

Evidence no_store(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord&, std::size_t i) {
    observe(evidence, i);
    const std::string cache_control = joined(reading.response->headers, "Cache-Control");
    if (has_directive(cache_control, "no-store")) return;
    evidence.findings.push_back({.message = "A 200 with a secret does not forbid caches to keep it.",
                                 .expected = "Cache-Control: no-store",
                                 .actual = shown(cache_control),
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence not_cacheable(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord&, std::size_t i) {
    observe(evidence, i);
    const std::string cache_control = joined(reading.response->headers, "Cache-Control");
    if (has_directive(cache_control, "no-store")) return;
    const bool cacheable = has_directive(cache_control, "public") || has_directive(cache_control, "immutable") ||
                           seconds_of(cache_control, "max-age") > 0 || seconds_of(cache_control, "s-maxage") > 0;
    if (!cacheable) return;
    evidence.findings.push_back({.message = "A 200 with a secret invites caches to keep it.",
                                 .expected = "Cache-Control: no-store, and neither public nor a lifetime",
                                 .actual = shown(cache_control),
                                 .exchanges = {i}});
  });
  return evidence;
}

// The secrets issued so far, while the history is walked.
struct IssuedSecrets {
  TaintedValues values{};
  std::vector<std::size_t> first_exchange{};  // by number - 1

  void add(const Reading& reading, std::size_t exchange) {
    if (!reading.record || reading.record->webhook_secret.text.size() < TaintedValues::kShortest) return;
    if (values.add(reading.record->webhook_secret.text) > first_exchange.size()) first_exchange.push_back(exchange);
  }
};

Evidence not_in_headers(const Facts& facts) {
  IssuedSecrets issued;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    issued.add(reading, i);
    if (!reading.response || issued.first_exchange.empty()) continue;
    observe(evidence, i);
    for (const auto& header : reading.response->headers) {
      const auto spans = find_values(issued.values, header.value);
      if (spans.empty()) continue;
      evidence.findings.push_back({.message = "A header shows a secret.",
                                   .expected = "secrets in the body of their 200 only",
                                   .actual = "header " + header.name + " holds the secret of exchange " +
                                             std::to_string(issued.first_exchange[spans.front().number - 1]),
                                   .exchanges = {issued.first_exchange[spans.front().number - 1], i}});
    }
  }
  return evidence;
}

// A repeated secret is secret/fresh's to tell: what stands at /webhook_secret itself does not count here.
bool is_own(const Reading& reading, const IssuedSecrets& issued, const TaintedSpan& span) {
  return reading.record && issued.values.number_of(reading.record->webhook_secret.text) == span.number;
}

Evidence not_again(const Facts& facts) {
  IssuedSecrets issued;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (reading.response && !issued.first_exchange.empty()) {
      observe(evidence, i);
      for (const auto& span : find_values(issued.values, reading.response->body)) {
        if (is_own(reading, issued, span)) continue;
        evidence.findings.push_back({.message = "A later answer shows a secret again.",
                                     .expected = "a secret shown once, when it is made",
                                     .actual = "the secret of exchange " +
                                               std::to_string(issued.first_exchange[span.number - 1]) +
                                               " in an answer with status " + std::to_string(reading.response->status),
                                     .exchanges = {issued.first_exchange[span.number - 1], i}});
      }
    }
    issued.add(reading, i);
  }
  return evidence;
}

// What only a stack trace, a file system or a database says.
constexpr std::array<std::string_view, 24> inner_words = {"Traceback (most recent call last)",
                                                          "\", line ",
                                                          ".py\\\", line ",
                                                          "site-packages",
                                                          "/usr/lib/",
                                                          "/usr/local/",
                                                          "/home/",
                                                          "/var/www/",
                                                          "/app/",
                                                          "at java.",
                                                          "at org.",
                                                          "at com.",
                                                          "NullPointerException",
                                                          "goroutine ",
                                                          "panic: ",
                                                          "SQLSTATE",
                                                          "psycopg",
                                                          "sqlalchemy",
                                                          "sqlite3.",
                                                          "SELECT * FROM",
                                                          "UPDATE api_tokens",
                                                          "INSERT INTO",
                                                          "ORA-0",
                                                          "Segmentation fault"};

Evidence errors_clean(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.response || reading.response->status < 400) continue;
    observe(evidence, i);
    const Request& request = facts.history.exchanges[i].request;
    for (const auto word : inner_words) {
      if (reading.response->body.find(word) == std::string::npos) continue;
      const bool echoed = percent_decode(request.target).find(word) != std::string::npos ||
                          request.body.find(word) != std::string::npos;
      if (echoed) continue;
      evidence.findings.push_back({.message = "An error shows the server's inside.",
                                   .expected = "no stack trace, file path or SQL",
                                   .actual = "the body holds \"" + std::string(word) + "\"",
                                   .exchanges = {i}});
      break;
    }
  }
  return evidence;
}

Evidence no_wildcard_origin(const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const TokenRecord&, std::size_t i) {
    observe(evidence, i);
    if (joined(reading.response->headers, "Access-Control-Allow-Origin") != "*") return;
    evidence.findings.push_back({.message = "Any web page may read a 200 with a secret.",
                                 .expected = "no Access-Control-Allow-Origin: *",
                                 .actual = "Access-Control-Allow-Origin: *",
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence tls(const Facts& facts) {
  Evidence evidence;
  const auto way = facts.history.way;
  if (way == History::Way::in_process || way == History::Way::loopback || facts.history.exchanges.empty()) {
    evidence.not_applicable = "the target is this machine";
    return evidence;
  }
  observe(evidence, 0);
  if (way == History::Way::plain)
    evidence.findings.push_back({.message = "Secrets cross the network in the clear.",
                                 .expected = "an https URL",
                                 .actual = "an http URL of another machine",
                                 .exchanges = {0}});
  return evidence;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Check> secrecy_checks() {
  const std::string asvs_cache = "OWASP ASVS 5.0, 14.3.2: Cache-Control: no-store on sensitive answers";
  return {
      {.id = "secrecy/no-store",
       .requirement = "A 200 SHOULD say Cache-Control: no-store.",
       .level = Level::should,
       .source = {'C', asvs_cache, response_200},
       .rotates = true,
       .run = no_store},
      {.id = "secrecy/not-cacheable",
       .requirement = "A 200 MUST NOT be marked cacheable: no public, no lifetime.",
       .source = {'C', "RFC 9111 sections 3 and 5.2.2", response_200},
       .rotates = true,
       .run = not_cacheable},
      {.id = "secrecy/not-in-headers",
       .requirement = "A secret MUST NOT stand in a header, encoded or not.",
       .source = {'C', "OWASP ASVS 5.0, 14.2.1: sensitive data only in the body", response_200},
       .rotates = true,
       .run = not_in_headers},
      {.id = "secrecy/not-again",
       .requirement = "A secret MUST NOT appear in a later answer, errors included, in any encoding.",
       .source = {'B', "\"Contains the one-shot secret.\"", description},
       .rotates = true,
       .run = not_again},
      {.id = "secrecy/errors-clean",
       .requirement = "An error SHOULD NOT show a stack trace, a file path or SQL.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 16.5.1: a generic message on errors", ""},
       .run = errors_clean},
      {.id = "secrecy/no-wildcard-origin",
       .requirement = "A 200 SHOULD NOT say Access-Control-Allow-Origin: *.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 3.4.2: an allow-list of origins", response_200},
       .rotates = true,
       .run = no_wildcard_origin},
      {.id = "secrecy/tls",
       .requirement = "A target that is not this machine SHOULD be https.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 12.2.1: TLS for all connectivity", "/servers/0/url"},
       .run = tls},
  };
}

}  // namespace assay
