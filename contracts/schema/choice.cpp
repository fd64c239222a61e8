#include "contracts/schema/choice.h"

#include <algorithm>

namespace assay {

void explain_choice(std::vector<Violation>& violations, const FailedChoice& choice) {
  const auto wrong_type = [&](const Violation& v) { return v.pointer == choice.pointer && v.keyword == "type"; };
  std::string types_told;
  std::size_t types = 0;
  for (const Violation& violation : violations) {
    if (!wrong_type(violation)) continue;
    types_told += (types++ == 0 ? ": " : "; ") + violation.message;
  }
  std::erase_if(violations, wrong_type);
  const bool any_inner = !violations.empty();
  if (any_inner && choice.alternatives <= types + 1) return;
  violations.push_back({.pointer = choice.pointer,
                        .keyword = choice.keyword,
                        .message = "fits none of the alternatives" + (any_inner ? "" : types_told)});
}

}  // namespace assay
