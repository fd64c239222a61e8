// The form of the document itself: what must be an object is one, what must be an array is one, and so on, by OpenAPI
// 3.0.3 and 3.1.0. Only forms: what else a value must be, other rules say, and schemas have one of their own.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "contracts/documents/pointer.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"

namespace assay {
namespace {

using nlohmann::json;
using Level = LintRule::Level;
using Report = LintRule::Report;

// What a member may be. `of` a map or a list is what each of its values is.
enum class Form { object, map, list, text, flag, any };

// The objects of OpenAPI that have members which we know; `plain` has none.
enum class Object {
  plain,
  document,
  info,
  server,
  path_item,
  operation,
  parameter,
  header,
  request_body,
  response,
  media_type,
  components,
  requirement,
  tag,
};

struct Member {
  Object owner = Object::plain;
  std::string_view name{};
  Form form = Form::any;
  Form of = Form::any;            // of a map or a list
  Object object = Object::plain;  // where `form` or `of` is object: which one
};

using enum Form;

// OpenAPI 3.0.3 and 3.1.0, section 4.7 (3.0.3) and 4.8 (3.1.0): "Fixed Fields" of each object. Where the versions
// differ, both are taken.
constexpr std::array members = {
    Member{Object::document, "info", object, any, Object::info},
    Member{Object::document, "servers", list, object, Object::server},
    Member{Object::document, "paths", map, object, Object::path_item},
    Member{Object::document, "webhooks", map, object, Object::path_item},
    Member{Object::document, "components", object, any, Object::components},
    Member{Object::document, "security", list, object, Object::requirement},
    Member{Object::document, "tags", list, object, Object::tag},
    Member{Object::document, "externalDocs", object},
    Member{Object::document, "jsonSchemaDialect", text},
    Member{Object::info, "title", text},
    Member{Object::info, "version", text},
    Member{Object::info, "summary", text},
    Member{Object::info, "description", text},
    Member{Object::info, "termsOfService", text},
    Member{Object::info, "contact", object},
    Member{Object::info, "license", object},
    Member{Object::server, "url", text},
    Member{Object::server, "description", text},
    Member{Object::server, "variables", map, object},
    Member{Object::path_item, "summary", text},
    Member{Object::path_item, "description", text},
    Member{Object::path_item, "get", object, any, Object::operation},
    Member{Object::path_item, "put", object, any, Object::operation},
    Member{Object::path_item, "post", object, any, Object::operation},
    Member{Object::path_item, "delete", object, any, Object::operation},
    Member{Object::path_item, "options", object, any, Object::operation},
    Member{Object::path_item, "head", object, any, Object::operation},
    Member{Object::path_item, "patch", object, any, Object::operation},
    Member{Object::path_item, "trace", object, any, Object::operation},
    Member{Object::path_item, "servers", list, object, Object::server},
    Member{Object::path_item, "parameters", list, object, Object::parameter},
    Member{Object::operation, "tags", list, text},
    Member{Object::operation, "summary", text},
    Member{Object::operation, "description", text},
    Member{Object::operation, "externalDocs", object},
    Member{Object::operation, "operationId", text},
    Member{Object::operation, "parameters", list, object, Object::parameter},
    Member{Object::operation, "requestBody", object, any, Object::request_body},
    Member{Object::operation, "responses", map, object, Object::response},
    Member{Object::operation, "callbacks", map, object},
    Member{Object::operation, "deprecated", flag},
    Member{Object::operation, "security", list, object, Object::requirement},
    Member{Object::operation, "servers", list, object, Object::server},
    Member{Object::parameter, "name", text},
    Member{Object::parameter, "in", text},
    Member{Object::parameter, "description", text},
    Member{Object::parameter, "required", flag},
    Member{Object::parameter, "deprecated", flag},
    Member{Object::parameter, "allowEmptyValue", flag},
    Member{Object::parameter, "style", text},
    Member{Object::parameter, "explode", flag},
    Member{Object::parameter, "allowReserved", flag},
    Member{Object::parameter, "examples", map, object},
    Member{Object::parameter, "content", map, object, Object::media_type},
    Member{Object::header, "description", text},
    Member{Object::header, "required", flag},
    Member{Object::header, "deprecated", flag},
    Member{Object::header, "examples", map, object},
    Member{Object::header, "content", map, object, Object::media_type},
    Member{Object::request_body, "description", text},
    Member{Object::request_body, "content", map, object, Object::media_type},
    Member{Object::request_body, "required", flag},
    Member{Object::response, "description", text},
    Member{Object::response, "headers", map, object, Object::header},
    Member{Object::response, "content", map, object, Object::media_type},
    Member{Object::response, "links", map, object},
    Member{Object::media_type, "examples", map, object},
    Member{Object::media_type, "encoding", map, object},
    Member{Object::components, "schemas", map, any},
    Member{Object::components, "responses", map, object, Object::response},
    Member{Object::components, "parameters", map, object, Object::parameter},
    Member{Object::components, "examples", map, object},
    Member{Object::components, "requestBodies", map, object, Object::request_body},
    Member{Object::components, "headers", map, object, Object::header},
    Member{Object::components, "securitySchemes", map, object},
    Member{Object::components, "links", map, object},
    Member{Object::components, "callbacks", map, object},
    Member{Object::components, "pathItems", map, object, Object::path_item},
    Member{Object::tag, "name", text},
    Member{Object::tag, "description", text},
    Member{Object::tag, "externalDocs", object},
};

bool has_form(const json& value, Form form) {
  switch (form) {
    case object:
    case map: return value.is_object();
    case list: return value.is_array();
    case text: return value.is_string();
    case flag: return value.is_boolean();
    case any: return true;
  }
  return true;
}

std::string_view words_for(Form form) {
  switch (form) {
    case object: return "an object";
    case map: return "a map of names to values";
    case list: return "an array";
    case text: return "a text";
    case flag: return "true or false";
    case any: return "anything";
  }
  return "";
}

std::string_view kind_of(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_string()) return "a text";
  if (value.is_boolean()) return "a boolean";
  return value.is_null() ? "null" : "a number";
}

// Recurses by OpenAPI's objects, of which the table nests few.
class FormWalk {
 public:
  explicit FormWalk(const Report& report) : report_(report) {}

