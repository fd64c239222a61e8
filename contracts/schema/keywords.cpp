#include "contracts/schema/keywords.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/nearest.h"
#include "contracts/schema/number.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr Keyword keywords[] = {
    {"type", Form::types},
    {"enum", Form::values},
    {"const", Form::anything, Keyword::In::only_3_1},
    {"properties", Form::named},
    {"required", Form::names},
    {"additionalProperties", Form::schema},
    {"patternProperties", Form::patterned, Keyword::In::only_3_1},
    {"minProperties", Form::count},
    {"maxProperties", Form::count},
    {"items", Form::schema},
    {"contains", Form::schema, Keyword::In::only_3_1},
    {"minContains", Form::count, Keyword::In::only_3_1},
    {"maxContains", Form::count, Keyword::In::only_3_1},
    {"prefixItems", Form::schemas, Keyword::In::only_3_1},
    {"unevaluatedItems", Form::schema, Keyword::In::only_3_1},
    {"unevaluatedProperties", Form::schema, Keyword::In::only_3_1},
    {"propertyNames", Form::schema, Keyword::In::only_3_1},
    {"dependentRequired", Form::lists, Keyword::In::only_3_1},
    {"dependentSchemas", Form::named, Keyword::In::only_3_1},
    {"minItems", Form::count},
    {"maxItems", Form::count},
    {"uniqueItems", Form::flag},
    {"minLength", Form::count},
    {"maxLength", Form::count},
    {"pattern", Form::pattern},
    {"format", Form::text},
    {"minimum", Form::number},
    {"maximum", Form::number},
    {"exclusiveMinimum", Form::limit},
    {"exclusiveMaximum", Form::limit},
    {"multipleOf", Form::step},
    {"allOf", Form::schemas},
    {"anyOf", Form::schemas},
    {"oneOf", Form::schemas},
    {"not", Form::schema},
    {"if", Form::schema, Keyword::In::only_3_1},
    {"then", Form::schema, Keyword::In::only_3_1},
    {"else", Form::schema, Keyword::In::only_3_1},
    {"nullable", Form::flag, Keyword::In::only_3_0},
    {"title", Form::note},
    {"description", Form::note},
    {"default", Form::note},
    {"example", Form::note},
    {"examples", Form::note, Keyword::In::only_3_1},
    {"deprecated", Form::note},
    {"readOnly", Form::note},
    {"writeOnly", Form::note},
    {"xml", Form::note},
    {"externalDocs", Form::note},
    {"discriminator", Form::note},
    {"contentEncoding", Form::note, Keyword::In::only_3_1},
    {"contentMediaType", Form::note, Keyword::In::only_3_1},
    {"$comment", Form::note, Keyword::In::only_3_1},
    {"contentSchema", Form::note, Keyword::In::only_3_1},
    {"$schema", Form::note, Keyword::In::only_3_1},
    {"$vocabulary", Form::note, Keyword::In::only_3_1},
    {"$id", Form::note, Keyword::In::only_3_1},  // with the next three, read where a $ref leads there
    {"$anchor", Form::note, Keyword::In::only_3_1},
    {"$dynamicAnchor", Form::note, Keyword::In::only_3_1},
    {"$defs", Form::note, Keyword::In::only_3_1},
    {"$dynamicRef", Form::text, Keyword::In::only_3_1},
};

bool in_dialect(const Keyword& keyword, Dialect dialect) {
  if (keyword.in == Keyword::In::both) return true;
  return (keyword.in == Keyword::In::only_3_0) == (dialect == Dialect::openapi_3_0);
}

bool is_type(const json& value, Dialect dialect) {
  static const std::set<std::string> types = {"boolean", "integer", "number", "string", "array", "object"};
  if (!value.is_string()) return false;
  const std::string& name = value.get_ref<const std::string&>();
  return types.contains(name) || (name == "null" && dialect == Dialect::openapi_3_1);
}

bool all_different(const json& list) { return std::set<json>(list.begin(), list.end()).size() == list.size(); }

