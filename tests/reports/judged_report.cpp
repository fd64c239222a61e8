#include "tests/reports/judged_report.h"

#include "contracts/history_file.h"
#include "contracts/judge/judge.h"
#include "reports/json/seal.h"

namespace assay::test {

History broken_history() { return load_history("fixtures/histories/secret/fresh/fail.json"); }

RunFacts example_facts() {
  return {.base_url = "https://api.example.com",
          .vendor = "Acme",
          .tool_version = "0.1.0",
          .seed = 7,
          .command_line = {"assay", "check"},
          .started = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1),
          .duration = std::chrono::milliseconds(250)};
}

Report judged_report(const History& history, const Conditions& conditions) {
  const Contract contract = load_embedded_contract();
  const Redactor redactor = redactor_for(example_facts(), contract, history);
  Report report =
      make_report(example_facts(), contract, history, judge(contract, history, conditions), conditions, redactor);
  seal(report);
  return report;
}

}  // namespace assay::test
