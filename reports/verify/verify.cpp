#include "reports/verify/verify.h"

#include <algorithm>

#include "contracts/digest.h"
#include "reports/json/report_json.h"
#include "reports/json/seal.h"
#include "reports/verify/verify_clauses.h"
#include "reports/verify/verify_evidence.h"
#include "reports/verify/verify_judgement.h"

namespace assay {
namespace {

void verify_digests(const Report& report, std::string_view text, std::string_view document, Verification& result) {
  if (!report.integrity)
    result.discrepancies.push_back({"/integrity", "the report has no digest of its content"});
  else if (const std::string seal = seal_of(report); seal != report.integrity->sha256)
    result.discrepancies.push_back({"/integrity/sha256", "is " + report.integrity->sha256 + ", the content gives " +
                                                             seal + ": something in the report was changed"});
  if (to_json_text(report) != text)
    result.discrepancies.push_back(
        {"",
         "the bytes are not those that assay writes: it was laid out anew, or holds members that assay does not know"});
  if (document.empty())
    result.notes.push_back("the document's digest was not compared: give the file with --document FILE");
  else if (const std::string sha256 = sha256_hex(document); sha256 != report.document.sha256)
    result.discrepancies.push_back(
        {"/document/sha256", "is " + report.document.sha256 + ", the document given has " + sha256});
}

// The contract as the report's run had it: where a sink listened, with the laws about deliveries.
Contract as_judged(Contract contract, const Report& report) {
  const bool heard = std::any_of(report.clauses.begin(), report.clauses.end(),
                                 [](const Report::Clause& clause) { return clause.id.starts_with("webhook/"); });
  if (heard) contract.deliveries = Contract::Deliveries::heard;
  return contract;
}

}  // namespace

Verification verify_report(const Report& report, std::string_view text, std::string_view document,
                           const Contract& given) {
  const Contract contract = as_judged(given, report);
  Verification result;
  verify_digests(report, text, document, result);
  const Catalogue catalogue = catalogue_of(contract);
  verify_summary(report, catalogue, result);
  verify_clauses(report, catalogue, result);
  verify_evidence(report, result);
  verify_judgement(report, contract, catalogue, result);
  return result;
}

}  // namespace assay
