#include "cli/check/check.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <utility>

#include "cli/check/dry_run.h"
#include "cli/check/facts.h"
#include "cli/check/github.h"
#include "cli/check/headers.h"
#include "cli/check/hearers.h"
#include "cli/check/missing_tokens.h"
#include "cli/check/replay_hint.h"
#include "cli/check/run_sink.h"
#include "cli/check/sending.h"
#include "cli/check/subject.h"
#include "cli/check/unique.h"
#include "cli/report/report_formats.h"
#include "cli/terminal.h"
#include "contracts/judge/coverage.h"
#include "contracts/judge/judge.h"
#include "contracts/lint/lint.h"
#include "contracts/plan/plan.h"
#include "contracts/secrets/secret_members.h"
#include "reports/formats/format.h"
#include "reports/make_report.h"
#include "reports/redaction/redact_report.h"
#include "reports/write_report.h"

namespace assay {
namespace {

std::uint64_t draw_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32 | device()) >> 11;  // 53 bits: exact in any JSON reader
}

// Writes the files. A leak makes the exit code.
void write_files(const CheckOptions& options, const std::vector<const Format*>& files, const Redactor& redactor,
                 Checked& checked, const Streams& streams) {
  WrittenReport written;
  if (!files.empty()) written = write_report(checked.report, files, folder_of_reports(options), redactor);
  for (const auto& file : written.files) streams.out << "report: " << redactor.redact(file) << '\n';
  for (const auto& hit : written.leaks.hits)
    streams.err << "assay: " << redactor.redact(hit.file)
                << " held a secret and was removed; please report this as a bug of assay\n";
  if (!written.leaks.hits.empty()) checked.code = leaked;
  checked.files = std::move(written.files);
}

std::string nothing_broken(const Contract& contract) {
  const bool is_slate = contract.policy.api == Policy::Api::slate;
  return is_slate ? "It is a mock, so no webhook was broken." : "It is a mock, so nothing was broken.";
}

Conditions conditions_of(const CheckOptions& options, const Pool& pool) {
  return {.may_rotate = !pool.rotatable.empty(),
          .tokens = pool.rotatable.size(),
          .has_credentials = !pool.headers.empty(),
          .selection = options.selection,
          .strictness = options.strictness};
}

// Where the last secrets went; empty when there was nothing to save or it did not work, which is told.
std::string save_last_secret(Hearers& hearers, const CheckOptions& options, const History& said,
                             const Streams& streams) {
  if (!hearers.saved) return {};
  hearers.saved->secrets.hear(said);
  const std::string text = hearers.saved->secrets.text(hearers.saved->url, said);
  if (text.empty()) {
    streams.err << "note: no answer showed a secret, so " << options.save_last_secret << " was not written\n";
    return {};
  }
  const std::string why = hearers.saved->file.keep(text);
  if (why.empty()) return options.save_last_secret;
  streams.err << "assay: " << options.save_last_secret << " cannot be written: " << why << '\n';
  return {};
}

std::vector<Report::DocumentDefect> defects_of(const Contract& contract) {
  const LintScope scope{.secrets = secret_names(contract.policy.secrets()),
                        .operation = contract.policy.rotation().operation};
  std::vector<Report::DocumentDefect> shown;
  for (const auto& defect : lint(*contract.document, scope))
    shown.push_back({.rule = defect.rule->id,
                     .message = defect.message,
                     .pointer = defect.place.pointer,
                     .file = defect.place.file,
                     .line = defect.place.line});
  return shown;
}

// How to start the mock of this process again, so that the report's curl lines find it.
void tell_mock(const CheckOptions& options, const Subject& subject, const Report& report, const Streams& streams) {
  const auto has_curl = [](const Report::Clause& clause) {
    return !clause.findings.empty() && !clause.findings.front().reproduce.curl.empty();
  };
  if (!subject.own || std::none_of(report.clauses.begin(), report.clauses.end(), has_curl)) return;
  streams.out << "note: the mock of this run is gone; for the curl lines start it again: assay mock --port "
              << subject.target.port;
  if (!options.target.deviation.empty()) streams.out << " --deviation " << options.target.deviation;
  if (options.target.seed) streams.out << " --seed " << *options.target.seed;
  const std::string documents = document_hint(options.documents);
  streams.out << (documents.empty() ? "" : " ") << documents << '\n';
}

