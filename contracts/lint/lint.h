// What an OpenAPI document itself gets wrong or leaves open: defects that a schema validator never sees. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/document.h"
#include "contracts/documents/place.h"

namespace assay {

struct LintView;  // contracts/lint/view.h

// A rule is one entry of the table: its text is data, its function says where the document breaks it.
struct LintRule {
  std::string id{};       // "secret-optional"; never renamed, never reused
  std::string summary{};  // one sentence: what a document must not do, or leave open
  // error: under this document a wrong server is right, or the document cannot be used; warning: it leaves a question
  // open that a caller will ask; note: it could say more.
  enum class Level { error, warning, note } level = Level::warning;
  using Report = std::function<void(const std::string& pointer, const std::string& message)>;
  std::function<void(const LintView&, const Report&)> run{};
  enum class Speaks { always, if_no_other_did } speaks = Speaks::always;  // of a place
};

// In the order of `assay list rules`.
const std::vector<LintRule>& lint_rules();

struct Defect {
  const LintRule* rule = nullptr;  // into lint_rules(); never null
  std::string message{};           // one sentence
  Place place{};                   // file, line and pointer
};

struct LintScope {
  std::vector<std::string> secrets{};  // names of members that carry secrets, beside those whose names say it
  std::string operation{};             // operationId: only what concerns it; empty: all operations
};

// The defects in the order of the rules, each place once a rule. Throws BadDocument when `document` is no OpenAPI 3.0
// or 3.1.
std::vector<Defect> lint(const Document& document, const LintScope& scope);

// The document of a file; empty: the one that the program carries inside. Throws BadDocument.
Document load_lint_document(const std::string& file);

std::string_view to_text(LintRule::Level level);  // "error", "warning", "note"

}  // namespace assay
