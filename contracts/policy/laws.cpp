// What a policy says of its laws, and of how refusals look.
#include "contracts/documents/settings.h"
#include "contracts/policy/parts.h"
#include "contracts/policy/policy_file.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

using nlohmann::json;

const Names<LawWords::Level> levels = {{"must", LawWords::Level::must}, {"should", LawWords::Level::should}};

constexpr const char* window_refused = "window/refused";

void set_unless(std::string& unless, const json& value) {
  const bool names_members =
      value.is_object() && value.size() == 1 && value.contains("body") && value["body"].is_object();
  if (!names_members || value["body"].empty())
    throw Unfit{
        "is no mapping of 'body' to the members that rotate in spite of it; write 'unless: {body: {force: true}}'"};
  unless = value["body"].dump(-1, ' ', true);
}

std::vector<Setting> settings_of(Window& window) {
  return {{"status", [&](const json& v) { set_number(window.status, v, 400, 499); }},
          {"unless", [&](const json& v) { set_unless(window.unless, v); }},
          {"within", [&](const json& v) { set_number(window.within, v, 1, 30 * 24 * 3600); }}};
}

LawWords read_law_words(const Document& document, const std::string& kind, const std::string& pointer,
                        std::optional<Window>& window) {
  LawWords words{.kind = kind};
  std::vector<Setting> settings = {{"id", [&](const json& v) { set_filled_text(words.id, v); }},
                                   {"says", [&](const json& v) { set_filled_text(words.quote, v); }},
                                   {"at", [&](const json& v) { set_pointer(words.at, v); }},
                                   {"level", [&](const json& v) { set_choice(words.level, v, levels); }}};
  if (kind == window_refused)
    for (Setting& each : settings_of(window.emplace())) settings.push_back(std::move(each));
  read_settings(document, pointer, settings, {"a law", policy_catalog});
  if (window && kind == window_refused && (window->status == 0 || window->unless.empty()))
    refuse(document, pointer,
           "'window/refused' needs 'status', that of the refusal, and 'unless', what rotates in spite "
           "of an open window: {status: 409, unless: {body: {force: true}}}");
  if (words.quote.empty() != words.at.empty())
    refuse(document, pointer, "'says' quotes the document and 'at' says where it does: a law has both or neither");
  return words;
}

// A name of a member, or a pointer to one further down.
void set_member(std::string& pointer, const json& value) {
  std::string text;
  set_filled_text(text, value);
  set_pointer(pointer, text.starts_with('/') ? text : '/' + text);
}

void set_parts(std::vector<std::string>& parts, const json& value) {
  set_texts(parts, value);
  for (const std::string& part : parts)
    if (part != "in" && part != "name") throw Unfit{"holds '" + part + "'; its words are 'in' and 'name'"};
}

const Names<ErrorShape::Form> forms = {
    {"fastapi", ErrorShape::Form::fastapi}, {"problem", ErrorShape::Form::problem}, {"none", ErrorShape::Form::none}};

ErrorShape problem_shape() {
  return {.form = ErrorShape::Form::problem, .holds = ErrorShape::Holds::single, .text = "/title", .code = "/type"};
}

ErrorShape read_shape(const Document& document) {
  ErrorShape shape{.form = ErrorShape::Form::pointers};
  bool is_single = false;
  read_settings(document, "/errors/shape",
                {{"list", [&](const json& v) { set_pointer(shape.list, v); }},
                 {"single", [&](const json& v) { set_flag(is_single, v); }},
                 {"where", [&](const json& v) { set_member(shape.where, v); }},
                 {"text", [&](const json& v) { set_member(shape.text, v); }},
                 {"code", [&](const json& v) { set_member(shape.code, v); }},
                 {"form", [&](const json& v) { set_parts(shape.parts, v); }}},
                {"the shape of errors", policy_catalog});
  shape.holds = is_single ? ErrorShape::Holds::single : ErrorShape::Holds::list;
  if (!find_pointer(document.value, "/errors/shape/list"))
    refuse(
        document, "/errors/shape",
        "a shape needs 'list', the pointer of the list of errors; of one error alone write 'single: true' beside it");
  if (!shape.parts.empty() && shape.where.empty())
    refuse(document, "/errors/shape/form", "'form' says how 'where' is written, and there is no 'where'");
  return shape;
}

}  // namespace