int dry_run(const CheckOptions& options, const Contract& contract, std::uint64_t seed, const Streams& streams) {
  const Subject subject = address_subject(options.target, contract, seed);
  streams.out << "assay check " << (subject.is_mock ? "the mock" : to_url(subject.target)) << "  seed " << seed
              << "  dry run\n";
  auto plans = scenario_plans(options, contract, subject.pool, seed);
  plans.push_back(last_rotations(options, contract, subject.pool));
  print_plan(contract, plans, subject.pool, limits_of(options.target, subject), streams.out);
  if (const std::size_t cases = cases_of(options, subject); cases > 0)
    streams.out << "Before the last rotations, if any, explore draws up to " << cases
                << " cases of at most 12 steps within the same budget.\n";
  return conforms;
}

void announce(const Subject& subject, std::uint64_t seed, const Streams& streams) {
  streams.out << "assay check " << to_url(subject.target) << "  seed " << seed << std::endl;
  for (const auto& note : subject.notes) streams.err << "note: " << note << '\n';
}

// What a report tells beside the verdicts.
void complete(Report& report, const Contract& contract, const Subject& subject, const Acceptance& acceptance,
              const std::vector<Report::Waiver>& waivers) {
  report.waivers = waivers;
  report.document_defects = defects_of(contract);
  if (subject.is_mock && !report.side_effects.resources.empty())
    report.side_effects.statement = nothing_broken(contract);
  compare_with_baseline(acceptance, report);
}

// Why the exit code is not what the verdict says.
void tell_floor(const CheckOptions& options, const std::vector<Verdict>& verdicts, const Conditions& conditions,
                const Streams& streams) {
  const double percent = coverage_of(verdicts, conditions).percent();
  if (options.exit.floor && percent < *options.exit.floor)
    streams.err << "note: " << percent << " percent of the selected clauses that apply were tested, --floor asks for "
                << *options.exit.floor << '\n';
}

void refuse_unusable(const CheckOptions& options, const Contract& contract) {
  refuse_unheard(options.selection, contract);
  refuse_unknown(options.selection, catalogue_of(contract));
  check_replay_token(options.explore_replay);
}

Redactor redactor_of(const Contract& contract, const Subject& subject) {
  Redactor redactor = make_redactor(contract);
  if (subject.target.proxy) redactor.taint_credentials({{"Proxy-Authorization", subject.target.proxy->authorization}});
  return redactor;
}

// Talks, then saves, also when something throws: tokens may have been rotated already. Where the secrets went.
std::string secrets_saved_after(const std::function<void()>& talk, const std::function<std::string()>& save) {
  try {
    talk();
  } catch (...) {
    save();
    throw;
  }
  return save();
}

// What the answers say about how the run was asked for.
void tell_asked(const Contract& contract, const History& history, const Subject& subject, const Streams& streams) {
  for (const auto& note : missing_tokens(contract, history, subject.pool.rotatable))
    streams.err << "note: " << note << '\n';
  const auto refused = std::count_if(history.exchanges.begin(), history.exchanges.end(), [](const Exchange& exchange) {
    const Response* response = response_of(exchange);
    return response != nullptr && response->status == 429;
  });
  if (refused > 0)
    streams.err << "note: the server refused " << refused
                << " requests as too many (429); ask more slowly with --rate N, "
                << "requests a second\n";
}

// What explore found. Its token is ours, and is to be shown.
void add_found(const Sending& said, std::uint64_t seed, std::vector<Verdict>& verdicts, Redactor& redactor) {
  if (!said.counterexample) return;
  redactor.learn_words(said.counterexample->token);
  add_counterexample(verdicts, *said.counterexample, seed);
}

// A run, from what it is asked to what it came to. Its parts know each other by address: it stays where it is.
struct Run {
  const CheckOptions& options;
  const Streams& streams;
  std::vector<const Format*> files{};
  Contract contract{};
  std::uint64_t seed = 0;
  Acceptance acceptance{};
  Hearers hearers{};
  RunSink sink{};
  Subject subject{};
  Limits limits{};
  Conditions conditions{};
  std::optional<Redactor> redactor{};  // from prepare() on
  Sending said{};
  std::string saved_to{};  // where the last secrets went; empty: nowhere
  std::vector<Verdict> verdicts{};
  Checked checked{};
};

