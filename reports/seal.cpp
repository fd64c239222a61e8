#include "reports/seal.h"

#include <utility>

#include "contracts/digest.h"
#include "reports/report_json.h"

namespace assay {

std::string seal_of(Report report) {
  report.integrity.reset();
  return sha256_hex(to_json_text(std::move(report)));
}

void seal(Report& report) { report.integrity = Report::Integrity{seal_of(report)}; }

}  // namespace assay
