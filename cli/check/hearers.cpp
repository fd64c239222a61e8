#include "cli/check/hearers.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "cli/check/sending.h"

namespace assay {
namespace {

constexpr std::size_t steps_of_a_case = 12;  // at most

// What goes wrong here goes wrong again at the end, where it is told.
void save(SavedSecrets& saved, const History& so_far) {
  const std::string text = saved.secrets.text(saved.url, so_far);
  if (!text.empty()) static_cast<void>(saved.file.save(text));
}

}  // namespace

Heard Hearers::heard() {
  return [this](const History& so_far, std::size_t first) {
    if (saved && saved->secrets.hear(so_far)) save(*saved, so_far);
    if (events) events->heard(so_far, first);
    if (progress) progress->heard(so_far, first);
  };
}

void begin_saving(Hearers& hearers, const CheckOptions& options, const Contract& contract) {
  if (!options.save_last_secret.empty())
    hearers.saved = std::make_unique<SavedSecrets>(options.save_last_secret, contract);
}

std::string folder_of_reports(const CheckOptions& options) {
  if (options.reports.empty() && options.report_dir.empty()) return "";
  return options.report_dir.empty() ? "assay-report" : options.report_dir;
}

std::size_t count_planned(const CheckOptions& options, const Contract& contract, const Subject& subject,
                          std::uint64_t seed) {
  std::size_t count = last_rotations(options, contract, subject.pool).rounds.size();
  for (const Plan& plan : scenario_plans(options, contract, subject.pool, seed)) count += count_requests(plan);
  const std::size_t budget = options.target.max_requests - 1;  // open_subject has spent one
  return std::min(count + cases_of(options, subject) * steps_of_a_case, budget);
}

void begin_events(Hearers& hearers, const CheckOptions& options, RunFacts facts, const Contract& contract,
                  const Conditions& conditions, Redactor& redactor) {
  const std::string folder = folder_of_reports(options);
  if (folder.empty()) return;
  hearers.events_file = folder + "/events.ndjson";
  hearers.events = std::make_unique<EventLog>(hearers.events_file, std::move(facts), contract, conditions, redactor);
}

int end_events(Hearers& hearers, const Report& report, int code, const Streams& streams) {
  if (!hearers.events) return code;
  const LeakSearch leaks = hearers.events->finish(report);
  if (leaks.hits.empty()) return code;
  streams.err << "assay: " << hearers.events_file
              << " held a secret and was removed; please report this as a bug of assay\n";
  return leaked;
}

}  // namespace assay
