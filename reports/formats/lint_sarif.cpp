#include "reports/formats/lint_sarif.h"

#include "reports/formats/sarif_parts.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

Json rule_of(const LintRule& rule) {
  return {{"id", rule.id},
          {"shortDescription", {{"text", rule.summary}}},
          {"defaultConfiguration", {{"level", to_text(rule.level)}}}};  // SARIF has the same three words
}

Json result_of(const Defect& defect) {
  Json result = sarif_result(defect.rule->id, to_text(defect.rule->level).data(), defect.message, defect.place.pointer);
  Json location = sarif_location(defect.place.file, defect.place.line);
  if (!defect.place.pointer.empty())
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", defect.place.pointer}}});
  result["locations"] = Json::array({std::move(location)});
  return result;
}

}  // namespace

std::string lint_as_sarif(const std::vector<Defect>& defects, const std::string& tool_version) {
  Json rules = Json::array();
  for (const LintRule& rule : lint_rules()) rules.push_back(rule_of(rule));
  Json results = Json::array();
  for (const Defect& defect : defects) results.push_back(result_of(defect));
  const Json driver = {{"name", "assay lint"}, {"semanticVersion", tool_version}, {"rules", std::move(rules)}};
  return sarif_log({{"tool", {{"driver", driver}}}, {"columnKind", "utf16CodeUnits"}, {"results", std::move(results)}});
}

}  // namespace assay
