// events.ndjson: what a run learnt, one JSON object a line, written while it goes, so that a killed run loses nothing
// that was heard.
//
//     {"event":"report","report":{...}}        the report so far without its exchanges: first, after each scenario, and
//                                              last
//     {"event":"exchange","exchange":{...},    as it was heard; which operation of the policy it asked for, if one, and
//      "operation":"...","success":true,       whether its answer is a success of it; what it rotated, and at most how
//      "resources":[...],"at_most":1}          often (reports/side_effects.h)
//     {"event":"end"}                          the run came to its end
//
// An exchange's id is its index in the run, as in the report; the clauses cite these.
//
// Redaction is at the boundary here too, but it knows only what was heard so far: a value that the server first shows
// where no secret belongs, and later as a secret, stands in the file until finish() rewrites it. A killed run's file
// may therefore hold it; the file is readable by its owner alone (mode 0600).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/judge/judge.h"
#include "reports/make_report.h"
#include "reports/model/private_file.h"
#include "reports/model/report.h"
#include "reports/redaction/leak_audit.h"
#include "reports/redaction/redactor.h"

namespace assay {

// Used by one thread. Judges again what was heard when a scenario begins, and in a long one when as much again was
// heard: the cost of all judging stays within twice that of the last.
class EventLog {
 public:
  // Everything must outlive the log. Makes the folder of `file`. Throws BadDocument when it cannot be written; so does
  // heard().
  EventLog(std::string file, RunFacts facts, const Contract& contract, Conditions conditions, Redactor& redactor);
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  // The exchanges of a round, from `first` on, as contracts/plan/plan.h says of Limits::heard.
  void heard(const History& so_far, std::size_t first);

  // Writes the last report and the end, redacts the file with all that is known now, and searches it. Throws
  // BadDocument when something could not be written, now or before.
  LeakSearch finish(Report last);

 private:
  void write_exchange(const History& so_far, std::size_t index);
  void judge_again(const History& so_far);
  void write(std::string_view line);

  std::string file_;
  RunFacts facts_;
  const Contract& contract_;
  Conditions conditions_;
  Judge judge_;  // one for all times, since it remembers what it read
  Redactor& redactor_;
  std::optional<PrivateFile> out_{};
  std::size_t judged_ = 0;  // exchanges
};

// What Report::run::stopped_early begins with when a report was made from the events of a run without an end.
inline constexpr std::string_view interrupted_mark = "INTERRUPTED: ";

// The report of the run that wrote `text`. Without an end it is marked interrupted and never conforms. A last line that
// was cut off is left out. Throws BadDocument, with the line, for what is no such file.
Report report_from_events(std::string_view text, const std::string& file);

}  // namespace assay
