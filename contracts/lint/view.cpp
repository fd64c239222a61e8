#include "contracts/lint/view.h"

#include <algorithm>
#include <array>
#include <set>

#include "contracts/documents/pointer.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 8> methods = {"get",     "put",  "post",  "delete",
                                                     "options", "head", "patch", "trace"};
constexpr std::array<std::string_view, 7> secret_words = {"secret", "password",   "passphrase", "token",
                                                          "apikey", "privatekey", "accesskey"};
constexpr std::array<std::string_view, 4> harmless_words = {"page", "next", "continuation", "sync"};
constexpr std::size_t deepest = 40;  // levels of schemas

// Letters and digits in lower case: "webhookSecret" and "webhook_secret" as "webhooksecret".
std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) text += c;
  }
  return text;
}

bool requires_member(const json& schema, const std::string& name) {
  const auto list = schema.find("required");
  return list != schema.end() && list->is_array() && std::find(list->begin(), list->end(), name) != list->end();
}

// Finds the members of an answer's schema that carry secrets, wherever they are nested.
class SecretSearch {
 public:
  SecretSearch(const LintView& view, const LintScope& scope) : view_(view), scope_(scope) {}

  void search(const std::string& start, std::size_t level = 0) {
    const std::string pointer = view_.follow_from(start);
    const json& schema = view_.at(pointer);
    if (level > deepest || !schema.is_object() || !seen_.insert(pointer).second) return;
    if (schema.contains("properties") && schema["properties"].is_object())
      for (const auto& [name, member] : schema["properties"].items())
        take(name, below(below(pointer, "properties"), name), requires_member(schema, name), level);
    if (schema.contains("items")) search(below(pointer, "items"), level + 1);
    for (const char* word : {"allOf", "anyOf", "oneOf"})
      if (schema.contains(word) && schema[word].is_array())
        for (std::size_t k = 0; k < schema[word].size(); ++k)
          search(below(below(pointer, word), std::to_string(k)), level + 1);
  }

  std::vector<SecretMember> found{};

 private:
  void take(const std::string& name, const std::string& pointer, bool is_required, std::size_t level) {
    const auto& known = scope_.secrets;
    const bool named = std::find(known.begin(), known.end(), name) != known.end();
    if (named || (names_secret(name) && may_be_text(pointer)))
      found.push_back({.name = name, .pointer = pointer, .is_required = is_required});
    else
      search(pointer, level + 1);
  }

  // Whether a schema lets a text through: what is a number or a flag ("must_change_password") carries no secret.
  bool may_be_text(const std::string& start, std::size_t level = 0) const {
    const json& schema = view_.resolved(start);
    if (!schema.is_object() || level > deepest) return true;
    if (const auto type = schema.find("type"); type != schema.end()) {
      const json types = type->is_array() ? *type : json::array({*type});
      return std::find(types.begin(), types.end(), json("string")) != types.end();
    }
    const std::string pointer = view_.follow_from(start);
    for (const char* word : {"anyOf", "oneOf", "allOf"}) {
      const auto list = schema.find(word);
      if (list == schema.end() || !list->is_array()) continue;
      bool any = false;
      for (std::size_t k = 0; k < list->size(); ++k)
        any = any || may_be_text(below(below(pointer, word), std::to_string(k)), level + 1);
      return any;
    }
    return true;
  }

  const LintView& view_;
  const LintScope& scope_;
  std::set<std::string> seen_{};
};

std::vector<LintAnswer> answers_of(const LintView& view, const std::string& operation, const LintScope& scope) {
  std::vector<LintAnswer> answers;
  const std::string responses = below(operation, "responses");
  if (!view.at(responses).is_object()) return answers;
  for (const auto& [status, unused] : view.at(responses).items()) {
    LintAnswer answer{.status = status, .pointer = view.follow_from(below(responses, status))};
    const std::string content = below(answer.pointer, "content");
    SecretSearch search(view, scope);
    if (view.at(content).is_object())
      for (const auto& [media, ignored] : view.at(content).items())
        search.search(below(below(content, media), "schema"));
    answer.secrets = std::move(search.found);
    answers.push_back(std::move(answer));
  }
  return answers;
}

void add_parameters(const LintView& view, const std::string& owner, std::vector<std::string>& parameters) {
  const std::string list = below(owner, "parameters");
  if (!view.at(list).is_array()) return;
  for (std::size_t k = 0; k < view.at(list).size(); ++k)
    parameters.push_back(view.follow_from(below(list, std::to_string(k))));
}

