#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/check.h"

namespace assay {

Action add_check(CLI::App& app, const CommandLine& line) {
  const auto chosen = std::make_shared<CheckOptions>();
  CheckOptions& options = *chosen;
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
  options.command_line.assign(line.argv, line.argv + line.argc);
  return [chosen] { return run_check(*chosen); };
}

}  // namespace assay
