#include <memory>

#include "cli/arguments.h"
#include "cli/list/list.h"

namespace assay {

Subcommand add_list(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<ListOptions>();
  ListOptions& options = *chosen;
  Command command =
      program.command("list", "Print what there is: checks, scenarios, deviations, faults, formats or rules");
  command.value("WHAT", options.what, "checks, scenarios, deviations, faults, formats or rules (of lint)")
      .required()
      .checked(one_of({"checks", "scenarios", "deviations", "faults", "formats", "rules"}));
  command.footer("Examples:\n  assay list checks\n  assay list deviations");
  return {command, [chosen] { return run_list(*chosen); }};
}

}  // namespace assay