const ErrorShape& fastapi_errors() {
  static const ErrorShape shape{.form = ErrorShape::Form::fastapi,
                                .list = "/detail",
                                .where = "/loc",
                                .text = "/msg",
                                .code = "/type",
                                .parts = {"in", "name"}};
  return shape;
}

std::string written(const ErrorShape& shape) {
  if (shape.form == ErrorShape::Form::unsaid) return "";
  if (shape.form != ErrorShape::Form::pointers) return name_of(shape.form, forms);
  std::string text = "{list: " + yaml_text(shape.list);
  if (shape.holds == ErrorShape::Holds::single) text += ", single: true";
  for (const auto& [key, pointer] : {std::pair("where", shape.where), {"text", shape.text}, {"code", shape.code}})
    if (!pointer.empty()) text += std::string(", ") + key + ": " + yaml_text(pointer);
  if (!shape.parts.empty()) text += ", form: " + written(shape.parts);
  return text + '}';
}

std::string written(const Window& window) {
  return "status: " + std::to_string(window.status) + ", unless: {body: " + window.unless +
         "}, within: " + std::to_string(window.within);
}

void read_errors(const Document& document, Policy& policy) {
  const auto set_form = [&](const json& value) {
    if (value.is_object()) {
      policy.errors = read_shape(document);
      return;
    }
    ErrorShape::Form form{};
    set_choice(form, value, forms);
    policy.errors = form == ErrorShape::Form::fastapi   ? fastapi_errors()
                    : form == ErrorShape::Form::problem ? problem_shape()
                                                        : ErrorShape{.form = form};
  };
  read_settings(
      document, "/errors",
      {{"invalid", [&](const json& v) { set_numbers(policy.invalid, v.is_array() ? v : json::array({v}), 400, 499); }},
       {"shape", set_form}},
      {"the errors of a policy", policy_catalog});
}

// One law that stands twice would be what its second entry says.
void refuse_twice(const Document& document, const Policy& policy, const std::string& place) {
  for (std::size_t k = 0; k + 1 < policy.laws.size(); ++k)
    if (policy.laws[k].kind == policy.laws.back().kind)
      refuse(document, place, "'" + policy.laws.back().kind + "' stands twice; keep one");
}

void check_window(const Document& document, const Policy& policy) {
  if (!policy.window) return;
  const Use& use = policy.rotation();
  const json body = use.body.empty() ? json() : json::parse(use.body), unless = json::parse(policy.window->unless);
  for (const auto& [name, value] : unless.items())
    if (!body.is_object() || !body.contains(name) || body[name] != value)
      refuse(document, below("/operations", use.operation),
             "the law window/refused has every rotation without \"" + name +
                 "\" refused that follows another one; let "
                 "the operation say what a plain one carries: body: " +
                 policy.window->unless);
}

void read_laws(const Document& document, Policy& policy) {
  policy.laws.clear();
  policy.window.reset();
  const json* list = find_pointer(document.value, "/laws");
  if (!list->is_array()) refuse(document, "/laws", "is no list of laws");
  for (std::size_t k = 0; k < list->size(); ++k) {
    const std::string entry = below("/laws", std::to_string(k));
    const json& law = (*list)[k];
    if (law == window_refused)
      refuse(document, entry, "'window/refused' needs to be told: {status: 409, unless: {body: {force: true}}}");
    else if (law.is_string())  // named, to be sure that it is there
      policy.laws.push_back({.kind = law.get<std::string>()});
    else if (law.is_object() && law.size() == 1)
      policy.laws.push_back(
          read_law_words(document, law.begin().key(), below(entry, law.begin().key()), policy.window));
    else
      refuse(document, entry, "is no law; write '- secret/fresh: {says: \"...\", at: /...}'");
    refuse_twice(document, policy, entry);
  }
}

}  // namespace assay
