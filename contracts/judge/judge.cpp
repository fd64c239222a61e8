#include "contracts/judge/judge.h"

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include "contracts/judge/delivery_reading.h"

namespace assay {
namespace {

Level level_under(const Check& check, const Policy& policy, Conditions::Strictness strictness) {
  const bool foreign_convention = check.source.source_class == 'D' && policy.framework != "fastapi";
  const Level level = foreign_convention && check.level == Level::must ? Level::should : check.level;
  return level == Level::should && strictness == Conditions::Strictness::should_is_must ? Level::must : level;
}

// "200 x 12, 404 x 3, no answer x 1": what came instead of what a check waits for.
std::string describe_answers(const std::vector<Reading>& readings) {
  std::map<std::string, std::size_t> counts;
  for (const auto& reading : readings)
    if (reading.asks_rotation && reading.asked.kind == AskedId::Kind::exact)
      ++counts[reading.response ? std::to_string(reading.response->status) : "no answer"];
  std::string text;
  for (const auto& [what, count] : counts) text += (text.empty() ? "" : ", ") + what + " x " + std::to_string(count);
  return text.empty() ? "none was sent" : text;
}

// Why none of the deliveries can be compared, where they are of another scheme; empty: they are not.
std::string of_another_scheme(const Facts& facts) {
  if (facts.deliveries == nullptr) return "";
  for (const DeliveryReading& each : facts.deliveries->arrivals) {
    if (each.fault.empty()) continue;
    if (each.other_scheme == nullptr && !each.has_any_header)
      return "deliveries have no header of " + facts.deliveries->scheme->id +
             ", the policy's webhook_scheme: see assay list schemes for others";
    if (each.other_scheme != nullptr)
      return "deliveries have the headers of " + each.other_scheme->id + ", and the policy's webhook_scheme is " +
             facts.deliveries->scheme->id + ": give --set webhook_scheme=" + each.other_scheme->id;
  }
  return "";
}

std::string why_untested(const Check& check, const Evidence& evidence, const Facts& facts,
                         const Conditions& conditions) {
  if (check.need == Need::credentials && !conditions.has_credentials)
    return "needs credentials to leave out: give them with -H 'Authorization: ...'";
  if (check.rotates && !conditions.may_rotate)
    return "needs rotations: allow them with --rotate --id ID" + (check.instead.empty() ? "" : ", or " + check.instead);
  if (check.need == Need::deliveries && facts.history.arrivals.empty())
    return facts.contract.policy.deliveries.trigger.empty()
               ? "no delivery came; a policy's webhook_trigger names the request that makes the vendor send one"
               : "no delivery came, although the policy's webhook_trigger was asked for: does the vendor deliver to "
                 "the sink's URL, by POST and with less than 16 MiB?";
  if (check.need == Need::deliveries && evidence.observations == 0) {
    const std::string other = of_another_scheme(facts);
    return other.empty() ? "no delivery of this run could show it" : other;
  }
  if (check.need == Need::second_token && conditions.tokens < 2)
    return "needs a second " + facts.contract.policy.resource().noun + ": give another --id ID";
  if (evidence.observations > 0)
    return "seen " + std::to_string(evidence.observations) + " times, needs " + std::to_string(check.minimum);
  if (check.rotates) return "no answer could show it; answers to rotations: " + describe_answers(facts.readings);
  return "no exchange of this run could show it";
}

// Whatever listens may refuse such an id by itself, or break by it.
bool is_odd(const Reading& reading) { return reading.asked.kind == AskedId::Kind::unclear; }

enum class Met { operation, nothing, unclear };

// What an answer says of the operation: that it is there (the document's 422, a record, an error of its own), that it
// is not (no such path or method, a redirection, a gateway without a server, a page for people, a success that is no
// record), or neither.
Met what_was_met(const Reading& reading) {
  const int status = reading.response->status;
  const bool is_page =
      to_lower(find_header(reading.response->headers, "content-type").value_or("")).starts_with("text/html");
  if (status / 100 == 2) {
    // What the document gives no body shows none.
    const bool is_record =
        (reading.spec && reading.spec->content.empty()) ||
        (reading.record && (!reading.record->identity.empty() || !reading.record->secret.text.empty()));
    return is_page || !is_record ? Met::nothing : Met::operation;
  }
  if (is_page || status / 100 == 3 || status == 404 || status == 405 || status == 410 || (status > 500 && status < 505))
    return Met::nothing;
  return status == 422 || (status == 500 && !is_odd(reading)) ? Met::operation : Met::unclear;
}

// Why the run accuses nobody: nothing of the operation was met, as when the base URL is wrong, http is asked for https,
// or the server is down behind its gateway. Empty when it was met, or when too little was said to tell.
std::string why_elsewhere(const std::vector<Reading>& readings) {
  constexpr std::size_t enough = 10;
  std::size_t answers = 0, elsewhere = 0;
  for (const auto& reading : readings) {
    if (!reading.asks_rotation || !reading.response) continue;
    const Met met = what_was_met(reading);
    if (met == Met::operation) return {};
    if (met == Met::unclear && is_odd(reading)) continue;
    ++answers;
    elsewhere += met == Met::nothing ? 1 : 0;
  }
  // The rest may be a front's answers to odd requests: 400, 414.
  if (answers < enough || elsewhere * 10 < answers * 9) return {};
  return std::to_string(elsewhere) + " of " + std::to_string(answers) +
         " answers say that the operation is not there: is the base URL right, is it http or https, and is the server "
         "up?";
}

bool all_from(const std::vector<Finding>& findings, Culprit culprit) {
  return std::all_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.culprit == culprit; });
}

