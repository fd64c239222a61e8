#include "cli/check/targets.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <iomanip>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "cli/check/github.h"
#include "cli/check/hearers.h"
#include "cli/check/targets_file.h"
#include "cli/interrupt.h"
#include "contracts/documents/place.h"
#include "contracts/live/live_server.h"
#include "reports/compare/matrix.h"
#include "reports/write_report.h"

namespace assay {
namespace {

// What belongs to one target, and would be wrong for the next.
void refuse_flags_of_one(const CheckOptions& options) {
  const TargetOptions& target = options.target;
  const std::pair<bool, const char*> flags[] = {
      {!target.url.empty(), "a URL"},
      {target.consent == TargetOptions::Consent::rotate, "--rotate"},
      {!target.ids.empty(), "--id"},
      {!target.unknown_ids.empty(), "--unknown-id"},
      {!target.headers.empty(), "-H"},
      {!target.header_files.empty(), "--header-file"},
      {!target.client_cert.empty(), "--client-cert"},
      {!target.client_key.empty(), "--client-key"},
      {target.certificate == TargetOptions::Certificate::accept_any, "--insecure"},
      {!options.vendor.empty(), "--vendor"},
      {!options.product.empty(), "--product"},
      {!options.product_version.empty(), "--product-version"},
      {!options.save_last_secret.empty(), "--save-last-secret"}};
  for (const auto& [given, flag] : flags)
    if (given) throw BadDocument(Place{}, std::string(flag) + " is for one target: with --targets say it in the file");
  const std::pair<bool, const char*> senseless[] = {{!target.deviation.empty(), "--deviation"},
                                                    {!options.explore_replay.empty(), "--explore-replay"},
                                                    {!options.accepted.baseline.empty(), "--baseline"}};
  for (const auto& [given, flag] : senseless)
    if (given) throw BadDocument(Place{}, std::string(flag) + " is for one target, and cannot be used with --targets");
}

std::vector<NamedCheck> read_checks(const TargetsOptions& options) {
  refuse_flags_of_one(options.common);
  CheckOptions common = options.common;
  if (common.reports.empty()) common.reports = {"json", "junit", "html"};
  common.report_dir = folder_of_reports(common);
  common.progress = Progress::Manner::silent;
  return load_targets(options.file, common, options.parallel);
}

struct Ended {
  std::optional<Checked> checked{};  // empty: it came to no verdict
  std::string trouble{};             // why not, or what could not be told
  std::string absence{};             // the same in a word or two, when it came to no verdict
  std::string notes{};               // lines
};

int code_of(const Ended& ended) {
  if (ended.checked && ended.checked->code == leaked) return leaked;
  return ended.trouble.empty() ? ended.checked->code : unreachable;
}

Ended run_one(const CheckOptions& options) {
  std::ostringstream out, err;
  Ended ended;
  try {
    ended.checked = check_target(options, {.out = out, .err = err});
  } catch (const std::exception& error) {  // Unreachable, or the machine; documents were read before
    ended.trouble = error.what();
    ended.absence = dynamic_cast<const Unreachable*>(&error) != nullptr ? "UNREACHABLE" : "NOT CHECKED";
  }
  ended.notes = err.str();
  return ended;
}

// Tells targets as they end; used by all threads.
class Board {
 public:
  Board(const std::vector<NamedCheck>& checks, const Streams& streams) : checks_(checks), streams_(streams) {
    for (const auto& check : checks) widest_ = std::max(widest_, check.name.size());
  }

  void tell(std::size_t k, Ended& ended);

