// What the user accepts of a run: waivers, and what an earlier run (the baseline) showed already.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/judge/judge.h"
#include "reports/compare/waivers.h"
#include "reports/make_report.h"
#include "reports/model/report.h"

namespace assay {

class Command;  // cli/command.h

struct AcceptanceOptions {
  std::string waivers{};   // a file, see reports/compare/waivers.h; empty: none
  std::string baseline{};  // a report.json; empty: none
  // fresh: only what is new or regressed since the baseline makes the exit code 1.
  enum class Counts { all, fresh } counts = Counts::all;
};

// --waivers, --baseline, --only-new.
void add_acceptance(Command& command, AcceptanceOptions& options);

struct Acceptance {
  std::vector<Waiver> waivers{};
  std::optional<Report> baseline{};
  AcceptanceOptions::Counts counts = AcceptanceOptions::Counts::all;
};

// To be called before anything is sent. Throws BadDocument: a file that cannot be used, a baseline of another document
// or catalogue, --only-new without a baseline.
Acceptance load_acceptance(const AcceptanceOptions& options, const Contract& contract);

// Waives verdicts; gives Report::waivers.
std::vector<Report::Waiver> waive(const Acceptance& acceptance, const RunFacts& facts, std::vector<Verdict>& verdicts);

// Sets Report::baseline.
void compare_with_baseline(const Acceptance& acceptance, Report& report);

// The verdicts that the exit code counts: with Counts::fresh, those that were broken in the baseline already count as
// waived.
std::vector<Verdict> counted(const Acceptance& acceptance, const Report& report, std::vector<Verdict> verdicts);

// What became of waivers and baseline, a line each.
void tell_acceptance(const Report& report, std::ostream& out);

}  // namespace assay