VerdictKind broken(Level level, const std::vector<Finding>& findings) {
  if (level == Level::info) return VerdictKind::info;
  if (all_from(findings, Culprit::environment)) return VerdictKind::inconclusive;
  if (all_from(findings, Culprit::harness)) return VerdictKind::error;
  return level == Level::should || all_from(findings, Culprit::document) ? VerdictKind::warn : VerdictKind::fail;
}

void weigh(Verdict& verdict, const Facts& facts, const Conditions& conditions) {
  const Evidence& evidence = verdict.evidence;
  if (!evidence.findings.empty()) {
    verdict.kind = broken(verdict.level, evidence.findings);
  } else if (evidence.observations == 0 && !evidence.not_applicable.empty() &&
             !(verdict.check->rotates && !conditions.may_rotate)) {
    verdict.kind = VerdictKind::na;
    verdict.reason = evidence.not_applicable;
  } else if (evidence.observations < std::max<std::size_t>(verdict.check->minimum, 1)) {
    verdict.kind = VerdictKind::untested;
    verdict.reason = why_untested(*verdict.check, evidence, facts, conditions);
  } else {
    verdict.kind = verdict.level == Level::info ? VerdictKind::info : VerdictKind::pass;
  }
  if (verdict.kind == VerdictKind::info) verdict.reason = evidence.note;
}

// Nor is anything noted of a server that was not met.
void accuse_nobody(Verdict& verdict, const std::string& why) {
  const bool notes = verdict.kind == VerdictKind::info && verdict.evidence.findings.empty();
  if (verdict.kind != VerdictKind::fail && verdict.kind != VerdictKind::warn && !notes) return;
  verdict.kind = VerdictKind::inconclusive;
  verdict.reason = why;
  for (Finding& finding : verdict.evidence.findings) finding.culprit = Culprit::environment;
}

bool has(const std::vector<Verdict>& verdicts, VerdictKind kind) {
  return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.kind == kind; });
}

bool leaves_open(const Verdict& verdict, const Conditions& conditions) {
  if (verdict.level != Level::must || !applicable(*verdict.check, conditions)) return false;
  return verdict.kind == VerdictKind::untested || verdict.kind == VerdictKind::inconclusive;
}

// What explore draws is beyond the catalogue: that it ended early leaves nothing out.
bool is_part(const std::vector<Verdict>& verdicts, const Conditions& conditions) {
  const std::string& stopped = conditions.stopped_early;
  return (!stopped.empty() && !stopped.starts_with("explore: ")) ||
         std::any_of(verdicts.begin(), verdicts.end(),
                     [&](const Verdict& verdict) { return !selects(conditions.selection, verdict.check->id); });
}

}  // namespace

