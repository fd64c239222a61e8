#include <memory>

#include "cli/arguments.h"
#include "cli/policy/init.h"
#include "cli/policy/show.h"

namespace assay {
namespace {

Subcommand add_show(Command& policy) {
  const auto options = std::make_shared<DocumentOptions>();
  Command command = policy.command("show", "Print the whole policy, and where each line comes from");
  add_documents(command, *options);
  command.footer(
      "What is printed is a policy file, with its defaults and all clauses that it gives.\n\n"
      "Examples:\n  assay policy show\n  assay policy show --document openapi.yaml --policy policy.yaml");
  return {command, [options] { return run_policy_show(*options); }};
}

Subcommand add_init(Command& policy) {
  const auto options = std::make_shared<PolicyInitOptions>();
  Command command = policy.command("init", "Print a first policy for an operation, to be reviewed");
  command.value("--document", options->document, "OpenAPI 3.0 or 3.1 document, YAML or JSON").of("FILE").required();
  command.value("--operation", options->operation, "Its operationId, or \"POST /path\" where it has none")
      .of("ID")
      .required();
  command.footer(
      "Roles are guessed from names and stand in comments: none counts before you have written it.\n\n"
      "Example:\n  assay policy init --document openapi.yaml --operation rotateSecret > policy.yaml");
  return {command, [options] { return run_policy_init(*options); }};
}

}  // namespace

Subcommand add_policy(Command& program, const CommandLine&) {
  Command command = program.command("policy", "Print a policy: the one in use, or a first one for an operation");
  return group_of(command, {add_show(command), add_init(command)});
}

}  // namespace assay
