// Notices, while a run goes on, that the server is not the one that the document describes.
#pragma once

#include <cstddef>
#include <string>

#include "contracts/contract.h"
#include "contracts/http/history.h"

namespace assay {

// Looks at the successes of requests of the operation for the plain integer of a token. Not thread-safe; the contract
// must outlive it.
class RecordWatch {
 public:
  explicit RecordWatch(const Contract& contract) : contract_(contract) {}

  // Why no token should be rotated any more: the first five successes, and none since, showed a record: the new
  // secret, or half of the members that a rotation leaves alone. Empty while
  // that is not so, and for good once a record was seen. `so_far` is one history, which grew since the call before;
  // each exchange is read once.
  std::string why_stop(const History& so_far);

 private:
  const Contract& contract_;
  std::size_t read_ = 0;       // exchanges looked at
  std::size_t successes_ = 0;  // without a record
  bool seen_ = false;
};

}  // namespace assay
