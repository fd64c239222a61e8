#include <algorithm>
#include <iterator>

#include "contracts/checks/families.h"

namespace assay {
namespace {

bool cites(const Finding& finding, std::size_t exchange) {
  return std::find(finding.exchanges.begin(), finding.exchanges.end(), exchange) != finding.exchanges.end();
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all = [] {
    std::vector<Check> list;
    for (auto family : {shape_checks, secret_checks, secret_origin_checks, secret_quality_checks, race_checks,
                        state_checks, state_token_checks, state_course_checks, invalid_id_checks, id_checks,
                        server_checks, method_checks, secrecy_cache_checks, secrecy_checks, access_checks}) {
      auto members = family();
      std::move(members.begin(), members.end(), std::back_inserter(list));
    }
    return list;
  }();
  return all;
}

std::string_view family_of(const Check& check) { return std::string_view(check.id).substr(0, check.id.find('/')); }

std::string_view to_text(Level level) {
  switch (level) {
    case Level::must: return "MUST";
    case Level::should: return "SHOULD";
    case Level::info: return "INFO";
  }
  return "";
}

std::string_view to_text(Culprit culprit) {
  switch (culprit) {
    case Culprit::vendor: return "vendor";
    case Culprit::document: return "document";
    case Culprit::harness: return "harness";
    case Culprit::environment: return "environment";
  }
  return "";
}

void observe(Evidence& evidence, std::size_t exchange) {
  ++evidence.observations;
  if (evidence.samples.empty())
    evidence.samples.push_back(exchange);
  else if (!evidence.findings.empty() && cites(evidence.findings.back(), evidence.samples.back()))
    evidence.samples.back() = exchange;
}

std::string joined(const Headers& headers, std::string_view name) {
  std::string all;
  for (const auto& header : headers)
    if (equal_ignoring_case(header.name, name)) all += (all.empty() ? "" : ", ") + to_lower(header.value);
  return all;
}

std::string describe_id(const Reading& reading) {
  const std::string& id = reading.asked.decoded;
  return "token id \"" + (id.size() <= 60 ? id : id.substr(0, 60) + "...") + "\"";
}

}  // namespace assay
