#include <memory>

#include "cli/arguments.h"
#include "cli/list/list.h"

namespace assay {

Subcommand add_list(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<ListOptions>();
  ListOptions& options = *chosen;
  Command command = program.command("list",
                                    "Print what there is: checks, scenarios, deviations, faults, delivery-faults, "
                                    "formats, rules, schemes or mistakes");
  command
      .value(
          "WHAT", options.what,
          "checks, scenarios, deviations, faults, delivery-faults, formats, rules (of lint), schemes or mistakes (of "
          "signatures)")
      .required()
      .checked(one_of({"checks", "scenarios", "deviations", "faults", "delivery-faults", "formats", "rules", "schemes",
                       "mistakes"}));
  add_documents(command, options.documents);
  command.footer(
      "Checks and deviations are those of the Slate API, or those that a document and a policy of another give.\n\n"
      "Examples:\n  assay list checks\n  assay list checks --document openapi.yaml --policy policy.yaml\n"
      "  assay list deviations");
  return {command, [chosen] { return run_list(*chosen); }};
}

}  // namespace assay
