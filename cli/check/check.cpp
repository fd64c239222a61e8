#include "cli/check/check.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>

#include "cli/check/dry_run.h"
#include "cli/check/github.h"
#include "cli/check/headers.h"
#include "cli/check/hearers.h"
#include "cli/check/missing_tokens.h"
#include "cli/check/replay_hint.h"
#include "cli/check/sending.h"
#include "cli/check/subject.h"
#include "cli/check/unique.h"
#include "cli/report/report_formats.h"
#include "cli/terminal.h"
#include "contracts/judge/coverage.h"
#include "contracts/judge/judge.h"
#include "contracts/lint/lint.h"
#include "contracts/plan/plan.h"
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

std::vector<const Format*> chosen_formats(const CheckOptions& options) {
  const bool default_ones = options.reports.empty() && !options.report_dir.empty();
  return file_formats(default_ones ? std::vector<std::string>{"json", "junit"} : options.reports);
}

// Until the last answer, which need not be that of the last request.
std::chrono::milliseconds duration_of(const History& history) {
  RunTime last{0};
  for (const auto& exchange : history.exchanges) last = std::max(last, exchange.done);
  return std::chrono::duration_cast<std::chrono::milliseconds>(last);
}

// The report.json of the run; empty when none is written.
std::string report_file_of(const CheckOptions& options) {
  for (const Format* format : chosen_formats(options))
    if (format->id == "json") return (std::filesystem::path(folder_of_reports(options)) / format->file_name).string();
  return {};
}

// What the run was given, to be hidden. ${UNIQUE} is no secret: what it stood for is gone with its request.
Headers credentials_of(const Subject& subject) {
  Headers headers = subject.pool.headers;
  for (Header& header : headers)
    if (header.value == unique_mark) header.value.clear();
  return headers;
}

// As typed, but for headers whose value is a credential in part: the redactor knows them whole, with what ${NAME} stood for.
std::vector<std::string> command_line_of(const CheckOptions& options) {
  std::vector<std::string> line = options.command_line;
  for (const std::string& header : options.target.headers)
    for (std::string& argument : line)
      if (header.find("${") != std::string::npos && argument.ends_with(header))
        argument.replace(argument.size() - header.size(), header.size(), shown_header(header));
  return line;
}

RunFacts facts_of(const CheckOptions& options, const Subject& subject, const Limits& limits, std::uint64_t seed,
                  const History& history) {
  return {.base_url = to_url(subject.target),
          .vendor = options.vendor,
          .product = options.product,
          .product_version = options.product_version,
          .tool_version = ASSAY_VERSION,
          .seed = seed,
          .command_line = command_line_of(options),
          .started = history.started,
          .duration = duration_of(history),
          .budgets = {.max_requests = limits.max_requests,
                      .max_rotations = rotation_budget(options, subject),
                      .max_time_ms = limits.max_time.count(),
                      .rate = limits.rate},
          .environment = this_environment(),
          .credentials = credentials_of(subject),
          .environment_values = subject.environment_values,
          .report_file = report_file_of(options),
          .replay_flags = replay_hint(options, subject)};
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

constexpr const char* no_webhook_broken = "It is a mock, so no webhook was broken.";

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
  const LintScope scope{.secrets = secret_names(contract.policy), .operation = contract.policy.operation};
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
void complete(Report& report, const CheckOptions& options, const Contract& contract, const Subject& subject,
              const Acceptance& acceptance, const std::vector<Report::Waiver>& waivers) {
  report.waivers = waivers;
  report.document_defects = defects_of(contract);
  if (subject.is_mock && !report.side_effects.tokens.empty()) report.side_effects.statement = no_webhook_broken;
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

void refuse_unusable(const CheckOptions& options) {
  refuse_unknown(options.selection);
  check_replay_token(options.explore_replay);
}

Redactor redactor_of(const Contract& contract, const Subject& subject) {
  Redactor redactor = make_redactor(contract, checks());
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

void tell(const Report& report, const CheckOptions& options, const Subject& subject, const Streams& streams) {
  streams.out << render_console(report, terminal_of_output());
  tell_acceptance(report, streams.out);
  tell_mock(options, subject, report, streams);
}

// What explore found. Its token is ours, and is to be shown.
void add_found(const Sending& said, std::uint64_t seed, std::vector<Verdict>& verdicts, Redactor& redactor) {
  if (!said.counterexample) return;
  redactor.learn_words(said.counterexample->token);
  add_counterexample(verdicts, *said.counterexample, seed);
}

}  // namespace

Checked check_target(const CheckOptions& options, const Streams& streams) {
  const auto files = chosen_formats(options);
  refuse_unusable(options);
  const Contract contract = load_fitting_documents(options.documents);
  const Acceptance acceptance = load_acceptance(options.accepted, contract);
  const std::uint64_t seed = options.target.seed.value_or(draw_seed());
  if (options.mode == CheckOptions::Mode::dry_run) return {.code = dry_run(options, contract, seed, streams)};
  Hearers hearers;
  begin_saving(hearers, options, contract);
  const Subject subject = open_subject(options.target, contract, seed);
  const Limits limits = limits_of(options.target, subject);
  announce(subject, seed, streams);
  const Conditions conditions = conditions_of(options, subject.pool);
  Redactor redactor = redactor_of(contract, subject);
  if (hearers.saved) hearers.saved->url = to_url(subject.target);
  const History now{.started = std::chrono::system_clock::now()};
  begin_events(hearers, options, facts_of(options, subject, limits, seed, now), contract, conditions, redactor);
  hearers.progress.emplace(streams.err, options.progress, count_planned(options, contract, subject, seed));
  Sending said;
  const std::string saved_to =
      secrets_saved_after([&] { converse(options, contract, subject, hearers.hear(limits), conditions, seed, said); },
                          [&] { return save_last_secret(hearers, options, said.history, streams); });
  hearers.progress.reset();
  RunFacts facts = facts_of(options, subject, limits, seed, said.history);
  facts.last_secret_saved_to = saved_to;
  tell_asked(contract, said.history, subject, streams);
  auto verdicts = judge(contract, said.history, conditions);
  add_found(said, seed, verdicts, redactor);
  const auto waivers = waive(acceptance, facts, verdicts);
  learn_run(facts, said.history, redactor);
  Checked checked{.report = make_report(facts, contract, said.history, verdicts, conditions, redactor)};
  complete(checked.report, options, contract, subject, acceptance, waivers);
  redact_report(checked.report, redactor);
  tell(checked.report, options, subject, streams);
  tell_floor(options, verdicts, conditions, streams);
  checked.code = exit_code(counted(acceptance, checked.report, verdicts), conditions, options.exit);
  write_files(options, files, redactor, checked, streams);
  const int code = end_events(hearers, checked.report, checked.code, streams);
  checked.code = *limits.interrupted ? interrupted : code;
  return checked;
}

int run_check(const CheckOptions& options, const Streams& streams) {
  const Checked checked = check_target(options, streams);
  if (options.mode == CheckOptions::Mode::send) tell_github(checked.report, checked.files, streams.out);
  return checked.code;
}

}  // namespace assay
