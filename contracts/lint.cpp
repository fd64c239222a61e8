#include "contracts/lint.h"

#include <set>

#include "contracts/document_file.h"
#include "contracts/lint_rules.h"
#include "contracts/lint_view.h"
#include "contracts/policy.h"

namespace assay {

namespace embedded {
extern const std::string_view slate_openapi;
}  // namespace embedded

namespace {

void refuse_other_documents(const Document& document) {
  const auto& whole = document.value;
  const Place place{.file = document.file};
  if (!whole.is_object() || !whole.contains("openapi") || !whole["openapi"].is_string())
    throw BadDocument(place, "is no OpenAPI document: it has no 'openapi'; give one of version 3.0 or 3.1");
  const auto version = whole["openapi"].get<std::string>();
  if (!version.starts_with("3.0.") && !version.starts_with("3.1."))
    throw BadDocument(place, "is OpenAPI " + version + "; lint reads 3.0 and 3.1");
}

// The line of `pointer`, or of the nearest above it that has one.
int line_of(const Document& document, std::string pointer) {
  while (!pointer.empty() && !document.lines.contains(pointer)) pointer.erase(pointer.rfind('/'));
  const auto line = document.lines.find(pointer);
  return line == document.lines.end() ? 0 : line->second;
}

}  // namespace

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> all = [] {
    std::vector<LintRule> rules;
    for (const auto& family :
         {lint_rules_on_secrets(), lint_rules_on_operations(), lint_rules_on_documents(), lint_rules_on_structure()})
      rules.insert(rules.end(), family.begin(), family.end());
    return rules;
  }();
  return all;
}

std::vector<Defect> lint(const Document& document, const LintScope& scope) {
  refuse_other_documents(document);
  const LintView view = view_for_lint(document.value, scope);
  std::vector<Defect> defects;
  for (const auto& rule : lint_rules()) {
    std::set<std::string> reported;  // pointers: a schema may be met by several operations
    rule.run(view, [&](const std::string& pointer, const std::string& message) {
      if (!reported.insert(pointer).second) return;
      defects.push_back({.rule = &rule,
                         .message = message,
                         .place = {.file = document.file, .line = line_of(document, pointer), .pointer = pointer}});
    });
  }
  return defects;
}

std::vector<std::string> secret_names(const Policy& policy) {
  std::vector<std::string> names;
  for (const auto& pointer : policy.secrets) names.push_back(pointer.substr(pointer.rfind('/') + 1));
  return names;
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
