// The last secret of each token, heard while the run goes: a run that is killed has given tokens new secrets, and the
// file of --save-last-secret must hold them then too.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/judge/rotations.h"

namespace assay {

// Not thread-safe. The contract must outlive it.
class LastSecrets {
 public:
  explicit LastSecrets(const Contract& contract) : contract_(contract) {}

  // Reads the exchanges of `so_far` that it has not read yet; each is read once. True when one of them rotated a token,
  // or may have.
  bool hear(const History& so_far);

  // {"target": URL, "tokens": [{"id", "webhook_secret", "issued", "certain"}]}, in the policy's words:
  // last_of_each_token() of `heard`, the history that was heard so far. Empty when no answer showed a secret.
  std::string text(const std::string& url, const History& heard) const;

 private:
  const Contract& contract_;
  std::vector<SeenRotation> rotations_{};
  std::size_t heard_ = 0;  // exchanges
};

}  // namespace assay
