#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/prove/prove.h"

namespace assay {

Action add_prove(CLI::App& app, const CommandLine&) {
  const auto chosen = std::make_shared<ProveOptions>();
  ProveOptions& options = *chosen;
  auto* command = app.add_subcommand("prove", "Show that every check can fail: run them all against mocks that lie");
  take_seed(*command->add_option("--seed", options.seed, "Of the first run, 0 to 2^64-1 [1]"));
  command->add_option("--runs", options.runs, "How many runs, each with the next seed [1]")
      ->type_name("N")
      ->check(whole_number(1, 100000));
  add_comma_list(*command, "--only", options.only, "NAMES",
                 "Deviations to try, comma-separated; none: the mock without one [all]");
  command->add_option("--format", options.format, "text or markdown [text]")
      ->type_name("FORMAT")
      ->check(one_of({"text", "markdown"}));
  command->footer(
      "Examples:\n"
      "  assay prove                                the matrix, deviation x clause\n"
      "  assay prove --only cycle-of-5 --runs 100   one deviation, a hundred seeds\n"
      "  assay prove --only none --runs 1000        is a correct server ever blamed?\n"
      "Exit: 0 the proof holds, 1 it does not, 2 usage.");
  return [chosen] { return run_prove(*chosen); };
}

}  // namespace assay
