// A 200 with a secret is kept by no cache.
#include <chrono>
#include <cstdlib>

#include "contracts/checks/families.h"
#include "contracts/http/http_date.h"

namespace assay {
namespace {

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

Evidence no_store(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record&, std::size_t i) {
    observe(evidence, i);
    const std::string cache_control = joined(reading.response->headers, "Cache-Control");
    if (has_directive(cache_control, "no-store")) return;
    evidence.findings.push_back(
        {.message = capital(with_article(terms.success)) + " with a secret does not forbid caches to keep it.",
         .expected = "Cache-Control: no-store",
         .actual = shown(cache_control),
         .exchanges = {i}});
  });
  return evidence;
}

bool invites(const std::string& cache_control) {
  return !has_directive(cache_control, "no-store") &&
         (has_directive(cache_control, "public") || has_directive(cache_control, "immutable") ||
          seconds_of(cache_control, "max-age") > 0 || seconds_of(cache_control, "s-maxage") > 0);
}

// Whether Expires lies ahead of Date and nothing in Cache-Control says otherwise (RFC 9111 4.2.1, 5.3).
bool expires_later(const Headers& headers, const std::string& cache_control) {
  const auto value = find_header(headers, "Expires");
  if (!value) return false;
  const auto expires = parse_http_date(*value);
  const auto date = parse_http_date(find_header(headers, "Date").value_or(""));
  const bool overruled = has_directive(cache_control, "no-store") || has_directive(cache_control, "no-cache") ||
                         has_directive(cache_control, "max-age");
  return expires && !overruled && *expires > date.value_or(std::chrono::sys_seconds{});
}

// The header that invites caches to keep the answer, as it is written; empty: none does. What a shared cache is told in
// a field of its own goes over Cache-Control (RFC 9213 2.2).
std::string invitation(const Headers& headers) {
  const std::string cache_control = joined(headers, "Cache-Control");
  if (invites(cache_control)) return shown(cache_control);
  for (const char* name : {"CDN-Cache-Control", "Surrogate-Control"})
    if (const std::string targeted = joined(headers, name); invites(targeted)) return name + (": " + targeted);
  return expires_later(headers, cache_control) ? "Expires: " + std::string(*find_header(headers, "Expires")) : "";
}

Evidence not_cacheable(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record&, std::size_t i) {
    observe(evidence, i);
    const std::string header = invitation(reading.response->headers);
    if (header.empty()) return;
    evidence.findings.push_back(
        {.message = capital(with_article(terms.success)) + " with a secret invites caches to keep it.",
         .expected = "Cache-Control: no-store, and neither public nor a lifetime",
         .actual = header,
         .exchanges = {i}});
  });
  return evidence;
}

}  // namespace

std::vector<Check> secrecy_cache_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  const std::string asvs_cache = "OWASP ASVS 5.0, 14.3.2: Cache-Control: no-store on sensitive answers";
  return {
      {.kind = "secrecy/no-store",
       .requirement = capital(with_article(t.success)) + " SHOULD say Cache-Control: no-store.",
       .level = Level::should,
       .source = {'C', asvs_cache, t.success_response},
       .rotates = true,
       .run = in(terms, no_store)},
      {.kind = "secrecy/not-cacheable",
       .requirement = capital(with_article(t.success)) + " MUST NOT be marked cacheable: no public, no lifetime.",
       .source = {'C', "RFC 9111 sections 3 and 5.2.2", t.success_response},
       .rotates = true,
       .run = in(terms, not_cacheable)},
  };
}

}  // namespace assay
