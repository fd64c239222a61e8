// Schemas, wherever they stand: keywords in their form, words that are none, what nobody reads.
#include "contracts/documents/pointer.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"
#include "contracts/schema/keywords.h"
#include "contracts/schema/regex.h"

namespace assay {
namespace {

using nlohmann::json;
using Level = LintRule::Level;
using Report = LintRule::Report;

// What is told of one keyword, with its pointer, name and value; `keyword` is null where the dialect has none of that
// name.
struct Met {
  std::string pointer{};
  std::string name{};
  const json& value;
  const json& schema;
  const Keyword* keyword = nullptr;
  Dialect dialect = Dialect::openapi_3_1;
};

// Goes through every schema of the document once, wherever it stands.
class SchemaWalk {
 public:
  using See = std::function<void(const Met&)>;

  SchemaWalk(const LintView& view, See see)
      : view_(view), see_(std::move(see)), dialect_(dialect_of(view.document.value)) {}

  // Looks for schemas below a node that is none itself.
  void walk() {
    std::vector<std::pair<std::string, const json*>> open = {{"", &view_.document.value}};
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
          look_at_each(at, member);
        else if (name == "schema")
          look(at, member);
        else if (name != "example" && name != "examples" && name != "value" && !name.starts_with("x-"))
          open.emplace_back(at, &member);
      }
    }
  }

 private:
  void look_at_each(const std::string& pointer, const json& schemas) {
    if (!schemas.is_structured()) return;
    for (const auto& [name, schema] : schemas.items()) look(below(pointer, name), schema);
  }

  // Schemas are trees here, at most as deep as the document: its reader bounds that.
  void look(const std::string& pointer, const json& schema) {
    if (!schema.is_object()) return;
    for (const auto& [name, value] : schema.items()) {
      if (name.starts_with("x-")) continue;
      const Keyword* keyword = find_keyword(name, dialect_);
      const std::string at = below(pointer, name);
      see_({.pointer = at, .name = name, .value = value, .schema = schema, .keyword = keyword, .dialect = dialect_});
      if (keyword == nullptr) continue;
      if (keyword->form == Form::schema) look(at, value);
      if (keyword->form == Form::schemas || keyword->form == Form::named || keyword->form == Form::patterned)
        look_at_each(at, value);
    }
  }

  const LintView& view_;
  See see_;
  Dialect dialect_;
};

void keywords(const LintView& view, const Report& report) {
  SchemaWalk(view, [&](const Met& met) {
    if (met.keyword == nullptr) return;
    try {
      check_form(*met.keyword, met.value, met.dialect, {.pointer = met.pointer});
    } catch (const BadDocument& error) {
      report(error.place.pointer, error.message);
    }
  }).walk();
}

void unknown_words(const LintView& view, const Report& report) {
  SchemaWalk(view, [&](const Met& met) {
    if (met.keyword != nullptr || met.name == "$ref") return;
    const std::string near = nearest_keyword(met.name, met.dialect);
    report(met.pointer, "'" + met.name + "' is no keyword of " + std::string(to_text(met.dialect)) +
                            " and constrains nothing" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }).walk();
}

void siblings(const LintView& view, const Report& report) {
  SchemaWalk(view, [&](const Met& met) {
    if (met.dialect == Dialect::openapi_3_0 && met.keyword != nullptr && met.keyword->form != Form::note &&
        met.schema.contains("$ref"))
      report(met.pointer, "OpenAPI 3.0 ignores what stands beside a $ref; put both into allOf");
  }).walk();
}

void patterns(const LintView& view, const Report& report) {
  SchemaWalk(view, [&](const Met& met) {
    if (met.keyword == nullptr) return;
    const auto look = [&](const std::string& pointer, const std::string& pattern) {
      if (const std::string wrong = wrong_regex(pattern); !wrong.empty())
        report(pointer, "the pattern " + wrong + ": values are not judged by it");
    };
    if (met.keyword->form == Form::pattern && met.value.is_string())
      look(met.pointer, met.value.get_ref<const std::string&>());
    if (met.keyword->form == Form::patterned && met.value.is_object())
      for (const auto& [name, schema] : met.value.items()) look(below(met.pointer, name), name);
  }).walk();
}

}  // namespace

std::vector<LintRule> lint_rules_on_schemas() {
  return {
      {"keyword-unsupported", "A schema's keywords have their proper form.", Level::error, keywords},
      {"keyword-unknown", "A schema uses words that its version of OpenAPI reads.", Level::warning, unknown_words},
      {"reference-sibling", "In OpenAPI 3.0 nothing that constrains stands beside a $ref.", Level::warning, siblings},
      {"pattern-wrong", "A pattern is a regular expression of ECMAScript, with the u flag.", Level::error, patterns},
  };
}

}  // namespace assay