// All that must be known to work before anything is rotated.
void prepare(Run& run) {
  begin_saving(run.hearers, run.options, run.contract);
  const std::optional<DeliverySetup> deliveries = run.sink.open(run.options, run.streams.out);
  run.subject = open_subject(run.options.target, run.contract, run.seed, deliveries);
  run.limits = limits_of(run.options.target, run.subject);
  announce(run.subject, run.seed, run.streams);
  run.conditions = conditions_of(run.options, run.subject.pool);
  run.redactor = redactor_of(run.contract, run.subject);
  run.sink.listen(run.contract, run.subject, run.said.history, *run.redactor);
  if (run.hearers.saved) run.hearers.saved->url = to_url(run.subject.target);
  const History now{.started = std::chrono::system_clock::now()};
  begin_events(run.hearers, run.options, facts_of(run.options, run.subject, run.limits, run.seed, now), run.contract,
               run.conditions, *run.redactor);
  run.hearers.progress.emplace(run.streams.err, run.options.progress,
                               count_planned(run.options, run.contract, run.subject, run.seed));
}

void send(Run& run) {
  run.saved_to = secrets_saved_after(
      [&] {
        converse(run.options, run.contract, run.subject, run.limits, run.conditions, run.seed, run.hearers.heard(),
                 run.said);
      },
      [&] { return save_last_secret(run.hearers, run.options, run.said.history, run.streams); });
  run.hearers.progress.reset();
}

void judge_said(Run& run) {
  RunFacts facts = facts_of(run.options, run.subject, run.limits, run.seed, run.said.history);
  facts.last_secret_saved_to = run.saved_to;
  run.verdicts = judge(run.contract, run.said.history, run.conditions);
  add_found(run.said, run.seed, run.verdicts, *run.redactor);
  const auto waivers = waive(run.acceptance, facts, run.verdicts);
  learn_run(facts, run.said.history, *run.redactor);
  Report& report = run.checked.report;
  report = make_report(facts, run.contract, run.said.history, run.verdicts, run.conditions, *run.redactor);
  complete(report, run.contract, run.subject, run.acceptance, waivers);
  redact_report(report, *run.redactor);
  run.checked.code = exit_code(counted(run.acceptance, report, run.verdicts), run.conditions, run.options.exit);
}

void tell(const Run& run) {
  tell_asked(run.contract, run.said.history, run.subject, run.streams);
  run.streams.out << render_console(run.checked.report, terminal_of_output());
  tell_acceptance(run.checked.report, run.streams.out);
  tell_mock(run.options, run.subject, run.checked.report, run.streams);
  tell_floor(run.options, run.verdicts, run.conditions, run.streams);
}

// What outlives the run: its files. A run that was interrupted says so by its code, whatever it found.
void keep(Run& run) {
  write_files(run.options, run.files, *run.redactor, run.checked, run.streams);
  const int code = end_events(run.hearers, run.checked.report, run.checked.code, run.streams);
  run.checked.code = *run.limits.interrupted ? interrupted : code;
}

}  // namespace

Checked check_target(const CheckOptions& options, const Streams& streams) {
  Run run{.options = options,
          .streams = streams,
          .files = chosen_formats(options),
          .contract = load_fitting_documents(options.documents),
          .seed = options.target.seed.value_or(draw_seed())};
  hear_deliveries(options, run.contract);
  refuse_unusable(options, run.contract);
  run.acceptance = load_acceptance(options.accepted, run.contract);
  if (options.mode == CheckOptions::Mode::dry_run) return {.code = dry_run(options, run.contract, run.seed, streams)};
  prepare(run);
  send(run);
  run.sink.take(run.contract, run.said.history);
  judge_said(run);
  tell(run);
  keep(run);
  return std::move(run.checked);
}

int run_check(const CheckOptions& options, const Streams& streams) {
  const Checked checked = check_target(options, streams);
  if (options.mode == CheckOptions::Mode::send) tell_github(checked.report, checked.files, streams.out);
  return checked.code;
}

}  // namespace assay
