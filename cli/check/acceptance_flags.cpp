#include <CLI/CLI.hpp>

#include "cli/check/acceptance.h"

namespace assay {

void add_acceptance(CLI::App& command, AcceptanceOptions& options) {
  command
      .add_option("--waivers", options.waivers,
                  "Known violations that somebody answers for until a day, YAML: they become WAIVED")
      ->type_name("FILE");
  command.add_option("--baseline", options.baseline, "report.json of an earlier run, to say what changed since")
      ->type_name("FILE");
  command.add_flag_callback(
      "--only-new", [&options] { options.counts = AcceptanceOptions::Counts::fresh; },
      "Only what is new or regressed since the --baseline makes the exit code 1");
}

}  // namespace assay
