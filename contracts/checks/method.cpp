// Only POST rotates.
#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "contracts/checks/families.h"
#include "contracts/documents/json_body.h"

namespace assay {
namespace {

bool overrides_method(const Request& request) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [](const Header& header) {
                       return equal_ignoring_case(header.name, "X-HTTP-Method-Override") ||
                              equal_ignoring_case(header.name, "X-HTTP-Method") ||
                              equal_ignoring_case(header.name, "X-Method-Override");
                     }) ||
         request.target.find("_method=") != std::string::npos;
}

// Calls see(reading, index) for each answer at the operation's path to another method.
template <class See>
void each_other_method(const Facts& facts, See see) {
  for (std::size_t i = 0; i < facts.readings.size(); ++i)
    if (facts.readings[i].on_path && !facts.readings[i].asks_rotation && facts.readings[i].response)
      see(facts.readings[i], i);
}

// Whether a success names a secret in its JSON, however deep and whatever its Content-Type says; a masked one does not
// count.
bool shows_secret(const Terms& terms, const Reading& reading) {
  if (reading.response->status / 100 != 2) return false;
  const nlohmann::json body = read_json(reading.response->body).value;
  if (!body.is_structured()) return false;
  const auto members = body.flatten();
  const std::string secret = "/" + terms.secret_member;
  return std::any_of(members.items().begin(), members.items().end(), [&](const auto& member) {
    return member.key().ends_with(secret) && member.value().is_string() &&
           !is_mask(member.value().template get<std::string>());
  });
}

enum class Override { absent, present };

Evidence rotates_never(const Terms& terms, const Facts& facts, Override wanted) {
  Evidence evidence;
  each_other_method(facts, [&](const Reading& reading, std::size_t i) {
    const Request& request = facts.history.exchanges[i].request;
    if (overrides_method(request) != (wanted == Override::present)) return;
    observe(evidence, i);
    if (!shows_secret(terms, reading)) return;
    evidence.findings.push_back(
        {.message = "A request that is no " + terms.method + " rotated, or showed a secret.",
         .expected = request.method + " refused",
         .actual = "status " + std::to_string(reading.response->status) + " with a " + terms.secret_member,
         .pointer = terms.secret_pointer,
         .exchanges = {i}});
  });
  return evidence;
}

bool lists(std::string_view list, std::string_view method) {
  while (!list.empty()) {
    auto item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    while (!item.empty() && std::isspace(static_cast<unsigned char>(item.front()))) item.remove_prefix(1);
    while (!item.empty() && std::isspace(static_cast<unsigned char>(item.back()))) item.remove_suffix(1);
    if (item == method) return true;
  }
  return false;
}

// Whether a stock reverse proxy passes the method on. nginx and Apache answer TRACE and CONNECT themselves, with a 405
// that has no Allow or an empty one (measured: nginx 1.22, Apache 2.4), some proxies each method beyond RFC 9110 and
// RFC 5789.
bool reaches_application(const std::string& method) {
  constexpr std::array<std::string_view, 7> passed = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
  return std::find(passed.begin(), passed.end(), method) != passed.end();
}

Evidence allow_on_405(const Facts& facts) {
  const std::string& method = facts.contract.operation().method;
  Evidence evidence;
  each_other_method(facts, [&](const Reading& reading, std::size_t i) {
    evidence.not_applicable = "no method that reaches the application was answered 405";
    if (reading.response->status != 405 || !reaches_application(facts.history.exchanges[i].request.method)) return;
    observe(evidence, i);
    const auto& headers = reading.response->headers;
    const bool listed = std::any_of(headers.begin(), headers.end(), [&](const Header& header) {
      return equal_ignoring_case(header.name, "Allow") && lists(header.value, method);
    });
    if (listed) return;
    const auto allow = find_header(headers, "Allow");
    evidence.findings.push_back({.message = "A 405 does not say which method is allowed.",
                                 .expected = "Allow: " + method,
                                 .actual = allow ? "Allow: " + std::string(*allow) : "no Allow header",
                                 .exchanges = {i}});
  });
  return evidence;
}

}  // namespace

std::vector<Check> method_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  std::vector<std::string> others;
  for (const std::string_view method : usual_methods)
    if (std::find(t.methods.begin(), t.methods.end(), method) == t.methods.end()) others.emplace_back(method);
  std::vector<std::string> documented;
  for (const std::string& method : t.methods) documented.push_back(to_lower(method));
  std::vector<Check> checks = {
      {.kind = "method/only",
       .requirement = listed(others, "and") + " MUST NOT rotate or show a secret.",
       .source = {'C',
                  "RFC 9110 section 9.2.1: safe methods; the path has no operation but " + listed(documented, "and"),
                  t.path_item},
       .minimum = t.methods.size() < 2 ? 3U : 1U,  // what a path documents is not sent
       .run = in(terms, [](const Terms& x, const Facts& f) { return rotates_never(x, f, Override::absent); })},
      {.kind = "method/405-allow",
       .requirement = "A 405 MUST carry Allow, and it MUST list " + t.method +
                      "; one to TRACE may be a proxy's own and counts for nothing.",
       .source = {'C', "RFC 9110 section 15.5.6", t.path_item},
       .run = allow_on_405}};
  if (std::find(others.begin(), others.end(), "GET") != others.end())
    checks.push_back(
        {.kind = "method/no-override",
         .requirement = "X-HTTP-Method-Override and its like MUST NOT make a GET rotate.",
         .source = {'C', "RFC 9110 section 9.2.1; OWASP WSTG-CONF-06: HTTP verb tampering", t.path_item},
         .run = in(terms, [](const Terms& x, const Facts& f) { return rotates_never(x, f, Override::present); })});
  return checks;
}

}  // namespace assay