bool all_of(const json& list, bool (*holds)(const json&)) { return std::all_of(list.begin(), list.end(), holds); }

bool is_schema(const json& value) { return value.is_object() || value.is_boolean(); }

bool is_text(const json& value) { return value.is_string(); }

std::string wrong_types(const json& value, Dialect dialect) {
  const bool list = value.is_array() && dialect == Dialect::openapi_3_1 && !value.empty() && all_different(value);
  const bool good = list ? std::all_of(value.begin(), value.end(), [&](const json& t) { return is_type(t, dialect); })
                         : is_type(value, dialect);
  return good ? "" : "is no type that " + std::string(to_text(dialect)) + " knows";
}

bool is_named(const json& value) { return value.is_object() && all_of(value, is_schema); }

bool is_names(const json& value) { return value.is_array() && all_of(value, is_text) && all_different(value); }

bool is_lists(const json& value) { return value.is_object() && all_of(value, is_names); }

bool is_count(const json& value) { return is_integral(value) && value.get<double>() >= 0; }

std::string wrong_form(Form form, const json& value, Dialect dialect) {
  const bool old = dialect == Dialect::openapi_3_0;
  const auto unless = [](bool good, const char* wrong) { return std::string(good ? "" : wrong); };
  switch (form) {
    case Form::note:
    case Form::anything: return {};
    case Form::values: return unless(value.is_array(), "is no list of values");
    case Form::types: return wrong_types(value, dialect);
    case Form::names: return unless(is_names(value), "is no list of texts that are all different");
    case Form::count: return unless(is_count(value), "is no integer of 0 or more");
    case Form::number: return unless(value.is_number(), "is no number");
    case Form::limit:
      return old ? unless(value.is_boolean(), "is no boolean, as OpenAPI 3.0 wants it")
                 : unless(value.is_number(), "is no number, as OpenAPI 3.1 wants it");
    case Form::step: return unless(value.is_number() && value.get<double>() > 0, "is no number above 0");
    case Form::flag: return unless(value.is_boolean(), "is no boolean");
    case Form::text:
    case Form::pattern: return unless(value.is_string(), "is no text");
    case Form::schema: return unless(is_schema(value), "is no schema (an object or a boolean)");
    case Form::schemas:
      return unless(value.is_array() && !value.empty() && all_of(value, is_schema),
                    "is no list of at least one schema");
    case Form::named:
    case Form::patterned: return unless(is_named(value), "is no object of schemas");
    case Form::lists: return unless(is_lists(value), "is no object of lists of texts that are all different");
  }
  return {};
}

}  // namespace

Dialect dialect_of(const json& document) {
  if (!document.is_object() || !document.contains("openapi")) return Dialect::openapi_3_1;
  const json& version = document.at("openapi");
  const bool old = version.is_string() && version.get_ref<const std::string&>().starts_with("3.0");
  return old ? Dialect::openapi_3_0 : Dialect::openapi_3_1;
}

const Keyword* find_keyword(std::string_view name, Dialect dialect) {
  const auto found = std::find_if(std::begin(keywords), std::end(keywords), [&](const Keyword& keyword) {
    return keyword.name == name && in_dialect(keyword, dialect);
  });
  return found == std::end(keywords) ? nullptr : &*found;
}

std::string nearest_keyword(std::string_view name, Dialect dialect) {
  std::vector<std::string> known;
  for (const Keyword& keyword : keywords) {
    if (in_dialect(keyword, dialect)) known.emplace_back(keyword.name);
  }
  return nearest_of(name, known);
}

std::string_view to_text(Dialect dialect) { return dialect == Dialect::openapi_3_0 ? "OpenAPI 3.0" : "OpenAPI 3.1"; }

void check_form(const Keyword& keyword, const json& value, Dialect dialect, const Place& place) {
  const std::string wrong = wrong_form(keyword.form, value, dialect);
  if (!wrong.empty()) throw BadDocument(place, "'" + std::string(keyword.name) + "' " + wrong + "; correct the schema");
}

}  // namespace assay
