// What check refuses to read, each in a rule, and whatever else it refuses in the last.
#include <map>

#include "contracts/documents/pointer.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"
#include "contracts/openapi_reader.h"
#include "contracts/openapi_version.h"

namespace assay {
namespace {

using nlohmann::json;
using Level = LintRule::Level;
using Report = LintRule::Report;

void missing_members(const LintView& view, const Report& report) {
  const auto need = [&](const std::string& pointer, const char* name, const char* what) {
    const json& owner = view.at(pointer);
    if (owner.is_object() && !owner.contains(name))
      report(pointer, std::string(what) + " has no '" + name + "'; add it");
  };
  need("", "info", "the document");
  need("/info", "title", "'info'");
  need("/info", "version", "'info'");
  const bool has_others = view.document.value.contains("components") || view.document.value.contains("webhooks");
  if (!has_others || view.document.value.value("openapi", "").starts_with("3.0")) need("", "paths", "the document");
  for (const LintOperation& operation : view.operations) {
    if (view.document.value.value("openapi", "").starts_with("3.0"))
      need(operation.pointer, "responses", "the operation");
    for (const std::string& parameter : operation.parameters) {
      need(parameter, "name", "a parameter");
      need(parameter, "in", "a parameter");
    }
    for (const LintAnswer& answer : operation.answers)
      if (!answer.status.starts_with("x-")) need(answer.pointer, "description", "a response");
  }
}

void same_ids(const LintView& view, const Report& report) {
  std::map<std::string, std::string> first;
  for (const LintOperation& operation : view.operations) {
    if (operation.id.empty()) continue;
    const auto [entry, added] = first.try_emplace(operation.id, operation.method + ' ' + operation.path);
    if (!added)
      report(operation.pointer,
             "operationId '" + operation.id + "' stands twice, at " + entry->second + " as well; rename one");
  }
}

void paths(const LintView& view, const Report& report) {
  if (!view.at("/paths").is_object()) return;
  for (const auto& [path, item] : view.at("/paths").items())
    if (!path.starts_with('/') && !path.starts_with("x-"))
      report(below("/paths", path), "a path starts with '/'; correct it");
}

void refused(const LintView& view, const Report& report) {
  try {
    refuse_other_dialect(view.document);
  } catch (const BadDocument& bad) {
    report(bad.place.pointer, bad.message);
  }
  for (const BadDocument& bad : refused_operations(view.document, view.scope)) report(bad.place.pointer, bad.message);
}

}  // namespace

std::vector<LintRule> lint_rules_on_reading() {
  return {
      {"member-missing", "What OpenAPI requires of a document, an operation, a parameter and a response is there.",
       Level::error, missing_members},
      {"operation-id-twice", "No two operations have the same operationId.", Level::error, same_ids},
      {"path-without-slash", "A path starts with '/'.", Level::error, paths},
      {"reading-refused", "Each operation can be read by assay check.", Level::error, refused,
       LintRule::Speaks::if_no_other_did},
  };
}

}  // namespace assay
