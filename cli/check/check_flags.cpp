#include <iostream>
#include <map>
#include <memory>

#include "cli/arguments.h"
#include "cli/check/targets.h"

namespace assay {
namespace {

using FailOn = ExitRules::FailOn;

void add_selection(Command& command, CheckOptions& options) {
  command.list("--only", options.selection.only, "Clauses to check, by id or family: secret, shape/json, ... [all]")
      .of("CLAUSES");
  command.list("--exclude", options.selection.exclude, "Clauses to leave out; nothing is sent for them").of("CLAUSES");
  command.switched(
      "--strict", [&options] { options.strictness = Conditions::Strictness::should_is_must; },
      "SHOULD counts as MUST: what would be a WARN is a FAIL");
}

void add_exit(Command& command, CheckOptions& options) {
  static const std::map<std::string, FailOn> kinds = {
      {"fail", FailOn::fail}, {"warn", FailOn::warn}, {"never", FailOn::never}};
  command
      .taken(
          "--fail-on", [&options](const std::string& kind) { options.exit.fail_on = kinds.at(kind); },
          "What makes the exit code 1: fail, warn or never [fail]")
      .of("KIND")
      .checked(one_of({"fail", "warn", "never"}));
  command
      .value("--floor", options.exit.floor,
             "Percent of the selected clauses, but for NA, that must be tested, else exit 4 [no floor]")
      .of("PERCENT")
      .checked(number(0.0, 100.0));
}

void add_sink(Command& command, CheckOptions& options) {
  SinkFlags& sink = options.sink;
  Flag on = command.switched(
      "--sink", [&sink] { sink.sink = SinkFlags::Sink::on; },
      "Hear the deliveries that the policy's webhook_trigger asks for, and judge which secret signed them");
  command.value("--sink-port", sink.port, "Port of this machine that hears them [a free one]")
      .of("N")
      .checked(whole_number(0, 65535))
      .needs(on);
  command.value("--sink-url", sink.url, "Where the vendor delivers to, if a tunnel stands before the sink")
      .of("URL")
      .needs(on);
  command
      .values("--known-secret", sink.known.texts,
              "'${NAME}': a secret from before the run, whose signatures are known then; again for an older one")
      .of("SECRET")
      .needs(on);
  command.values("--known-secret-file", sink.known.files, "The same from a file, one a line, newest first")
      .of("FILE")
      .needs(on);
  command.value("--sink-wait", sink.wait, "Seconds to wait for a delivery [10]")
      .of("S")
      .checked(number(0.05, 3600.0))
      .needs(on);
}

void add_rotation_limits(Command& command, CheckOptions& options) {
  command.switched(
      "--dry-run", [&options] { options.mode = CheckOptions::Mode::dry_run; },
      "Print what would be sent, and how much it would rotate; send nothing");
  command
      .value("--save-last-secret", options.save_last_secret,
             "Keep the last secret of each token in this file (mode 0600), to mend its webhook with")
      .of("FILE");
  command
      .value("--max-rotations", options.max_rotations,
             "Requests a run that even a careless server may rotate for, --explore included [250; "
             "mock explored: 2250]")
      .of("N")
      .checked(whole_number_from(0));
  command
      .value("--explore", options.explore,
             "Draw this many cases at random, and shrink one that fails to its fewest steps [10 for a mock, else 0]")
      .of("CASES")
      .checked(whole_number(0, 1000000));
  command.value("--explore-replay", options.explore_replay, "Draw the case of this token again (with the same ids)")
      .of("TOKEN");
  command.value("--workers", options.workers, "Requests at once in a race [8]").of("N").checked(whole_number(2, 64));
}

void add_targets(Command& command, TargetsOptions& options) {
  command
      .value("--targets", options.file,
             "Check many servers, those of this YAML file, with a report each and a matrix: see docs/targets.md")
      .of("FILE");
  command.value("--parallel", options.parallel, "Of these at a time [4]").of("N").checked(whole_number(1, 64));
}

void add_names(Command& command, CheckOptions& options) {
  command.value("--vendor", options.vendor, "Whose server it is, for reports, waivers and the matrix of vendors");
  command.value("--product", options.product, "What it is called, for reports");
  command.value("--product-version", options.product_version, "Its version, for reports");
}

void add_reports(Command& command, CheckOptions& options) {
  command.list("--report", options.reports, "Formats to write, comma-separated: see 'assay list formats' [json,junit]")
      .of("FORMATS");
  command.value("--report-dir", options.report_dir, "Where report.json and so on go [assay-report, with --report]")
      .of("DIR");
}

}  // namespace

Subcommand add_check(Command& program, const CommandLine& line) {
  const auto chosen = std::make_shared<TargetsOptions>();
  CheckOptions& options = chosen->common;
  Command command = program.command("check", "Check a server against the contract and say whether it conforms");
  command.value("URL", options.target.url, "http(s)://HOST[:PORT][/BASE] [the mock, started for this run]");
  add_targets(command, *chosen);
  add_target(command, options.target);
  add_rotation_limits(command, options);
  add_sink(command, options);
  add_selection(command, options);
  add_exit(command, options);
  add_reports(command, options);
  add_names(command, options);
  add_acceptance(command, options.accepted);
  add_documents(command, options.documents);
  command.footer(
      "Examples:\n"
      "  assay check                                       the mock, in this process\n"
      "  assay check --deviation same-secret-again         a mock that lies\n"
      "  assay check https://api.example.com --rotate --id 17 --id 18 --dry-run\n"
      "  assay check https://api.example.com --rotate --id 17 --id 18 \\\n"
      "      -H 'Authorization: Bearer ${SLATE_TOKEN}' --report json,junit --report-dir out\n"
      "  assay check --targets vendors.yaml --report-dir out\n"
      "A proxy is taken from https_proxy, http_proxy, all_proxy and no_proxy of the environment, as curl does.\n"
      "Exit: 0 conforms (or PARTIAL: so far as the clauses were selected), 1 does not, 2 usage or documents, 3 "
      "unreachable or internal error, 4 inconclusive or\n"
      "      below --floor, 5 a secret was found in a report (which was removed), 130 interrupted.");
  options.command_line.assign(line.argv, line.argv + line.argc);
  options.progress = Progress::manner_of_errors();
  return {command, [chosen] {
            const Streams streams{.out = std::cout, .err = std::cerr};
            return chosen->file.empty() ? run_check(chosen->common, streams) : run_targets(*chosen, streams);
          }};
}

}  // namespace assay
