#include "reports/model/catalogue_digest.h"

#include "contracts/digest.h"

namespace assay {

std::string catalogue_digest(const std::vector<const Check*>& catalogue) {
  std::string text;
  for (const Check* check : catalogue)
    text += check->id + '\t' + std::string(to_text(check->level)) + '\t' + check->requirement + '\n';
  return sha256_hex(text);
}

std::string our_catalogue_digest() {
  std::vector<const Check*> catalogue;
  for (const Check& check : checks()) catalogue.push_back(&check);
  return catalogue_digest(catalogue);
}

}  // namespace assay
