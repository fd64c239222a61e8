// From a run to its report: the boundary at which everything is redacted.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/judge/judge.h"
#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

// What only the one who ran it knows.
struct RunFacts {
  std::string base_url{};  // to_url(target): what every request's target is appended to
  std::string vendor{};
  std::string product{};
  std::string product_version{};
  std::string tls_version{};
  std::string tool_version{};
  std::uint64_t seed = 0;
  std::vector<std::string> command_line{};  // as typed; credentials in it are hidden here
  std::chrono::system_clock::time_point started{};
  std::chrono::milliseconds duration{0};
  Report::Budgets budgets{};
  Report::Environment environment{};              // this_environment(); the clock offset is added here
  Headers credentials{};                          // headers sent with every request (Pool::headers)
  std::vector<std::string> environment_values{};  // what ${NAME} in them stood for: credentials all
  std::string last_secret_saved_to{};
  std::string report_file{};   // the report.json that will be written; empty: none
  std::string replay_flags{};  // what `assay replay` needs to find the same server; empty: nothing
};

// A Redactor that knows the policy's secret pointers, and that the catalogue's texts, the report's own words and the
// document's title and paths are public.
Redactor make_redactor(const Contract& contract);

// What must be known before a run is told: its credentials are tainted, then its own words are public, then all that
// `history` answered is tainted. May be called again with more of the run.
void learn_run(const RunFacts& facts, const History& history, Redactor& redactor);

// Both.
Redactor redactor_for(const RunFacts& facts, const Contract& contract, const History& history);

inline constexpr std::size_t most_shown_findings = 20;    // a clause
inline constexpr std::size_t most_shown_exchanges = 500;  // a report

// The report of a run, without document defects, waivers, baseline and leak audit, which others fill in. The
// redactor has learnt the run. Shows at most 20 findings a clause (`violations`
// counts all), 500 exchanges, and 4 KiB of a body. `conditions` are those of judge(): conclude() and applicable() need
// them.
Report make_report(const RunFacts& facts, const Contract& contract, const History& history,
                   const std::vector<Verdict>& verdicts, const Conditions& conditions, const Redactor& redactor);

// Operating system and continuous integration service of this process, from uname and the environment.
Report::Environment this_environment();

}  // namespace assay
