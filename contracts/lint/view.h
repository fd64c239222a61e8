// An OpenAPI document as the rules of lint see it: operations, answers, and the members in them that carry secrets.
// Unlike contracts/openapi_reader.h it refuses nothing: what is malformed is skipped, since a rule or load_contract
// reports it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/lint/lint.h"

namespace assay {

struct SecretMember {
  std::string name{};
  std::string pointer{};  // of its schema, where it stands (not where a $ref leads)
  bool is_required = false;
};

struct LintAnswer {
  std::string status{};
  std::string pointer{};  // $ref followed
  std::vector<SecretMember> secrets{};

  bool is_success() const { return status.starts_with('2'); }
};

struct LintOperation {
  std::string id{};      // operationId; empty when there is none
  std::string method{};  // upper case
  std::string path{};
  std::string pointer{};
  std::vector<std::string> parameters{};  // pointers, $ref followed; those of the path item too
  std::vector<LintAnswer> answers{};

  bool carries_secret() const;  // in an answer of success
};

struct LintView {
  const Document& document;
  std::vector<LintOperation> operations{};
  std::string scope{};  // LintScope::operation
  struct BrokenReference {
    std::string pointer{};
    std::string message{};
  };
  std::vector<BrokenReference> broken_references{};  // $ref that leads nowhere, out of the document or in a circle

  // What stands at `pointer`; null (the JSON value) when nothing does.
  const nlohmann::json& at(const std::string& pointer) const;
  // The same after following $ref.
  const nlohmann::json& resolved(const std::string& pointer) const;
  // Where `pointer` leads by $ref; itself when that cannot be followed.
  std::string follow_from(const std::string& pointer) const;
};

// `document` must outlive the view.
LintView view_for_lint(const Document& document, const LintScope& scope);

// Whether a member of this name carries a secret: secret, password, token, api_key, private_key, and names that end so;
// but for tokens that only mark a page (next_page_token).
bool names_secret(std::string_view name);

}  // namespace assay
