// What a vendor gave out in a run, and whether assay kept it to itself.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "contracts/secrets/tainted_values.h"
#include "tests/end-to-end/process.h"

namespace assay::test {

// Values that no output of a run may hold. May be added to from several threads.
class Canaries {
 public:
  void add(const std::string& value);
  std::size_t size() const;
  // What of `run` and of the files in `folder` holds one of them, in any encoding that redaction searches: names of
  // files, "stdout", "stderr".
  std::vector<std::string> shown_by(const Finished& run, const std::string& folder) const;

 private:
  mutable std::mutex mutex_{};
  TaintedValues values_{};
};

}  // namespace assay::test
