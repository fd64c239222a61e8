// Who hears a run while it goes: the progress on the terminal, and events.ndjson beside the reports.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/check.h"
#include "cli/progress.h"
#include "cli/target.h"
#include "contracts/plan.h"
#include "reports/events.h"

namespace assay {

struct Listeners {
  std::optional<Progress> progress{};
  std::unique_ptr<EventLog> events{};
  std::string events_file{};

  // The limits with both as Limits::heard, which may be called while *this lives and stays where it is.
  Limits hear(Limits limits);
};

// The folder of the reports; empty when none are written.
std::string folder_of_reports(const CheckOptions& options);

// How many requests the run sends at most, but for what explore does to shrink a counterexample.
std::size_t count_planned(const CheckOptions& options, const Contract& contract, const Subject& subject,
                          std::uint64_t seed);

// Begins events.ndjson where reports are written. Throws BadDocument when it cannot. What is passed must outlive it.
void begin_events(Listeners& listeners, const CheckOptions& options, RunFacts facts, const Contract& contract,
                  const Conditions& conditions, Redactor& redactor);

// Ends events.ndjson with the report; gives `code`, or that of a leak.
int end_events(Listeners& listeners, const Report& report, int code, const Streams& streams);

}  // namespace assay
