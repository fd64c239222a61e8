// The last secret of each token, heard while the run goes: a run that is killed has given tokens new secrets, and the file of
// --save-last-secret must hold them then too.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"

namespace assay {

// Not thread-safe. The contract must outlive it.
class LastSecrets {
 public:
  explicit LastSecrets(const Contract& contract) : contract_(contract) {}

  // Reads the exchanges of `so_far` that it has not read yet; each is read once. True when one of them may have rotated a token.
  bool hear(const History& so_far);

  // {"target": URL, "tokens": [{"id", "webhook_secret", "issued", "certain"}]}. `certain` is false when another rotation of the
  // token was answered later, or may have been, without showing its secret, or at the same time. Empty when no answer showed a
  // secret. Linear in what was heard, a token.
  std::string text(const std::string& url) const;

 private:
  // What an exchange did to the tokens that it asked for and showed, on a lenient server too. Empty texts for none.
  struct Turn {
    std::string asked{};
    std::string shown{};
    std::string secret{};
    RunTime sent{0};
    RunTime done{0};
    bool shows = false;  // a secret, which may be empty
    bool lost = false;   // no answer came
  };

  bool is_certain(const std::string& token, const Turn& issued) const;

  const Contract& contract_;
  std::vector<Turn> turns_{};  // those that may have rotated
  std::size_t heard_ = 0;      // exchanges
  std::chrono::system_clock::time_point started_{};
};

}  // namespace assay
