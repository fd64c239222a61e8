#include "contracts/schema_keywords.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/nearest.h"
#include "contracts/regex.h"

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
    {"$defs", Form::note, Keyword::In::only_3_1},  // read where a $ref leads there
};

bool in_dialect(const Keyword& keyword, Dialect dialect) {
  if (keyword.in == Keyword::In::both) return true;
  return (keyword.in == Keyword::In::only_3_0) == (dialect == Dialect::openapi_3_0);
}

std::string name_of(Dialect dialect) { return dialect == Dialect::openapi_3_0 ? "OpenAPI 3.0" : "OpenAPI 3.1"; }

std::string suggestion(std::string_view name, Dialect dialect) {
  std::vector<std::string> known;
  for (const Keyword& keyword : keywords) {
    if (in_dialect(keyword, dialect)) known.emplace_back(keyword.name);
  }
  const std::string near = nearest_of(name, known);
  return near.empty() ? "leave it out or describe it otherwise" : "did you mean '" + near + "'?";
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

// valijson looks names up as C strings.
bool is_name(const std::string& name) { return name.find('\0') == std::string::npos; }

std::string wrong_types(const json& value, Dialect dialect) {
  const bool list = value.is_array() && dialect == Dialect::openapi_3_1 && !value.empty() && all_different(value);
  const bool good = list ? std::all_of(value.begin(), value.end(), [&](const json& t) { return is_type(t, dialect); })
                         : is_type(value, dialect);
  return good ? "" : "is no type that " + name_of(dialect) + " knows";
}

std::string wrong_pattern(const json& value) {
  if (!value.is_string()) return "is no text";
  return wrong_regex(value.get_ref<const std::string&>());
}

std::string wrong_named(const json& value, Form form) {
  if (!value.is_object() || !all_of(value, is_schema)) return "is no object of schemas";
  for (const auto& [name, schema] : value.items()) {
    if (!is_name(name)) return "has a name with a NUL character";
    if (std::string wrong = form == Form::patterned ? wrong_regex(name) : ""; !wrong.empty()) return wrong;
  }
  return {};
}

bool is_names(const json& value) {
  return value.is_array() && all_of(value, is_text) && all_different(value) &&
         all_of(value, [](const json& name) { return is_name(name.get_ref<const std::string&>()); });
}

bool is_count(const json& value) {
  if (value.is_number_float()) return false;
  return value.is_number_integer() && value.get<std::int64_t>() >= 0;
}

std::string wrong_form(Form form, const json& value, Dialect dialect) {
  const bool old = dialect == Dialect::openapi_3_0;
  const auto unless = [](bool good, const char* wrong) { return std::string(good ? "" : wrong); };
  switch (form) {
    case Form::note:
    case Form::anything: return {};
    case Form::values: return unless(value.is_array() && !value.empty(), "is no list of at least one value");
    case Form::types: return wrong_types(value, dialect);
    case Form::names: return unless(is_names(value), "is no list of texts that are all different");
    case Form::count: return unless(is_count(value), "is no integer of 0 or more");
    case Form::number: return unless(value.is_number(), "is no number");
    case Form::limit:
      return old ? unless(value.is_boolean(), "is no boolean, as OpenAPI 3.0 wants it")
                 : unless(value.is_number(), "is no number, as OpenAPI 3.1 wants it");
    case Form::step: return unless(value.is_number() && value.get<double>() > 0, "is no number above 0");
    case Form::flag: return unless(value.is_boolean(), "is no boolean");
    case Form::text: return unless(value.is_string(), "is no text");
    case Form::pattern: return wrong_pattern(value);
    case Form::schema: return unless(is_schema(value), "is no schema (an object or a boolean)");
    case Form::schemas:
      return unless(value.is_array() && !value.empty() && all_of(value, is_schema),
                    "is no list of at least one schema");
    case Form::named:
    case Form::patterned: return wrong_named(value, form);
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

const Keyword& find_keyword(std::string_view name, Dialect dialect, const Place& place) {
  const auto found = std::find_if(std::begin(keywords), std::end(keywords), [&](const Keyword& keyword) {
    return keyword.name == name && in_dialect(keyword, dialect);
  });
  if (found != std::end(keywords)) return *found;
  throw BadDocument(place, "the keyword '" + std::string(name) + "' is not supported in a schema of " +
                               name_of(dialect) + "; " + suggestion(name, dialect));
}

void check_form(const Keyword& keyword, const json& value, Dialect dialect, const Place& place) {
  const std::string wrong = wrong_form(keyword.form, value, dialect);
  if (!wrong.empty()) throw BadDocument(place, "'" + std::string(keyword.name) + "' " + wrong + "; correct the schema");
}

}  // namespace assay
