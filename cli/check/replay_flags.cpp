#include <iostream>
#include <memory>

#include "cli/arguments.h"
#include "cli/check/replay.h"

namespace assay {

Subcommand add_replay(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<ReplayOptions>();
  ReplayOptions& options = *chosen;
  Command command = program.command("replay", "Send the exchanges of a report's finding again and judge them");
  command.value("REPORT", options.report, "A report.json").required();
  command.value("CLAUSE", options.clause, "The clause that was broken, such as secret/fresh").required();
  command.value("--case", options.finding, "Which of the clause's findings [1]")
      .of("N")
      .checked(whole_number(1, 1000000));
  command.value("--url", options.target.url, "Another server [the report's]").of("URL");
  command.switched(
      "--mock", [&options] { options.whom = ReplayOptions::Whom::mock; },
      "The mock in this process, for a report of one: give the same --deviation and --seed");
  add_target(command, options.target);
  add_documents(command, options.documents);
  command.footer(
      "Examples:\n"
      "  assay replay out/report.json secret/fresh --rotate --id 17\n"
      "  assay replay out/report.json secret/fresh --mock --deviation same-secret-again --seed 1\n"
      "Exit: 0 the clause held, 1 it is broken again, 2 usage or report, 3 unreachable, 4 nothing could show it.");
  return {command, [chosen] { return run_replay(*chosen, {.out = std::cout, .err = std::cerr}); }};
}

}  // namespace assay
