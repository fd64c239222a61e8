#include <map>
#include <memory>

#include "cli/arguments.h"
#include "cli/lint/lint.h"

namespace assay {

Subcommand add_lint(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<LintOptions>();
  LintOptions& options = *chosen;
  using enum LintOptions::Format;
  static const std::map<std::string, LintOptions::Format> formats = {
      {"console", console}, {"json", json}, {"sarif", sarif}};
  Command command = program.command("lint", "Say what an OpenAPI document gets wrong or leaves open");
  command.value("DOCUMENT", options.document, "OpenAPI 3.0 or 3.1, YAML or JSON [the Slate API's, built in]");
  command.value("--policy", options.policy, "Names further secrets [built in]").of("FILE");
  command
      .taken(
          "--format", [&options](const std::string& format) { options.format = formats.at(format); },
          "console, json or sarif [console]")
      .of("FORMAT")
      .checked(one_of({"console", "json", "sarif"}));
  command.footer(
      "Examples:\n  assay lint\n  assay lint openapi.yaml --format json\n"
      "  assay lint openapi.yaml --format sarif > lint.sarif\n"
      "The rules: assay list rules. Exit: 0 nothing of level error, 1 a finding of level error, 2 no document that can "
      "be read.");
  return {command, [chosen] { return run_lint(*chosen); }};
}

}  // namespace assay
