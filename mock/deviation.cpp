#include "mock/deviation.h"

#include <algorithm>

#include "mock/deviations/wraps.h"

namespace assay {

const std::vector<Deviation>& deviations() {
  static const std::vector<Deviation> all = {
      {"same-secret-again", "Every second rotation of a token gives the secret of the one before.", "secret/fresh",
       same_secret_again},
      {"shared-secret", "The n-th rotation of every token gives the same secret.", "secret/unique-across-tokens",
       shared_secret},
      {"null-secret", "A rotation answers 200 with a null secret.", "secret/present", null_secret},
      {"missing-member", "A 200 lacks the required member created_by.", "shape/schema-200", missing_member},
      {"string-detail", "A 422 says its detail as text, not as a list of errors.", "shape/schema-422", string_detail},
      {"changed-id", "A 200 shows another id than the one asked for.", "state/id", changed_id},
      {"wrong-last4", "token_last4 is not how the token ends.", "state/token-consistent", wrong_last4},
      {"crash-on-bad-id", "An id that is no integer is answered 500.", "invalid-id/422", crash_on_bad_id},
  };
  return all;
}

const Deviation* find_deviation(std::string_view id) {
  const auto& all = deviations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Deviation& d) { return d.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace assay
