#include "contracts/schema/schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "contracts/schema/compiler.h"
#include "contracts/schema/evaluation.h"
#include "contracts/schema/limits.h"

namespace assay {
namespace {

constexpr std::size_t most_violations = 20;  // of one instance; a finding is made of each

// By pointer, each once.
void order(std::vector<Violation>& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.pointer < b.pointer; });
  std::vector<Violation> once;
  std::size_t place = 0;  // the first in `once` with the pointer looked at
  for (Violation& violation : violations) {
    if (place < once.size() && once[place].pointer != violation.pointer) place = once.size();
    const auto begin = once.begin() + static_cast<std::ptrdiff_t>(place);
    if (std::find(begin, once.end(), violation) == once.end()) once.push_back(std::move(violation));
  }
  violations = std::move(once);
}

}  // namespace

struct Schema::Compiled {
  SchemaNodes nodes{};
};

Schema::Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Schema Schema::compile(const nlohmann::json& document, const Place& place) {
  return Schema(std::make_shared<const Compiled>(Compiled{.nodes = compile_schema(document, place)}));
}

std::vector<Violation> Schema::validate(const nlohmann::json& instance,
                                        const std::map<std::string, std::string>& big_integers) const {
  if (std::optional<Violation> violation = over_limit(instance)) return {*violation};
  std::vector<Violation> violations = evaluate(compiled_->nodes, instance, big_integers);
  order(violations);
  if (violations.size() <= most_violations) return violations;
  violations.resize(most_violations);
  violations.back().message += "; more is wrong, and not listed";
  return violations;
}

}  // namespace assay
