// Whether a report still says what its evidence says: an edited summary, verdict, count, clause, exchange or digest
// shows.
//
// Two kinds of evidence. The seal (seal.h) covers every byte, but has no key: whoever edits a report can compute it
// anew. What is computed again from the findings, exchanges and this program's catalogue needs no trust in the seal,
// and some clauses are judged again from the exchanges (verify_judgement.h). A forger who changes findings and
// exchanges alike, or takes both out, is not seen. Who needs that signs the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "reports/model/report.h"

namespace assay {

struct Discrepancy {
  std::string pointer{};  // into the report
  std::string message{};  // what it says, and what the evidence says
};

struct Verification {
  std::vector<Discrepancy> discrepancies{};
  std::vector<std::string> notes{};  // what could not be looked at
};

// `text` is the file's content and `report` what it holds. `document` is the OpenAPI document's content; empty: not
// given. `contract` judges the exchanges again if it was made of the report's document.
Verification verify_report(const Report& report, std::string_view text, std::string_view document,
                           const Contract& contract);

}  // namespace assay
