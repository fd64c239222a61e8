// What a document leaves open about an operation: who may call it, how it fails, whether it may be tried again.
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

std::string of(const LintOperation& operation) { return operation.method + ' ' + operation.path; }

// The security that counts for the operation: its own, else the document's.
std::string security_of(const LintView& view, const LintOperation& operation) {
  const std::string own = below(operation.pointer, "security");
  return view.at(own).is_null() ? "/security" : own;
}

bool asks_for_nobody(const json& security) {
  return !security.is_array() || security.empty() ||
         std::any_of(security.begin(), security.end(),
                     [](const json& each) { return each.is_object() && each.empty(); });
}

void no_security(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations) {
    const std::string at = security_of(view, operation);
    if (asks_for_nobody(view.at(at)) && (operation.method != "GET" || operation.carries_secret()))
      report(view.at(at).is_null() ? operation.pointer : at,
             of(operation) + " asks for no credentials, by this document: anyone may call it");
  }
}

bool documents(const LintOperation& operation, const std::string& status) {
  return std::any_of(operation.answers.begin(), operation.answers.end(), [&](const LintAnswer& answer) {
    return answer.status == status || answer.status == status.substr(0, 1) + "XX" || answer.status == "default";
  });
}

void no_errors(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations) {
    std::vector<std::string> expected = {"401", "403", "429"};
    if (operation.path.find('{') != std::string::npos) expected.insert(expected.begin() + 2, "404");
    if (operation.method != "GET" && operation.method != "HEAD") expected.insert(expected.end() - 1, "409");
    std::string missing;
    for (const auto& status : expected)
      if (!documents(operation, status)) missing += (missing.empty() ? "" : ", ") + status;
    if (!missing.empty())
      report(below(operation.pointer, "responses"), of(operation) + " does not say what comes with " + missing);
  }
}

bool speaks_of_retries(const LintView& view, const LintOperation& operation) {
  std::string text;
  for (const char* member : {"summary", "description"})
    if (const json& words = view.at(below(operation.pointer, member)); words.is_string())
      text += words.get<std::string>() + ' ';
  for (const auto& parameter : operation.parameters)
    if (const json& name = view.at(below(parameter, "name")); name.is_string()) text += name.get<std::string>() + ' ';
  text = to_lower(text);
  return text.find("idempoten") != std::string::npos || text.find("retr") != std::string::npos;
}

void no_retries(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    if (operation.method == "POST" && !speaks_of_retries(view, operation))
      report(operation.pointer,
             of(operation) +
                 " is not idempotent by its method, and nothing says whether a call whose answer was "
                 "lost may be made again");
}

bool is_unbounded_integer(const json& schema) {
  if (!schema.is_object() || schema.value("type", json()) != "integer") return false;
  const auto has = [&](const char* name) { return schema.contains(name); };
  return !has("enum") && !has("const") &&
         (!(has("minimum") || has("exclusiveMinimum")) || !(has("maximum") || has("exclusiveMaximum")));
}

void unbounded_integers(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    for (const auto& parameter : operation.parameters) {
      const json& name = view.at(below(parameter, "name"));
      if (is_unbounded_integer(view.resolved(below(parameter, "schema"))))
        report(parameter, "the integer parameter " + (name.is_string() ? name.get<std::string>() : "") +
                              " lacks a minimum or a maximum: 0, -1 and 400 digits are valid");
    }
}

bool has_example(const LintView& view, const std::string& media) {
  const json& node = view.at(media);
  const json& schema = view.resolved(below(media, "schema"));
  const auto shows = [](const json& value) {
    return value.is_object() && (value.contains("example") || value.contains("examples"));
  };
  return shows(node) || shows(schema);
}

void no_example(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    for (const auto& answer : operation.answers) {
      const std::string content = below(answer.pointer, "content");
      if (answer.status != "422" || !view.at(content).is_object()) continue;
      for (const auto& [media, unused] : view.at(content).items())
        if (!has_example(view, below(content, media)))
          report(answer.pointer, "the 422 of " + of(operation) + " has no example: its form is left to the reader");
    }
}

void no_schema(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    for (const auto& answer : operation.answers) {
      const std::string content = below(answer.pointer, "content");
      if (!view.at(content).is_object()) continue;
      for (const auto& [media, node] : view.at(content).items())
        if (node.is_object() && (!node.contains("schema") || node["schema"] == json::object()))
          report(below(content, media),
                 "the " + answer.status + " of " + of(operation) + " has no schema: any body is valid");
    }
}

void no_operation_id(const LintView& view, const Report& report) {
  for (const auto& operation : view.operations)
    if (operation.id.empty()) report(operation.pointer, of(operation) + " has no operationId to call it by");
}

}  // namespace

std::vector<LintRule> lint_rules_on_operations() {
  return {
      {"security-empty", "An operation that changes something or gives out a secret asks for credentials.",
       Level::error, no_security},
      {"errors-undocumented", "An operation documents 401, 403, 429 and, where they can come, 404 and 409.",
       Level::warning, no_errors},
      {"retry-unsaid", "A POST says whether it may be sent again.", Level::warning, no_retries},
      {"integer-unbounded", "An integer parameter has a minimum and a maximum.", Level::warning, unbounded_integers},
      {"example-missing", "A 422 has an example.", Level::note, no_example},
      {"schema-missing", "An answer with a body has a schema.", Level::warning, no_schema},
      {"operation-id-missing", "An operation has an operationId.", Level::note, no_operation_id},
  };
}

}  // namespace assay
