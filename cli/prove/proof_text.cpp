#include "cli/prove/proof_text.h"

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <sstream>

namespace assay {
namespace {

// Of the matrix' first column.
int name_width(const Proof& proof) {
  std::size_t width = 22;
  for (const Deviation& lie : proof.lies) width = std::max(width, lie.id.size());
  return static_cast<int>(width);
}

std::string name_of(const Trial& trial) { return trial.deviation ? trial.deviation->id : "none"; }

char cell(const Trial& trial, const Check& check) {
  const bool named = trial.deviation && trial.deviation->breaks == check.id;
  if (trial.turns_red(check.id)) return named ? '#' : '+';
  return named ? '!' : '.';
}

// The columns' numbers, written downwards.
void write_head(std::ostream& out, const Proof& proof) {
  for (const std::size_t unit : {10u, 1u}) {
    out << std::string(static_cast<std::size_t>(name_width(proof)) + 1, ' ');
    for (std::size_t k = 1; k <= proof.clauses.size(); ++k)
      out << (unit == 10 && k < 10 ? ' ' : char('0' + k / unit % 10));
    out << '\n';
  }
}

std::size_t count_red(const std::vector<Trial>& trials, const Check& check) {
  return static_cast<std::size_t>(
      std::count_if(trials.begin(), trials.end(), [&](const Trial& trial) { return trial.turns_red(check.id); }));
}

void write_columns(std::ostream& out, const Proof& proof, const std::vector<Trial>& trials) {
  std::size_t k = 0;
  for (const auto& each : proof.clauses) {
    const Check& check = *each;
    out << std::setw(3) << std::right << ++k << ' ' << std::setw(28) << std::left << check.id << std::setw(7)
        << to_text(check.level);
    const std::string why = exempt(check);
    out << (why.empty() ? "red for " + std::to_string(count_red(trials, check)) : why) << '\n';
  }
}

void write_clause_rows(std::ostream& out, const Proof& proof, const std::vector<Trial>& trials) {
  for (const auto& each : proof.clauses) {
    const Check& check = *each;
    out << "| `" << check.id << "` | " << to_text(check.level) << " | ";
    std::string why = exempt(check);
    for (const auto& trial : trials)
      if (trial.deviation && trial.deviation->breaks == check.id && trial.turns_red(check.id))
        why += (why.empty() ? "`" : ", `") + trial.deviation->id + "`";
    out << why << " |\n";
  }
}

void write_deviation_rows(std::ostream& out, const std::vector<Trial>& trials) {
  for (const auto& trial : trials) {
    if (!trial.deviation) continue;
    out << "| `" << trial.deviation->id << "` | " << trial.deviation->summary << " | `" << trial.deviation->breaks
        << "` | ";
    std::string rest;
    for (const auto& check : trial.red)
      if (check->id != trial.deviation->breaks) rest += (rest.empty() ? "" : ", ") + check->id;
    out << rest << " |\n";
  }
}

}  // namespace

std::string matrix_text(const Proof& proof, const std::vector<Trial>& trials) {
  std::ostringstream out;
  write_head(out, proof);
  for (const auto& trial : trials) {
    out << std::setw(name_width(proof)) << std::left << name_of(trial) << ' ';
    for (const auto& check : proof.clauses) out << cell(trial, *check);
    out << '\n';
  }
  out << "\n# red, and the clause that the deviation breaks   + red as well   . not red   ! broken, but not red\n\n";
  write_columns(out, proof, trials);
  return out.str();
}

std::string proof_page(const Proof& proof, const std::vector<Trial>& trials, std::uint64_t seed) {
  std::ostringstream out;
  out << "# What the checks are worth\n\n"
         "A check that was never seen red is no check. `assay prove` runs all scenarios and all checks against the "
         "mock that\n"
         "keeps its contract, and against the same mock with one lie (a deviation) at a time. The proof holds when\n\n"
         "- the mock that keeps its contract turns no clause red, and leaves none untested,\n"
         "- each deviation turns the clause red that it breaks,\n"
         "- each clause is red for a deviation, but for those that say below why none can do it.\n\n"
         "This page is printed by `assay prove --seed "
      << seed << " --format markdown`" << (proof.is_slate() ? "; a test compares it" : "")
      << ". Every run asks for a bearer token, so that what a server does "
         "without one\n"
         "shows. The runs take place in one process; requests of a race are made to overlap there.\n\n"
         "## The matrix\n\n```\n"
      << matrix_text(proof, trials) << "```\n\n## Clauses, and the deviations that name them\n\n"
      << "| clause | level | broken by |\n|---|---|---|\n";
  write_clause_rows(out, proof, trials);
  out << "\n## Deviations\n\n| deviation | what it does | breaks | red as well |\n|---|---|---|---|\n";
  write_deviation_rows(out, trials);
  return out.str();
}

}  // namespace assay
