// How new secrets are written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contracts/contract.h"

namespace assay {

// Immutable; may be used from several threads at once. For Slate: the policy's prefix, then base64. For another API as
// the schema of the secret wants it: by its pattern, as a UUID, or the prefix and base64url no longer than maxLength.
class SecretSpelling {
 public:
  explicit SecretSpelling(const Contract& contract);

  // The secret that random bytes make: the same bytes, the same secret. Throws BadDocument, at the place of the schema,
  // where no secret is found that its pattern matches.
  std::string spell(std::string_view random) const;

 private:
  std::string by_pattern(std::string_view random) const;

  bool is_slate_ = true;
  std::string prefix_{}, pattern_{};
  bool is_uuid_ = false;
  std::size_t least_ = 0, most_;
  Place place_{};
};

}  // namespace assay
