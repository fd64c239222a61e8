#include "reports/compare/waivers.h"

#include <algorithm>

namespace assay {
namespace {

bool is_too_broad(const Waiver& waiver) { return waiver.clause.ends_with('*') || waiver.scope == "*"; }

// "api.example.com:8443" of "https://api.example.com:8443/v1".
std::string_view authority_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find('/'));
}

// Without the port; an IPv6 address keeps its brackets.
std::string_view host_of(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return has_port ? authority.substr(0, colon) : authority;
}

std::string_view without_slash(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

bool covers(const Waiver& waiver, const WaiverScope& scope) {
  const std::string_view wanted = without_slash(waiver.scope);
  const std::string_view authority = authority_of(scope.base_url);
  return wanted == without_slash(scope.base_url) || equal_ignoring_case(wanted, authority) ||
         equal_ignoring_case(wanted, host_of(authority)) || (!scope.vendor.empty() && wanted == scope.vendor);
}

std::string state_of(const Waiver& waiver, const WaiverScope& scope, const Verdict* verdict) {
  if (is_too_broad(waiver)) return "too broad";
  if (!verdict) return "unused";
  if (family_of(*verdict->check) == "secrecy" && verdict->level == Level::must) return "refused";
  if (waiver.expires < scope.today) return "expired";
  if (!covers(waiver, scope)) return "elsewhere";
  const bool is_broken = verdict->kind == VerdictKind::fail || verdict->kind == VerdictKind::warn;
  return is_broken || verdict->kind == VerdictKind::waived ? "live" : "unused";
}

}  // namespace

std::vector<Report::Waiver> apply_waivers(const std::vector<Waiver>& waivers, const WaiverScope& scope,
                                          std::vector<Verdict>& verdicts) {
  std::vector<Report::Waiver> told;
  for (const Waiver& waiver : waivers) {
    const auto verdict = std::find_if(verdicts.begin(), verdicts.end(),
                                      [&](const Verdict& each) { return each.check->id == waiver.clause; });
    const std::string state = state_of(waiver, scope, verdict == verdicts.end() ? nullptr : &*verdict);
    told.push_back({waiver.clause, waiver.scope, waiver.reason, waiver.owner, waiver.expires, state});
    if (state != "live" || verdict->kind == VerdictKind::waived) continue;
    verdict->reason = std::string(to_text(verdict->kind)) + ", waived until " + waiver.expires + " by " + waiver.owner +
                      ": " + waiver.reason;
    verdict->kind = VerdictKind::waived;
  }
  return told;
}

}  // namespace assay
