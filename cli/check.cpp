#include "cli/check.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "cli/interrupt.h"
#include "cli/own_mock.h"
#include "cli/target.h"
#include "contracts/judge.h"
#include "contracts/nearest.h"
#include "contracts/plan.h"
#include "reports/format.h"
#include "reports/formats/console.h"
#include "reports/make_report.h"
#include "reports/write_report.h"

namespace assay {
namespace {

std::uint64_t draw_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32 | device()) >> 11;  // 53 bits: exact in any JSON reader
}

std::vector<const Format*> chosen_formats(const CheckOptions& options) {
  std::vector<std::string> ids = options.reports;
  if (ids.empty() && !options.report_dir.empty()) ids = {"json", "junit"};
  std::vector<const Format*> chosen;
  for (const auto& id : ids) {
    const Format* format = find_format(id);
    if (format && !format->file_name.empty()) {
      chosen.push_back(format);
      continue;
    }
    std::vector<std::string> known;
    for (const auto& one : formats())
      if (!one.file_name.empty()) known.push_back(one.id);
    const std::string nearest = nearest_of(id, known);
    throw BadDocument(Place{}, "--report: there is no file format \"" + id + "\"" +
                                   (nearest.empty() ? "; see assay list formats" : "; did you mean " + nearest + "?"));
  }
  return chosen;
}

Limits limits_of(const CheckOptions& options, const Subject& subject) {
  const double polite = is_loopback(subject.target) ? 0.0 : 4.0;
  return {.max_requests = options.max_requests,
          .max_time = std::chrono::milliseconds(static_cast<std::int64_t>(options.max_time * 1000)),
          .rate = options.rate.value_or(polite),
          .interrupted = &watch_interrupts()};
}

RunFacts facts_of(const CheckOptions& options, const Subject& subject, const Limits& limits, std::uint64_t seed) {
  return {.base_url = to_url(subject.target),
          .tool_version = ASSAY_VERSION,
          .seed = seed,
          .command_line = options.command_line,
          .budgets = {.max_requests = limits.max_requests,
                      .max_rotations = options.max_rotations,
                      .max_time_ms = limits.max_time.count(),
                      .rate = limits.rate},
          .environment = this_environment(),
          .credentials = subject.pool.headers};
}

// Until the last answer, which need not be that of the last request.
std::chrono::milliseconds duration_of(const History& history) {
  RunTime last{0};
  for (const auto& exchange : history.exchanges) last = std::max(last, exchange.done);
  return std::chrono::duration_cast<std::chrono::milliseconds>(last);
}

Terminal terminal() {
  const char* columns = std::getenv("COLUMNS");
  const char* no_colour = std::getenv("NO_COLOR");
  const bool colour = isatty(STDOUT_FILENO) == 1 && (!no_colour || !*no_colour);
  return {.width = columns ? static_cast<std::size_t>(std::max(60L, std::strtol(columns, nullptr, 10))) : 100,
          .colour = colour ? Terminal::Colour::ansi : Terminal::Colour::none};
}

bool has_error(const std::vector<Verdict>& verdicts) {
  for (const auto& verdict : verdicts)
    if (verdict.kind == VerdictKind::error) return true;
  return false;
}

int exit_code(Conclusion conclusion, const std::vector<Verdict>& verdicts) {
  switch (conclusion) {
    case Conclusion::conforms:
    case Conclusion::conforms_with_warnings: return conforms;
    case Conclusion::does_not_conform: return fails;
    case Conclusion::inconclusive: return has_error(verdicts) ? unreachable : inconclusive;
  }
  return unreachable;
}

// Writes the files; the exit code is that of a leak, or the one given.
int write_files(const CheckOptions& options, Report report, const std::vector<const Format*>& files,
                const Redactor& redactor, int code) {
  if (files.empty()) return code;
  const std::string directory = options.report_dir.empty() ? "assay-report" : options.report_dir;
  const WrittenReport written = write_report(std::move(report), files, directory, redactor);
  for (const auto& file : written.files) std::cout << "report: " << file << '\n';
  for (const auto& hit : written.leaks.hits)
    std::cerr << "assay: " << hit.file << " held a secret and was removed; please report this as a bug of assay\n";
  return written.leaks.hits.empty() ? code : leaked;
}

}  // namespace

int run_check(const CheckOptions& options) {
  const auto files = chosen_formats(options);
  const Contract contract = load_documents(options.documents);
  const std::uint64_t seed = options.seed.value_or(draw_seed());
  const Subject subject = open_subject(options, contract, seed);
  const Limits limits = limits_of(options, subject);
  std::cout << "assay check " << to_url(subject.target) << "  seed " << seed << std::endl;
  for (const auto& note : subject.notes) std::cerr << "note: " << note << '\n';

  const auto plans = plan_scenarios(contract, subject.pool, {.rotations = options.max_rotations, .seed = seed});
  History history = execute(plans, subject.handler, limits);
  history.way = way_to(subject.target);
  const Conditions conditions{.may_rotate = !subject.pool.rotatable.empty(),
                              .tokens = subject.pool.rotatable.size(),
                              .has_credentials = !subject.pool.headers.empty()};
  const auto verdicts = judge(contract, history, conditions);

  RunFacts facts = facts_of(options, subject, limits, seed);
  facts.started = history.started;
  facts.duration = duration_of(history);
  Redactor redactor = make_redactor(contract, checks());
  const Report report = make_report(facts, contract, history, verdicts, conditions, redactor);
  std::cout << render_console(report, terminal());
  const int code = write_files(options, report, files, redactor, exit_code(conclude(verdicts, conditions), verdicts));
  return *limits.interrupted ? interrupted : code;
}

}  // namespace assay
