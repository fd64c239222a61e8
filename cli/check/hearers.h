// Who hears a run while it goes: the file of the last secrets, events.ndjson beside the reports, and the progress on
// the terminal.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/check/check.h"
#include "cli/check/last_secrets.h"
#include "cli/check/progress.h"
#include "cli/check/secret_file.h"
#include "cli/check/subject.h"
#include "contracts/plan/plan.h"
#include "reports/events/events.h"

namespace assay {

// The secrets heard, and the file that holds them.
struct SavedSecrets {
  SavedSecrets(const std::string& path, const Contract& contract) : file(path), secrets(contract) {}
  SecretFile file;
  LastSecrets secrets;
  std::string url{};  // of the target
};

struct Hearers {
  std::unique_ptr<SavedSecrets> saved{};
  std::optional<Progress> progress{};
  std::unique_ptr<EventLog> events{};
  std::string events_file{};

  // All of them as one, which may be called while *this lives and stays where it is.
  Heard heard();
};

// The folder of the reports; empty when none are written.
std::string folder_of_reports(const CheckOptions& options);

// Where the last secrets are to be saved: makes the file, so that one that cannot be written is known before anything
// is rotated. Throws BadDocument.
void begin_saving(Hearers& hearers, const CheckOptions& options, const Contract& contract);

// How many requests the run sends at most, but for what explore does to shrink a counterexample.
std::size_t count_planned(const CheckOptions& options, const Contract& contract, const Subject& subject,
                          std::uint64_t seed);

// Begins events.ndjson where reports are written. Throws BadDocument when it cannot. What is passed must outlive it.
void begin_events(Hearers& hearers, const CheckOptions& options, RunFacts facts, const Contract& contract,
                  const Conditions& conditions, Redactor& redactor);

// Ends events.ndjson with the report; gives `code`, or that of a leak.
int end_events(Hearers& hearers, const Report& report, int code, const Streams& streams);

}  // namespace assay
