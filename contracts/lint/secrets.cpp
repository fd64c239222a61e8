// What a document says of the secrets that its operations give out.
#include <algorithm>

#include "contracts/documents/pointer.h"
#include "contracts/http/http.h"
#include "contracts/lint/rules.h"
#include "contracts/lint/view.h"

namespace assay {
namespace {

using nlohmann::json;
using Level = LintRule::Level;
using Report = LintRule::Report;

template <class Use>
void for_each_secret(const LintView& view, const Use& use) {
  for (const auto& operation : view.operations)
    for (const auto& answer : operation.answers)
      if (answer.is_success())
        for (const auto& secret : answer.secrets) use(operation, answer, secret);
}

std::string of(const LintOperation& operation) { return operation.method + ' ' + operation.path; }

bool has_type(const json& schema, const char* type) {
  const auto found = schema.find("type");
  if (found == schema.end()) return false;
  return *found == type || (found->is_array() && std::find(found->begin(), found->end(), type) != found->end());
}

// Whether one of the schema's alternatives, or the schema, fulfils `is`.
template <class Is>
bool any_alternative(const LintView& view, const std::string& pointer, const Is& is) {
  const std::string at = view.follow_from(pointer);
  const json& schema = view.at(at);
  if (!schema.is_object()) return false;
  if (is(schema)) return true;
  for (const char* word : {"anyOf", "oneOf", "allOf"})
    if (schema.contains(word) && schema[word].is_array())
      for (std::size_t k = 0; k < schema[word].size(); ++k) {
        const json& alternative = view.resolved(below(below(at, word), std::to_string(k)));
        if (alternative.is_object() && is(alternative)) return true;
      }
  return false;
}

void optional(const LintView& view, const Report& report) {
  for_each_secret(view, [&](const LintOperation& operation, const LintAnswer& answer, const SecretMember& secret) {
    if (!secret.is_required)
      report(secret.pointer, secret.name + " is not required in the " + answer.status + " of " + of(operation) +
                                 ": a server that leaves it out passes every schema validator");
  });
}

void nullable(const LintView& view, const Report& report) {
  const auto allows_null = [](const json& schema) {
    return has_type(schema, "null") || schema.value("nullable", json()) == true;
  };
  for_each_secret(view, [&](const LintOperation&, const LintAnswer& answer, const SecretMember& secret) {
    if (any_alternative(view, secret.pointer, allows_null))
      report(secret.pointer,
             secret.name + " may be null in a " + answer.status + ": a server that gives no secret is right");
  });
}

void unbounded(const LintView& view, const Report& report) {
  const auto bounds = [](const json& schema) {
    return schema.contains("minLength") || schema.contains("pattern") || schema.contains("enum") ||
           schema.contains("const");
  };
  for_each_secret(view, [&](const LintOperation&, const LintAnswer&, const SecretMember& secret) {
    if (!any_alternative(view, secret.pointer, bounds))
      report(secret.pointer, secret.name + " has neither minLength nor pattern: the empty text is as good as 256 bits");
  });
}

// Letters of `text` in lower case, words divided by one space.
std::string words(const std::string& text) {
  std::string all = " ";
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) all += c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!letter && all.back() != ' ') all += ' ';
  }
  return all + ' ';
}

// The last word of a member's name stands in the operation's summary or the end of its path: that is what it is for.
bool is_purpose(const LintView& view, const LintOperation& operation, const std::string& name) {
  const json& summary = view.at(below(operation.pointer, "summary"));
  const std::string purpose = words((summary.is_string() ? summary.get<std::string>() : "") + ' ' +
                                    operation.path.substr(operation.path.rfind('/') + 1));
  std::string last = words(name);
  last.erase(last.find_last_not_of(' ') + 1);
  return purpose.find(last.substr(last.rfind(' ')) + ' ') != std::string::npos;
}

void needless(const LintView& view, const Report& report) {
  for_each_secret(view, [&](const LintOperation& operation, const LintAnswer& answer, const SecretMember& secret) {
    if (secret.is_required && answer.secrets.size() > 1 && !is_purpose(view, operation, secret.name))
      report(secret.pointer, secret.name + " is required in the " + answer.status + " of " + of(operation) +
                                 ", which is not about it: full, masked, empty and new are all valid");
  });
}

void cacheable(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    for (const auto& answer : operation.answers) {
      if (!answer.is_success() || answer.secrets.empty()) continue;
      const json& headers = view.at(below(answer.pointer, "headers"));
      const bool says =
          headers.is_object() && std::any_of(headers.items().begin(), headers.items().end(), [](const auto& header) {
            return equal_ignoring_case(header.key(), "Cache-Control");
          });
      if (!says)
        report(answer.pointer, "the " + answer.status + " of " + of(operation) +
                                   " carries a secret and documents no Cache-Control header, such as no-store");
    }
}

}  // namespace

std::vector<LintRule> lint_rules_on_secrets() {
  return {
      {"secret-optional", "A member of an answer that carries a secret is required.", Level::error, optional},
      {"secret-nullable", "A member of an answer that carries a secret is never null.", Level::error, nullable},
      {"secret-unbounded", "A secret has a least length or a pattern.", Level::warning, unbounded},
      {"secret-needless", "An operation requires no secret in its answer that it is not about.", Level::warning,
       needless},
      {"secret-cacheable", "An answer with a secret documents Cache-Control.", Level::warning, cacheable},
  };
}

}  // namespace assay
