#include "reports/json/seal.h"

#include "contracts/digest.h"
#include "reports/json/report_writer.h"

namespace assay {

std::string seal_of(const Report& report) {
  Report unsealed = report;
  seal(unsealed);
  return unsealed.integrity->sha256;
}

void seal(Report& report) {
  report.integrity.reset();
  report.integrity = Report::Integrity{sha256_hex(json_text_of(report, Layout::indented) + '\n')};
}

}  // namespace assay
