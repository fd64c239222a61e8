#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/mock.h"

namespace assay {

Action add_mock(CLI::App& app, const CommandLine&) {
  const auto chosen = std::make_shared<MockOptions>();
  MockOptions& options = *chosen;
  auto* command = app.add_subcommand("mock", "Serve the contract's operation, with state, as the real server does");
  command->add_option("--host", options.host, "Address to listen on [127.0.0.1]")->type_name("ADDRESS");
  command->add_option("--port", options.port, "Port to listen on; 0 picks a free one [4010]")
      ->type_name("N")
      ->check(CLI::Range(0, 65535));
  command->add_option("--tokens", options.tokens, "Tokens to start with, YAML or JSON [ids 1 to 5, built in]")
      ->type_name("FILE");
  command->add_option("--seed", options.seed, "Makes the secrets repeatable, and known to all: for tests only")
      ->type_name("N");
  command->add_option("--deviation", options.deviation, "Break one promise: see 'assay list deviations'")
      ->type_name("NAME");
  command->add_option("--threads", options.threads, "Threads that serve [1]")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  add_documents(*command, options.documents);
  command->footer(
      "Examples:\n"
      "  assay mock\n"
      "  assay mock --port 0 --tokens my-tokens.yaml\n"
      "  curl -X POST http://127.0.0.1:4010/api-tokens/1/webhook/rotate-secret");
  return [chosen] { return run_mock(*chosen); };
}

}  // namespace assay
