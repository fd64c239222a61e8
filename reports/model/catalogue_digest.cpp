#include "reports/model/catalogue_digest.h"

#include "contracts/digest.h"

namespace assay {

std::string catalogue_digest(const Catalogue& catalogue) {
  std::string text;
  for (const auto& check : catalogue)
    text += check->id + '\t' + std::string(to_text(check->level)) + '\t' + check->requirement + '\n';
  return sha256_hex(text);
}

}  // namespace assay
