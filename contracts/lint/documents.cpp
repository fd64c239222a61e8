// Servers and references.
#include <algorithm>
#include <array>

#include "contracts/documents/pointer.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"

namespace assay {
namespace {

using nlohmann::json;
using Level = LintRule::Level;
using Report = LintRule::Report;

// "your-broker" and "broker", "example", "changeme": a default that stands for a value and is none.
bool is_placeholder(const std::string& name, const std::string& value) {
  constexpr std::array<std::string_view, 6> stand_ins = {"example", "changeme", "placeholder", "your", "todo", "xxx"};
  if (value.empty() || name == value) return true;
  if (name.starts_with("your") && name.find(value) != std::string::npos) return true;
  return std::any_of(stand_ins.begin(), stand_ins.end(),
                     [&](std::string_view word) { return value.find(word) != std::string::npos; });
}

void placeholders(const LintView& view, const Report& report) {
  if (!view.at("/servers").is_array()) return;
  for (std::size_t k = 0; k < view.at("/servers").size(); ++k) {
    const std::string variables = "/servers/" + std::to_string(k) + "/variables";
    if (!view.at(variables).is_object()) continue;
    for (const auto& [name, variable] : view.at(variables).items()) {
      const json value = variable.is_object() ? variable.value("default", json("")) : json("");
      const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      if (is_placeholder(name, text) && !(variable.is_object() && variable.contains("enum")))
        report(below(variables, name),
               "the server variable " + name + " defaults to \"" + text + "\", a placeholder: no server answers there");
    }
  }
}

void broken_references(const LintView& view, const Report& report) {
  for (const auto& [pointer, message] : view.broken_references) report(pointer, message);
}

}  // namespace

std::vector<LintRule> lint_rules_on_documents() {
  return {
      {"server-placeholder", "A server variable has a default that can be called.", Level::warning, placeholders},
      {"reference-broken", "A $ref leads to something in the document.", Level::error, broken_references},
  };
}

}  // namespace assay