  void look_into(const std::string& pointer, const json& node, Object kind) {
    // What stands beside a $ref is ignored, or the place it leads to is looked at where it stands. A path item may have
    // both.
    if (!node.is_object() || (node.contains("$ref") && kind != Object::path_item)) return;
    if (kind == Object::requirement) look_at_scopes(pointer, node);
    for (const Member& member : members) {
      const auto value = member.owner == kind ? node.find(member.name) : node.end();
      if (value != node.end()) look_at(below(pointer, member.name), *value, member);
    }
  }

 private:
  bool is(Form form, const std::string& pointer, const json& value) {
    if (has_form(value, form)) return true;
    report_(pointer, "is " + std::string(kind_of(value)) + ", and must be " + std::string(words_for(form)));
    return false;
  }

  void look_at(const std::string& pointer, const json& value, const Member& member) {
    if (!is(member.form, pointer, value)) return;
    if (member.form == object) return look_into(pointer, value, member.object);
    if (member.form == list)
      for (std::size_t k = 0; k < value.size(); ++k) look_at_one(below(pointer, std::to_string(k)), value[k], member);
    if (member.form == map)
      for (const auto& [name, each] : value.items())
        if (!name.starts_with("x-")) look_at_one(below(pointer, name), each, member);
  }

  void look_at_one(const std::string& pointer, const json& value, const Member& member) {
    if (is(member.of, pointer, value) && member.of == object) look_into(pointer, value, member.object);
  }

  // A requirement names schemes, each with a list of scopes.
  void look_at_scopes(const std::string& pointer, const json& node) {
    for (const auto& [name, scopes] : node.items()) is(list, below(pointer, name), scopes);
  }

  const Report& report_;
};

void forms(const LintView& view, const Report& report) {
  FormWalk(report).look_into("", view.document.value, Object::document);
}

}  // namespace

std::vector<LintRule> lint_rules_on_structure() {
  return {{"form-wrong", "What OpenAPI wants as an object, an array, a text or a flag is one.", Level::error, forms}};
}

}  // namespace assay
