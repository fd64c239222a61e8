#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/list/list.h"

namespace assay {

Action add_list(CLI::App& app, const CommandLine&) {
  const auto chosen = std::make_shared<ListOptions>();
  ListOptions& options = *chosen;
  auto* command =
      app.add_subcommand("list", "Print what there is: checks, scenarios, deviations, faults, formats or rules");
  command->add_option("WHAT", options.what, "checks, scenarios, deviations, faults, formats or rules (of lint)")
      ->required()
      ->check(one_of({"checks", "scenarios", "deviations", "faults", "formats", "rules"}));
  command->footer("Examples:\n  assay list checks\n  assay list deviations");
  return [chosen] { return run_list(*chosen); };
}

}  // namespace assay
