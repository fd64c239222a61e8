#include "contracts/lint/lint.h"

#include <set>

#include "contracts/documents/document_file.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"
#include "contracts/openapi_version.h"

namespace assay {

namespace embedded {
extern const std::string_view slate_openapi;
}  // namespace embedded

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> all = [] {
    std::vector<LintRule> rules;
    for (const auto& family : {lint_rules_on_secrets(), lint_rules_on_operations(), lint_rules_on_documents(),
                               lint_rules_on_schemas(), lint_rules_on_structure(), lint_rules_on_reading()})
      rules.insert(rules.end(), family.begin(), family.end());
    return rules;
  }();
  return all;
}

std::vector<Defect> lint(const Document& document, const LintScope& scope) {
  openapi_version(document);
  const LintView view = view_for_lint(document, scope);
  std::vector<Defect> defects;
  std::set<std::string> known;  // pointers of errors, of all rules
  for (const auto& rule : lint_rules()) {
    std::set<std::string> reported;  // pointers: a schema may be met by several operations
    rule.run(view, [&](const std::string& pointer, const std::string& message) {
      if (rule.speaks == LintRule::Speaks::if_no_other_did && known.contains(pointer)) return;
      if (!reported.insert(pointer).second) return;
      if (rule.level == LintRule::Level::error) known.insert(pointer);
      defects.push_back({.rule = &rule, .message = message, .place = document.place_at_or_above(pointer)});
    });
  }
  return defects;
}

Document load_lint_document(const std::string& file) {
  if (file.empty()) return parse_document(embedded::slate_openapi, "contracts/slate.openapi.yaml");
  return parse_document(read_document_file(file), file);
}

std::string_view to_text(LintRule::Level level) {
  switch (level) {
    case LintRule::Level::error: return "error";
    case LintRule::Level::warning: return "warning";
    case LintRule::Level::note: return "note";
  }
  return "";
}

}  // namespace assay
