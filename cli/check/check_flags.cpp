#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "cli/arguments.h"
#include "cli/check/targets.h"

namespace assay {
namespace {

using FailOn = ExitRules::FailOn;

void add_selection(CLI::App& command, CheckOptions& options) {
  add_comma_list(command, "--only", options.selection.only, "CLAUSES",
                 "Clauses to check, by id or family: secret, shape/json, ... [all]");
  add_comma_list(command, "--exclude", options.selection.exclude, "CLAUSES",
                 "Clauses to leave out; nothing is sent for them");
  command.add_flag_callback(
      "--strict", [&options] { options.strictness = Conditions::Strictness::should_is_must; },
      "SHOULD counts as MUST: what would be a WARN is a FAIL");
}

void add_exit(CLI::App& command, CheckOptions& options) {
  static const std::map<std::string, FailOn> kinds = {
      {"fail", FailOn::fail}, {"warn", FailOn::warn}, {"never", FailOn::never}};
  command
      .add_option_function<std::string>(
          "--fail-on", [&options](const std::string& kind) { options.exit.fail_on = kinds.at(kind); },
          "What makes the exit code 1: fail, warn or never [fail]")
      ->type_name("KIND")
      ->check(one_of({"fail", "warn", "never"}));
  command
      .add_option("--floor", options.exit.floor,
                  "Percent of the selected clauses, but for NA, that must be tested, else exit 4 [no floor]")
      ->type_name("PERCENT")
      ->check(number(0.0, 100.0));
}

void add_rotation_limits(CLI::App& command, CheckOptions& options) {
  command.add_flag_callback(
      "--dry-run", [&options] { options.mode = CheckOptions::Mode::dry_run; },
      "Print what would be sent, and how much it would rotate; send nothing");
  command
      .add_option("--save-last-secret", options.save_last_secret,
                  "Keep the last secret of each token in this file (mode 0600), to mend its webhook with")
      ->type_name("FILE");
  take_whole(*command
                  .add_option("--max-rotations", options.max_rotations,
                              "Requests a run that even a careless server may rotate for, --explore included [250; "
                              "mock explored: 2250]")
                  ->type_name("N"),
             0);
  command
      .add_option(
          "--explore", options.explore,
          "Draw this many cases at random, and shrink one that fails to its fewest steps [10 for a mock, else 0]")
      ->type_name("CASES")
      ->check(whole_number(0, 1000000));
  command
      .add_option("--explore-replay", options.explore_replay, "Draw the case of this token again (with the same ids)")
      ->type_name("TOKEN");
  command.add_option("--workers", options.workers, "Requests at once in a race [8]")
      ->type_name("N")
      ->check(whole_number(2, 64));
}

void add_targets(CLI::App& command, TargetsOptions& options) {
  command
      .add_option("--targets", options.file,
                  "Check many servers, those of this YAML file, with a report each and a matrix: see docs/targets.md")
      ->type_name("FILE");
  command.add_option("--parallel", options.parallel, "Of these at a time [4]")
      ->type_name("N")
      ->check(whole_number(1, 64));
}

void add_names(CLI::App& command, CheckOptions& options) {
  command.add_option("--vendor", options.vendor, "Whose server it is, for reports, waivers and the matrix of vendors");
  command.add_option("--product", options.product, "What it is called, for reports");
  command.add_option("--product-version", options.product_version, "Its version, for reports");
}

void add_reports(CLI::App& command, CheckOptions& options) {
  add_comma_list(command, "--report", options.reports, "FORMATS",
                 "Formats to write, comma-separated: see 'assay list formats' [json,junit]");
  command
      .add_option("--report-dir", options.report_dir, "Where report.json and so on go [assay-report, with --report]")
      ->type_name("DIR");
}

}  // namespace

Action add_check(CLI::App& app, const CommandLine& line) {
  const auto chosen = std::make_shared<TargetsOptions>();
  CheckOptions& options = chosen->common;
  auto* command = app.add_subcommand("check", "Check a server against the contract and say whether it conforms");
  command->add_option("URL", options.target.url, "http(s)://HOST[:PORT][/BASE] [the mock, started for this run]");
  add_targets(*command, *chosen);
  add_target(*command, options.target);
  add_rotation_limits(*command, options);
  add_selection(*command, options);
  add_exit(*command, options);
  add_reports(*command, options);
  add_names(*command, options);
  add_acceptance(*command, options.accepted);
  add_documents(*command, options.documents);
  command->footer(
      "Examples:\n"
      "  assay check                                       the mock, in this process\n"
      "  assay check --deviation same-secret-again         a mock that lies\n"
      "  assay check https://api.example.com --rotate --token-id 17 --token-id 18 --dry-run\n"
      "  assay check https://api.example.com --rotate --token-id 17 --token-id 18 \\\n"
      "      -H 'Authorization: Bearer ${SLATE_TOKEN}' --report json,junit --report-dir out\n"
      "  assay check --targets vendors.yaml --report-dir out\n"
      "A proxy is taken from https_proxy, http_proxy, all_proxy and no_proxy of the environment, as curl does.\n"
      "Exit: 0 conforms (or PARTIAL: so far as the clauses were selected), 1 does not, 2 usage or documents, 3 "
      "unreachable or internal error, 4 inconclusive or\n"
      "      below --floor, 5 a secret was found in a report (which was removed), 130 interrupted.");
  options.command_line.assign(line.argv, line.argv + line.argc);
  options.progress = Progress::manner_of_errors();
  return [chosen] {
    const Streams streams{.out = std::cout, .err = std::cerr};
    return chosen->file.empty() ? run_check(chosen->common, streams) : run_targets(*chosen, streams);
  };
}

}  // namespace assay
