#include <memory>

#include "cli/arguments.h"
#include "cli/prove/prove.h"

namespace assay {

Subcommand add_prove(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<ProveOptions>();
  ProveOptions& options = *chosen;
  Command command = program.command("prove", "Show that every check can fail: run them all against mocks that lie");
  command.value("--seed", options.seed, "Of the first run, 0 to 2^64-1 [1]").of("N").checked(seed());
  command.value("--runs", options.runs, "How many runs, each with the next seed [1]")
      .of("N")
      .checked(whole_number(1, 100000));
  command.list("--only", options.only, "Deviations to try, comma-separated; none: the mock without one [all]")
      .of("NAMES");
  add_documents(command, options.documents);
  command.value("--format", options.format, "text or markdown [text]")
      .of("FORMAT")
      .checked(one_of({"text", "markdown"}));
  command.footer(
      "Examples:\n"
      "  assay prove                                the matrix, deviation x clause\n"
      "  assay prove --only cycle-of-5 --runs 100   one deviation, a hundred seeds\n"
      "  assay prove --only none --runs 1000        is a correct server ever blamed?\n"
      "  assay prove --document mine.openapi.yaml --policy mine.policy.yaml\n"
      "                                             your own laws: can your test fail?\n"
      "Exit: 0 the proof holds, 1 it does not, 2 usage.");
  return {command, [chosen] { return run_prove(*chosen); }};
}

}  // namespace assay
