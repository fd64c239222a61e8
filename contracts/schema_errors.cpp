#include "contracts/schema_errors.h"

#include <algorithm>
#include <map>

#include "contracts/pointer.h"

namespace assay {
namespace {

constexpr std::string_view own_prefix = "assay:";

struct Wording {
  std::string_view start{};
  std::string_view keyword{};  // empty: says only that something below failed
  std::string_view message{};  // empty: valijson's
};

// valijson 1.0's texts (validation_visitor.hpp). The tests hold each against it.
constexpr Wording wordings[] = {
    {"Missing required property '", "required", ""},
    {"Failed to match against any enum values", "enum", "is none of the values allowed"},
    {"Failed to match expected value set by 'const'", "const", "is not the one value allowed"},
    {"Failed to validate against any schemas allowed by anyOf", "anyOf", "fits none of the alternatives"},
    {"Failed to validate against any child schemas allowed by oneOf", "oneOf", "fits none of the alternatives"},
    {"Failed to validate against exactly one child schema", "oneOf", "fits more than one of the alternatives"},
    {"Target should not validate", "not", "fits what is ruled out"},
    {"Failed to validate against a conditional schema", "if", "does not fit the branch that its 'if' selects"},
    {"Failed to any values against subschema in 'contains'", "contains", "holds no item of the kind wanted"},
    {"Expected number less than or equal to", "maximum", ""},
    {"Expected number less than", "exclusiveMaximum", ""},
    {"Expected number greater than or equal to", "minimum", ""},
    {"Expected number greater than", "exclusiveMinimum", ""},
    {"Array should contain no more than", "maxItems", ""},
    {"Array should contain no fewer than", "minItems", ""},
    {"Object should have no more than", "maxProperties", ""},
    {"Object should have no fewer than", "minProperties", ""},
    {"Failed to validate against schema associated with", "", ""},
    {"Failed to validate against child schema", "", ""},
    {"Failed to validate item #", "", ""},
    {"Failed to validate against additional properties schema", "", ""},
};

constexpr Wording unknown{"", "schema", ""};

const Wording& wording_of(std::string_view text) {
  const auto found = std::find_if(std::begin(wordings), std::end(wordings),
                                  [&](const Wording& wording) { return text.starts_with(wording.start); });
  return found == std::end(wordings) ? unknown : *found;
}

std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    pointer = below(pointer, std::string_view(context[i]).substr(1, context[i].size() - 2));
  }
  return pointer;
}

Violation own_violation(std::string pointer, std::string_view text) {
  const std::string_view rest = text.substr(own_prefix.size());
  const std::size_t colon = rest.find(':');
  return {.pointer = std::move(pointer),
          .keyword = std::string(rest.substr(0, colon)),
          .message = std::string(rest.substr(colon + 1))};
}

Violation violation_of(const SchemaError& error, const Wording& wording) {
  std::string pointer = pointer_of(error.context);
  if (error.text.starts_with(own_prefix)) return own_violation(std::move(pointer), error.text);
  return {.pointer = std::move(pointer),
          .keyword = std::string(wording.keyword),
          .message = wording.message.empty() ? error.text : std::string(wording.message)};
}

bool is_choice(const Violation& violation) { return violation.keyword == "anyOf" || violation.keyword == "oneOf"; }

bool stands_in(const Violation& violation, const std::string& pointer) {
  return violation.pointer.starts_with(pointer) &&
         (violation.pointer.size() == pointer.size() || violation.pointer[pointer.size()] == '/');
}

struct Choice {
  std::string pointer{};
  std::size_t alternatives = 0;  // that failed
};

// The failed choice at `choice.pointer` in fewer words; `violations` as explain() says.
void shorten(std::vector<Violation>& violations, const Choice& choice) {
  const auto at_choice = [&](const Violation& v) { return v.pointer == choice.pointer; };
  const auto wrong_type = [&](const Violation& v) { return at_choice(v) && v.keyword == "type"; };
  const auto inner = [&](const Violation& v) {
    return stands_in(v, choice.pointer) && !wrong_type(v) && !(at_choice(v) && is_choice(v));
  };
  const auto types = std::count_if(violations.begin(), violations.end(), wrong_type);
  const bool any_inner = std::any_of(violations.begin(), violations.end(), inner);
  const bool one_left = choice.alternatives <= static_cast<std::size_t>(types) + 1;
  std::string types_told;
  for (const Violation& violation : violations) {
    if (wrong_type(violation)) types_told += (types_told.empty() ? ": " : "; ") + violation.message;
  }
  for (Violation& violation : violations) {
    if (at_choice(violation) && is_choice(violation) && !any_inner) violation.message += types_told;
  }
  std::erase_if(violations, wrong_type);
  if (any_inner && one_left)
    std::erase_if(violations, [&](const Violation& v) { return at_choice(v) && is_choice(v); });
}

void order(std::vector<Violation>& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.pointer < b.pointer; });
  std::vector<Violation> once;
  for (Violation& violation : violations) {
    if (std::find(once.rbegin(), once.rend(), violation) == once.rend()) once.push_back(std::move(violation));
  }
  violations = std::move(once);
}

}  // namespace

std::string own_error(std::string_view keyword, std::string_view message) {
  return std::string(own_prefix).append(keyword).append(":").append(message);
}

std::vector<Violation> explain(const std::vector<SchemaError>& errors) {
  std::vector<Violation> violations;
  std::map<std::string, std::size_t> failed_children;
  for (const SchemaError& error : errors) {
    const Wording& wording = wording_of(error.text);
    if (error.text.starts_with("Failed to validate against child schema")) ++failed_children[pointer_of(error.context)];
    if (!wording.keyword.empty()) violations.push_back(violation_of(error, wording));
  }
  std::vector<Choice> choices;
  for (const Violation& violation : violations) {
    if (is_choice(violation)) choices.push_back({violation.pointer, failed_children[violation.pointer]});
  }
  for (const Choice& choice : choices) shorten(violations, choice);
  if (violations.empty())
    violations.push_back({.pointer = "", .keyword = "schema", .message = "does not fit the schema"});
  order(violations);
  return violations;
}

}  // namespace assay
