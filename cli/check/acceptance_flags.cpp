
#include "cli/check/acceptance.h"
#include "cli/command.h"

namespace assay {

void add_acceptance(Command& command, AcceptanceOptions& options) {
  command
      .value("--waivers", options.waivers,
             "Known violations that somebody answers for until a day, YAML: they become WAIVED")
      .of("FILE");
  command.value("--baseline", options.baseline, "report.json of an earlier run, to say what changed since").of("FILE");
  command.switched(
      "--only-new", [&options] { options.counts = AcceptanceOptions::Counts::fresh; },
      "Only what is new or regressed since the --baseline makes the exit code 1");
}

}  // namespace assay