 private:
  const std::vector<NamedCheck>& checks_;
  const Streams& streams_;
  std::size_t widest_ = 0;
  std::mutex mutex_{};
};

void Board::tell(std::size_t k, Ended& ended) {
  const std::lock_guard guard(mutex_);
  const std::string& name = checks_[k].name;
  std::istringstream notes(ended.notes);
  for (std::string line; std::getline(notes, line);) streams_.err << name << ": " << line << '\n';
  streams_.out << std::left << std::setw(static_cast<int>(widest_)) << name << "  ";
  if (!ended.checked) {
    streams_.out << "NOT CHECKED  " << ended.trouble << std::endl;
    return;
  }
  const Report& report = ended.checked->report;
  streams_.out << std::setw(24) << to_text(report.verdict);
  for (const VerdictKind kind : {VerdictKind::fail, VerdictKind::warn, VerdictKind::pass, VerdictKind::untested})
    streams_.out << "  " << to_text(kind) << ' ' << report.counts.at(kind);
  streams_.out << "  " << checks_[k].options.report_dir << (report.run.stopped_early.empty() ? "" : "  stopped early: ")
               << report.run.stopped_early << std::endl;
  try {
    tell_github(report, ended.checked->files, streams_.out);
  } catch (const BadDocument& bad) {
    ended.trouble = bad.what();
    streams_.err << name << ": " << bad.what() << '\n';
  }
}

// A target that has not begun when an interrupt comes is left alone.
std::vector<Ended> run_all(const std::vector<NamedCheck>& checks, std::size_t parallel, const Streams& streams) {
  const std::atomic<bool>& stopped = watch_interrupts();
  std::vector<Ended> ended(checks.size());
  std::atomic<std::size_t> next{0};
  Board board(checks, streams);
  const auto work = [&] {
    for (std::size_t k = next++; k < checks.size(); k = next++) {
      ended[k] = stopped ? Ended{.trouble = "interrupted before it began", .absence = "NOT CHECKED"}
                         : run_one(checks[k].options);
      board.tell(k, ended[k]);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t k = 0; k < std::min(parallel, checks.size()); ++k) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  return ended;
}

void print_broken(const std::vector<NamedCheck>& checks, const std::vector<Ended>& ended, std::ostream& out) {
  std::map<std::pair<std::string, std::string>, std::string> by_clause;  // clause and verdict -> names
  for (std::size_t k = 0; k < checks.size(); ++k) {
    if (!ended[k].checked) continue;
    for (const Report::Clause& clause : ended[k].checked->report.clauses) {
      const bool broken = clause.verdict == VerdictKind::fail || clause.verdict == VerdictKind::warn;
      if (!broken) continue;
      std::string& names = by_clause[{clause.id, std::string(to_text(clause.verdict))}];
      names += (names.empty() ? "" : ", ") + checks[k].name;
    }
  }
  for (const auto& [clause, names] : by_clause)
    out << "  " << std::left << std::setw(32) << clause.first << clause.second << "  " << names << '\n';
}

// What a cell of the matrix links to: the page where one was written.
std::string href_of(const std::string& name, const std::vector<std::string>& files) {
  std::string href;
  for (const std::string& file : files) {
    const std::string last = std::filesystem::path(file).filename().string();
    if (href.empty() || last == "report.html") href = name + '/' + last;
  }
  return href;
}

// A target that came to no verdict has a column too: a vendor that was down should be missed by nobody.
MatrixSource source_of(const NamedCheck& check, const Ended& ended) {
  if (ended.checked) return {.report = ended.checked->report, .href = href_of(check.name, ended.checked->files)};
  const CheckOptions& options = check.options;
  Report nothing;
  nothing.subject = {
      .vendor = options.vendor, .product = options.product, .base_url = to_url(parse_target(options.target.url))};
  return {.report = std::move(nothing), .absence = ended.absence};
}

void write_matrix(const std::vector<NamedCheck>& checks, const std::vector<Ended>& ended, const std::string& folder,
                  std::ostream& out) {
  std::vector<MatrixSource> sources;
  for (std::size_t k = 0; k < checks.size(); ++k) sources.push_back(source_of(checks[k], ended[k]));
  const auto is_absent = [](const MatrixSource& source) { return !source.absence.empty(); };
  if (std::all_of(sources.begin(), sources.end(), is_absent)) return;
  Matrix matrix = make_matrix(sources);
  for (std::size_t k = 0; k < checks.size(); ++k)
    if (!ended[k].checked) matrix.notes.push_back(checks[k].name + " was not checked: " + ended[k].trouble);
  const std::pair<const char*, std::string> files[] = {{"matrix.html", matrix_as_html(matrix)},
                                                       {"matrix.md", matrix_as_markdown(matrix)},
                                                       {"matrix.json", matrix_as_json(matrix)}};
  for (const auto& [name, text] : files) {
    write_artifact(folder + '/' + name, text);
    out << "report: " << folder << '/' << name << '\n';
  }
}

int worst_of(const std::vector<Ended>& ended) {
  constexpr std::array order{interrupted, leaked, unreachable, fails, inconclusive};
  for (const int code : order)
    if (std::any_of(ended.begin(), ended.end(), [=](const Ended& each) { return code_of(each) == code; })) return code;
  return conforms;
}

int dry_run_all(const std::vector<NamedCheck>& checks, const Streams& streams) {
  for (const auto& check : checks) {
    streams.out << "== " << check.name << '\n';
    check_target(check.options, streams);
  }
  return conforms;
}

// Reads and plans everything without a word to anybody, for its errors.
void rehearse(const std::vector<NamedCheck>& checks) {
  for (const auto& check : checks) {
    CheckOptions options = check.options;
    options.mode = CheckOptions::Mode::dry_run;
    std::ostringstream nowhere;
    try {
      check_target(options, {.out = nowhere, .err = nowhere});
    } catch (const BadDocument& bad) {
      throw BadDocument(bad.place, "target " + check.name + ": " + bad.message);
    }
  }
}

}  // namespace

int run_targets(const TargetsOptions& options, const Streams& streams) {
  const std::vector<NamedCheck> checks = read_checks(options);
  if (options.common.mode == CheckOptions::Mode::dry_run) return dry_run_all(checks, streams);
  rehearse(checks);
  streams.out << "assay check --targets " << options.file << "  " << checks.size() << " targets, "
              << std::min(options.parallel, checks.size()) << " at a time" << std::endl;
  const std::vector<Ended> ended = run_all(checks, options.parallel, streams);
  print_broken(checks, ended, streams.out);
  // Each target's folder is one in the run's.
  write_matrix(checks, ended, std::filesystem::path(checks.front().options.report_dir).parent_path().string(),
               streams.out);
  return watch_interrupts() ? interrupted : worst_of(ended);
}

}  // namespace assay