void add_operations(const std::string& path, const LintScope& scope, LintView& view) {
  const std::string item = view.follow_from(below("/paths", path));
  if (!view.at(item).is_object()) return;
  for (const auto method : methods) {
    const std::string pointer = below(item, method);
    const json& node = view.at(pointer);
    if (!node.is_object()) continue;
    LintOperation operation{.id = node.value("operationId", json()).is_string() ? node["operationId"] : json(""),
                            .method = std::string(method),
                            .path = path,
                            .pointer = pointer};
    for (char& c : operation.method) c = static_cast<char>(c - 'a' + 'A');
    if (!scope.operation.empty() && scope.operation != operation.id) continue;
    add_parameters(view, item, operation.parameters);
    add_parameters(view, pointer, operation.parameters);
    operation.answers = answers_of(view, pointer, scope);
    view.operations.push_back(std::move(operation));
  }
}

// Follows a chain of $ref to its end or to one that is known to be sound, so that all chains together take linear time.
// Throws BadDocument, as resolve() does.
void resolve_new(const json& document, std::string pointer, SchemaReferences& references,
                 std::set<std::string>& sound) {
  std::vector<std::string> chain;
  std::set<std::string> met;
  for (const json* node = find_pointer(document, pointer);
       node->is_object() && node->contains("$ref") && !sound.contains(pointer);
       node = find_pointer(document, pointer)) {
    if (!met.insert(pointer).second)
      throw BadDocument({.pointer = pointer}, "$ref leads in a circle; let it end at a definition");
    chain.push_back(pointer);
    pointer = references.follow(node->at("$ref"), {.pointer = pointer});
  }
  sound.insert(chain.begin(), chain.end());
}

// Every $ref that cannot be followed; iterative, since documents may be deep.
std::vector<LintView::BrokenReference> find_broken_references(const json& document) {
  std::vector<LintView::BrokenReference> broken;
  SchemaReferences references(document);
  std::set<std::string> sound;
  std::vector<std::pair<std::string, const json*>> open = {{"", &document}};
  while (!open.empty()) {
    const auto [pointer, node] = open.back();
    open.pop_back();
    if (node->is_object() && node->contains("$ref") && (*node)["$ref"].is_string()) {
      try {
        resolve_new(document, pointer, references, sound);
      } catch (const BadDocument& error) {
        broken.push_back({.pointer = below(pointer, "$ref"), .message = error.message});
      }
    }
    if (node->is_object())
      for (const auto& [name, member] : node->items())
        if (name != "example" && name != "examples") open.emplace_back(below(pointer, name), &member);
    if (node->is_array())
      for (std::size_t k = 0; k < node->size(); ++k) open.emplace_back(below(pointer, std::to_string(k)), &(*node)[k]);
  }
  return broken;
}

}  // namespace

bool LintOperation::carries_secret() const {
  return std::any_of(answers.begin(), answers.end(),
                     [](const LintAnswer& answer) { return answer.is_success() && !answer.secrets.empty(); });
}

const json& LintView::at(const std::string& pointer) const {
  static const json nothing;
  const json* found = find_pointer(document.value, pointer);
  return found ? *found : nothing;
}

std::string LintView::follow_from(const std::string& pointer) const {
  const json& node = at(pointer);
  if (!node.is_object() || !node.contains("$ref")) return pointer;
  try {
    return resolve(document.value, {.pointer = pointer}).pointer;
  } catch (const BadDocument&) {  // the rule reference-broken reports it
    return pointer;
  }
}

const json& LintView::resolved(const std::string& pointer) const { return at(follow_from(pointer)); }

bool names_secret(std::string_view name) {
  const std::string text = folded(name);
  if (std::any_of(harmless_words.begin(), harmless_words.end(),
                  [&](std::string_view word) { return text.find(word) != std::string::npos; }))
    return false;
  return std::any_of(secret_words.begin(), secret_words.end(),
                     [&](std::string_view word) { return text.ends_with(word); });
}

LintView view_for_lint(const Document& document, const LintScope& scope) {
  LintView view{.document = document, .scope = scope.operation};
  view.broken_references = find_broken_references(document.value);
  if (view.at("/paths").is_object())
    for (const auto& [path, item] : view.at("/paths").items()) add_operations(path, scope, view);
  return view;
}

}  // namespace assay