Judge::Judge(const Contract& contract, Conditions conditions)
    : contract_(contract), conditions_(std::move(conditions)), reader_(contract), catalogue_(catalogue_of(contract)) {
  for (const auto& check : catalogue_) {
    levels_.push_back(level_under(*check, contract.policy, conditions_.strictness));
    selected_.push_back(selects(conditions_.selection, check->id));
  }
}

Verdict Judge::judge_one(std::size_t k, const Facts& facts) const {
  Verdict verdict{.check = catalogue_[k], .level = levels_[k]};
  if (!selected_[k]) {
    verdict.reason = "not selected: left out by --only or --exclude";
    return verdict;
  }
  try {
    verdict.evidence = verdict.check->run(facts);
    weigh(verdict, facts, conditions_);
  } catch (const std::exception& error) {
    verdict.evidence = {};
    verdict.kind = VerdictKind::error;
    verdict.reason = std::string("the check itself failed: ") + error.what();
  }
  return verdict;
}

std::vector<Verdict> Judge::judge(const History& history) {
  const auto readings = reader_.read(history);
  Facts facts{contract_, history, readings};
  std::optional<Deliveries> deliveries;
  if (!history.arrivals.empty()) facts.deliveries = &deliveries.emplace(read_deliveries(facts));
  std::vector<Verdict> verdicts;
  verdicts.reserve(catalogue_.size());
  for (std::size_t k = 0; k < catalogue_.size(); ++k) verdicts.push_back(judge_one(k, facts));
  if (const std::string why = why_elsewhere(readings); !why.empty())
    for (auto& verdict : verdicts) accuse_nobody(verdict, why);
  return verdicts;
}

std::vector<Verdict> judge(const Contract& contract, const History& history, const Conditions& conditions) {
  return Judge(contract, conditions).judge(history);
}

bool applicable(const Check& check, const Conditions& conditions) {
  if (!selects(conditions.selection, check.id)) return false;
  switch (check.need) {
    case Need::operation:
    case Need::deliveries: return true;
    case Need::second_token: return conditions.tokens >= 2 || !conditions.may_rotate;
    case Need::credentials: return conditions.has_credentials;
  }
  return true;
}

Conclusion conclude(const std::vector<Verdict>& verdicts, const Conditions& conditions) {
  if (has(verdicts, VerdictKind::fail)) return Conclusion::does_not_conform;
  const bool open =
      std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return leaves_open(v, conditions); });
  const bool tested =
      std::any_of(verdicts.begin(), verdicts.end(), [](const Verdict& verdict) { return is_tested(verdict.kind); });
  if (has(verdicts, VerdictKind::error) || open || !tested) return Conclusion::inconclusive;
  if (is_part(verdicts, conditions)) return Conclusion::partial;
  const bool warned = has(verdicts, VerdictKind::warn) || has(verdicts, VerdictKind::waived);
  return warned ? Conclusion::conforms_with_warnings : Conclusion::conforms;
}

bool is_tested(VerdictKind kind) {
  return kind == VerdictKind::pass || kind == VerdictKind::fail || kind == VerdictKind::warn ||
         kind == VerdictKind::info || kind == VerdictKind::waived;
}

std::string_view to_text(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::pass: return "PASS";
    case VerdictKind::fail: return "FAIL";
    case VerdictKind::warn: return "WARN";
    case VerdictKind::info: return "INFO";
    case VerdictKind::na: return "NA";
    case VerdictKind::untested: return "UNTESTED";
    case VerdictKind::inconclusive: return "INCONCLUSIVE";
    case VerdictKind::waived: return "WAIVED";
    case VerdictKind::error: return "ERROR";
  }
  return "";
}

std::string_view to_text(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::conforms: return "CONFORMS";
    case Conclusion::conforms_with_warnings: return "CONFORMS_WITH_WARNINGS";
    case Conclusion::does_not_conform: return "DOES_NOT_CONFORM";
    case Conclusion::inconclusive: return "INCONCLUSIVE";
    case Conclusion::partial: return "PARTIAL";
  }
  return "";
}

}  // namespace assay
