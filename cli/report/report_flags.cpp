#include <CLI/CLI.hpp>
#include <memory>

#include "cli/arguments.h"
#include "cli/report/report.h"

namespace assay {
namespace {

Action add_render(CLI::App& report) {
  const auto options = std::make_shared<RenderOptions>();
  auto* command = report.add_subcommand("render", "Tell a report in any format, the same bytes on any machine");
  command->add_option("REPORT", options->report, "report.json of a run");
  command->add_option("--from", options->events, "events.ndjson of a run that was killed, instead of REPORT")
      ->type_name("FILE");
  command->add_option("--format", options->format, "One format, to standard output [console]")->type_name("FORMAT");
  add_comma_list(*command, "--report", options->reports, "FORMATS",
                 "Formats to write to files: see 'assay list formats'");
  command->add_option("--report-dir", options->report_dir, "Where the files go [assay-report, with --report]")
      ->type_name("DIR");
  command->footer(
      "Examples:\n"
      "  assay report render out/report.json\n"
      "  assay report render out/report.json --report html,junit --report-dir out\n"
      "  assay report render --from out/events.ndjson --report json --report-dir out");
  return [options] { return run_render(*options); };
}

Action add_verify(CLI::App& report) {
  const auto options = std::make_shared<VerifyOptions>();
  auto* command = report.add_subcommand("verify", "Compute a report's summary again from its evidence");
  command->add_option("REPORT", options->reports, "report.json; may be given again")->required();
  command->add_option("--document", options->document, "The OpenAPI document, to compare its SHA-256")
      ->type_name("FILE");
  command->footer(
      "Counts, coverage, verdicts, citations and digests. The digest over the report has no key: it shows edits, not "
      "a\n"
      "forger who computes it anew; sign the file where that matters.\n"
      "Exit: 0 the report says what its evidence says, 1 it does not, 2 it is no report.");
  return [options] { return run_verify(*options); };
}

Action add_diff(CLI::App& report) {
  const auto options = std::make_shared<DiffOptions>();
  auto* command = report.add_subcommand("diff", "What became of each clause between two runs");
  command->add_option("OLD", options->before, "report.json of the earlier run")->required();
  command->add_option("NEW", options->now, "report.json of the later run")->required();
  command->add_option("--format", options->format, "console or json [console]")->type_name("FORMAT");
  command->add_flag_callback(
      "--force", [options] { options->unequal = DiffOptions::Unequal::compare; },
      "Compare also when document or catalogue differ");
  command->footer(
      "regressed: kept, now broken. new: not seen before, now broken. still: broken in both. fixed: broken, now kept.\n"
      "unobserved: seen before, not seen now, which is never \"fixed\".\n"
      "Exit: 0 nothing regressed and nothing is new, 1 something is, 2 the two can't be compared.");
  return [options] { return run_diff(*options); };
}

Action add_merge(CLI::App& report) {
  const auto options = std::make_shared<MergeOptions>();
  auto* command = report.add_subcommand("merge", "Several vendors side by side: a matrix of vendors by clauses");
  command->add_option("REPORTS", options->reports, "report.json files, a column each")->required();
  command->add_option("--format", options->format, "html, markdown or json, to standard output [markdown]")
      ->type_name("FORMAT");
  add_comma_list(*command, "--report", options->outputs, "FORMATS",
                 "html, markdown, json: to matrix.html, matrix.md, matrix.json");
  command->add_option("--report-dir", options->report_dir, "Where the files go [assay-report, with --report]")
      ->type_name("DIR");
  command->footer(
      "Each cell links to the clause in the report.html beside its report.json.\n"
      "Example:\n"
      "  assay report merge acme/report.json best/report.json --report html,markdown --report-dir .");
  return [options] { return run_merge(*options); };
}

}  // namespace

Action add_report(CLI::App& app, const CommandLine&) {
  auto* command = app.add_subcommand("report", "Render, verify, compare and merge reports that are there");
  command->require_subcommand(1);
  const auto actions = std::make_shared<std::vector<std::pair<CLI::App*, Action>>>();
  for (const auto add : {add_render, add_verify, add_diff, add_merge}) {
    const Action action = add(*command);
    const auto commands = command->get_subcommands([](const CLI::App*) { return true; });
    actions->emplace_back(commands.back(), action);
  }
  return [actions] {
    for (const auto& [subcommand, action] : *actions)
      if (subcommand->parsed()) return action();
    return static_cast<int>(usage);  // CLI11 has asked for one of them
  };
}

}  // namespace assay
