// The command line, over CLI11. One function a subcommand.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <set>

#include "cli/commands.h"
#include "contracts/nearest.h"
#include "contracts/place.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw BadDocument(Place{}, message); }

void add_documents(CLI::App& command, DocumentOptions& documents) {
  command
      .add_option("--document", documents.document,
                  "OpenAPI 3.0 or 3.1 document, YAML or JSON [the Slate API's, built in]")
      ->type_name("FILE");
  command.add_option("--policy", documents.policy, "What the document leaves open, YAML or JSON [built in]")
      ->type_name("FILE");
}

CLI::App* add_check(CLI::App& app, CheckOptions& options) {
  auto* command = app.add_subcommand("check", "Check a server against the contract and say whether it conforms");
  command->add_option("URL", options.url, "http(s)://HOST[:PORT][/BASE] [the mock, started for this run]");
  command->add_flag_callback(
      "--rotate", [&options] { options.consent = CheckOptions::Consent::rotate; },
      "Consent to replace the webhook secrets of the tokens given with --token-id");
  command
      ->add_option("--token-id", options.token_ids,
                   "A token that may be rotated; may be given again; two show more than one")
      ->type_name("N")
      ->expected(1)
      ->take_all();
  command
      ->add_option("-H,--header", options.headers,
                   "Sent with every request: 'Name: value'; ${NAME} is taken from the environment")
      ->type_name("HEADER")
      ->expected(1)
      ->take_all();
  command->add_option("--seed", options.seed, "Makes the run repeatable [random, and printed]")->type_name("N");
  command
      ->add_option("--report", options.reports,
                   "Formats to write, comma-separated: see 'assay list formats' [json,junit]")
      ->type_name("FORMATS")
      ->delimiter(',')
      ->expected(1)
      ->take_all();
  command
      ->add_option("--report-dir", options.report_dir, "Where report.json and so on go [assay-report, with --report]")
      ->type_name("DIR");
  command->add_option("--deviation", options.deviation, "Let the mock lie: see 'assay list deviations'")
      ->type_name("NAME");
  command->add_option("--timeout", options.timeout, "Seconds to wait for an answer [5]")
      ->type_name("S")
      ->check(CLI::Range(0.05, 3600.0));
  command->add_option("--max-rotations", options.max_rotations, "Rotations a run [200]")->type_name("N");
  command->add_option("--max-requests", options.max_requests, "Requests a run [1000]")->type_name("N");
  command->add_option("--max-time", options.max_time, "Seconds a run [120]")
      ->type_name("S")
      ->check(CLI::Range(0.1, 86400.0));
  command->add_option("--rate", options.rate, "Requests a second; 0: no limit [4; on this machine no limit]")
      ->type_name("N")
      ->check(CLI::Range(0.0, 1e6));
  command->add_option("--ca-file", options.ca_file, "Certificates to trust, PEM [the system's]")->type_name("FILE");
  command->add_flag_callback(
      "--insecure", [&options] { options.certificate = CheckOptions::Certificate::accept_any; },
      "Accept any TLS certificate");
  add_documents(*command, options.documents);
  command->footer(
      "Examples:\n"
      "  assay check                                       the mock, in this process\n"
      "  assay check --deviation same-secret               a mock that lies\n"
      "  assay check https://api.example.com --rotate --token-id 17 --token-id 18 \\\n"
      "      -H 'Authorization: Bearer ${SLATE_TOKEN}' --report json,junit --report-dir out\n"
      "Exit: 0 conforms, 1 does not, 2 usage or documents, 3 unreachable or internal error, 4 inconclusive,\n"
      "      5 a secret was found in a report (which was removed), 130 interrupted.");
  return command;
}

CLI::App* add_mock(CLI::App& app, MockOptions& options) {
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
  return command;
}

CLI::App* add_list(CLI::App& app, ListOptions& options) {
  auto* command = app.add_subcommand("list", "Print what there is: checks, scenarios, deviations or formats");
  command->add_option("WHAT", options.what, "checks, scenarios, deviations or formats")
      ->required()
      ->check(CLI::IsMember({"checks", "scenarios", "deviations", "formats"}));
  command->footer("Examples:\n  assay list checks\n  assay list deviations");
  return command;
}

std::set<std::string> flags_of(const CLI::App& command) {
  std::set<std::string> flags;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) flags.insert("--" + name);
    for (const auto& name : option->get_snames()) flags.insert("-" + name);
  }
  return flags;
}

std::string with_nearest(const std::string& message, const std::string& unknown, const std::set<std::string>& known) {
  const std::string nearest = nearest_of(unknown.substr(0, unknown.find('=')), {known.begin(), known.end()});
  return message + (nearest.empty() ? "; --help lists what there is" : "; did you mean " + nearest + "?");
}

std::string explain(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const std::string text = error.what();  // "The following arguments were not expected: --rotat x"
    const std::string unknown = text.substr(text.rfind(": ") + 2);
    return with_nearest("unknown argument \"" + unknown + "\"", unknown.substr(0, unknown.find(' ')),
                        flags_of(command));
  }
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  return message + "; see assay " + (chosen.empty() ? "" : command.get_name() + " ") + "--help";
}

void refuse_unknown_command(const CLI::App& app, int argc, const char* const* argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  std::set<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.insert(command->get_name());
  if (!names.contains(argv[1]))
    refuse(with_nearest(std::string("there is no command \"") + argv[1] + "\"", argv[1], names));
}

}  // namespace

Command read_arguments(int argc, const char* const* argv) {
  CheckOptions check;
  MockOptions mock;
  ListOptions list;
  CLI::App app("assay: does this endpoint really keep its contract?", "assay");
  app.set_version_flag("--version", "assay " ASSAY_VERSION);
  app.require_subcommand(1);
  app.footer("assay COMMAND --help tells more, with examples.");
  const auto* check_command = add_check(app, check);
  const auto* mock_command = add_mock(app, mock);
  add_list(app, list);
  refuse_unknown_command(app, argc, argv);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    refuse(explain(app, error));
  }
  check.command_line.assign(argv, argv + argc);
  if (check_command->parsed()) return check;
  if (mock_command->parsed()) return mock;
  return list;
}

}  // namespace assay
