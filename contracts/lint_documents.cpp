// Servers, references and schemas.
#include <algorithm>
#include <array>

#include "contracts/lint_rules.h"
#include "contracts/lint_view.h"
#include "contracts/pointer.h"
#include "contracts/schema_keywords.h"

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

// Goes through every schema of the document once, wherever it stands.
class SchemaWalk {
 public:
  SchemaWalk(const LintView& view, const Report& report)
      : view_(view), report_(report), dialect_(dialect_of(view.document)) {}

  // Looks for schemas below a node that is none itself.
  void walk() {
    std::vector<std::pair<std::string, const json*>> open = {{"", &view_.document}};
    while (!open.empty()) {
      const auto [pointer, node] = open.back();
      open.pop_back();
      if (node->is_array())
        for (std::size_t k = 0; k < node->size(); ++k)
          open.emplace_back(below(pointer, std::to_string(k)), &(*node)[k]);
      if (!node->is_object()) continue;
      for (const auto& [name, member] : node->items()) {
        const std::string at = below(pointer, name);
        if (at == "/components/schemas")
          look_at_each(at);
        else if (name == "schema")
          look(at);
        else if (name != "example" && name != "examples" && name != "value" && !name.starts_with("x-"))
          open.emplace_back(at, &member);
      }
    }
  }

 private:
  void look_at_each(const std::string& pointer) {
    if (view_.at(pointer).is_object())
      for (const auto& [name, unused] : view_.at(pointer).items()) look(below(pointer, name));
    if (view_.at(pointer).is_array())
      for (std::size_t k = 0; k < view_.at(pointer).size(); ++k) look(below(pointer, std::to_string(k)));
  }

  // Schemas are trees here, at most as deep as the document: its reader bounds that.
  void look(const std::string& pointer) {
    const json& schema = view_.at(pointer);
    if (!schema.is_object()) return;
    for (const auto& [name, value] : schema.items())
      if (name != "$ref" && !name.starts_with("x-")) look_at_keyword(below(pointer, name), name, value);
  }

  void look_at_keyword(const std::string& pointer, const std::string& name, const json& value) {
    try {
      const Place place{.pointer = pointer};
      const Keyword& keyword = find_keyword(name, dialect_, place);
      check_form(keyword, value, dialect_, place);
      if (keyword.form == Form::schema) look(pointer);
      if (keyword.form == Form::schemas || keyword.form == Form::named || keyword.form == Form::patterned)
        look_at_each(pointer);
    } catch (const BadDocument& error) {
      report_(error.place.pointer, error.message);
    }
  }

  const LintView& view_;
  const Report& report_;
  Dialect dialect_;
};

void keywords(const LintView& view, const Report& report) { SchemaWalk(view, report).walk(); }

}  // namespace

std::vector<LintRule> lint_rules_on_documents() {
  return {
      {"server-placeholder", "A server variable has a default that can be called.", Level::warning, placeholders},
      {"reference-broken", "A $ref leads to something in the document.", Level::error, broken_references},
      {"keyword-unsupported", "A schema uses keywords that are known, in their proper form.", Level::error, keywords},
  };
}

}  // namespace assay
