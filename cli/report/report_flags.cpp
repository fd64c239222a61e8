#include <memory>

#include "cli/arguments.h"
#include "cli/report/report.h"

namespace assay {
namespace {

Subcommand add_render(Command& report) {
  const auto options = std::make_shared<RenderOptions>();
  Command command = report.command("render", "Tell a report in any format, the same bytes on any machine");
  command.value("REPORT", options->report, "report.json of a run");
  command.value("--from", options->events, "events.ndjson of a run that was killed, instead of REPORT").of("FILE");
  command.value("--format", options->format, "One format, to standard output [console]").of("FORMAT");
  command.list("--report", options->reports, "Formats to write to files: see 'assay list formats'").of("FORMATS");
  command.value("--report-dir", options->report_dir, "Where the files go [assay-report, with --report]").of("DIR");
  command.footer(
      "Examples:\n"
      "  assay report render out/report.json\n"
      "  assay report render out/report.json --report html,junit --report-dir out\n"
      "  assay report render --from out/events.ndjson --report json --report-dir out");
  return {command, [options] { return run_render(*options); }};
}

Subcommand add_verify(Command& report) {
  const auto options = std::make_shared<VerifyOptions>();
  Command command = report.command("verify", "Compute a report's summary again from its evidence");
  command.arguments("REPORT", options->reports, "report.json; may be given again").required();
  command.value("--document", options->document, "The OpenAPI document, to compare its SHA-256").of("FILE");
  command.value("--policy", options->policy, "The policy of the run, where the document is not Slate's").of("FILE");
  command.footer(
      "Counts, coverage, verdicts, citations and digests. The digest over the report has no key: it shows edits, not "
      "a\n"
      "forger who computes it anew; sign the file where that matters.\n"
      "Exit: 0 the report says what its evidence says, 1 it does not, 2 it is no report.");
  return {command, [options] { return run_verify(*options); }};
}

Subcommand add_diff(Command& report) {
  const auto options = std::make_shared<DiffOptions>();
  Command command = report.command("diff", "What became of each clause between two runs");
  command.value("OLD", options->before, "report.json of the earlier run").required();
  command.value("NEW", options->now, "report.json of the later run").required();
  command.value("--format", options->format, "console or json [console]").of("FORMAT");
  command.switched(
      "--force", [options] { options->unequal = DiffOptions::Unequal::compare; },
      "Compare also when document or catalogue differ");
  command.footer(
      "regressed: kept, now broken. new: not seen before, now broken. still: broken in both. fixed: broken, now kept.\n"
      "unobserved: seen before, not seen now, which is never \"fixed\".\n"
      "Exit: 0 nothing regressed and nothing is new, 1 something is, 2 the two can't be compared.");
  return {command, [options] { return run_diff(*options); }};
}

Subcommand add_merge(Command& report) {
  const auto options = std::make_shared<MergeOptions>();
  Command command = report.command("merge", "Several vendors side by side: a matrix of vendors by clauses");
  command.arguments("REPORTS", options->reports, "report.json files, a column each").required();
  command.value("--format", options->format, "html, markdown or json, to standard output [markdown]").of("FORMAT");
  command.list("--report", options->outputs, "html, markdown, json: to matrix.html, matrix.md, matrix.json")
      .of("FORMATS");
  command.value("--report-dir", options->report_dir, "Where the files go [assay-report, with --report]").of("DIR");
  command.footer(
      "Each cell links to the clause in the report.html beside its report.json.\n"
      "Example:\n"
      "  assay report merge acme/report.json best/report.json --report html,markdown --report-dir .");
  return {command, [options] { return run_merge(*options); }};
}

}  // namespace

Subcommand add_report(Command& program, const CommandLine&) {
  Command command = program.command("report", "Render, verify, compare and merge reports that are there");
  return group_of(command, {add_render(command), add_verify(command), add_diff(command), add_merge(command)});
}

}  // namespace assay
