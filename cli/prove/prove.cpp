#include "cli/prove/prove.h"

#include <algorithm>
#include <iostream>

#include "cli/prove/proof.h"
#include "cli/prove/proof_text.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

const Deviation* deviation_called(const std::string& id) {
  if (id == "none") return nullptr;
  if (const auto* found = find_deviation(id)) return found;
  std::vector<std::string> known = {"none"};
  for (const auto& deviation : deviations()) known.push_back(deviation.id);
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--only: there is no deviation \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list deviations" : "; did you mean " + nearest + "?"));
}

std::vector<const Deviation*> subjects_of(const ProveOptions& options) {
  std::vector<const Deviation*> subjects;
  for (const auto& id : options.only) subjects.push_back(deviation_called(id));
  if (!subjects.empty()) return subjects;
  subjects.push_back(nullptr);
  for (const auto& deviation : deviations()) subjects.push_back(&deviation);
  return subjects;
}

// How many runs found fault with the proof; says which.
std::size_t repeat(const ProveOptions& options, const std::vector<const Deviation*>& subjects,
                   std::vector<Trial>& first) {
  std::size_t doubtful = 0;
  for (std::size_t run = 0; run < options.runs; ++run) {
    const auto trials = try_all(subjects, options.seed + run);
    if (run == 0) first = trials;
    auto found = doubts(trials);
    if (options.only.empty()) std::ranges::move(doubts_of_catalogue(trials), std::back_inserter(found));
    for (const auto& doubt : found) std::cerr << "seed " << options.seed + run << ": " << doubt << '\n';
    doubtful += found.empty() ? 0 : 1;
  }
  return doubtful;
}

}  // namespace

int run_prove(const ProveOptions& options) {
  const auto subjects = subjects_of(options);
  std::vector<Trial> first;
  const std::size_t doubtful = repeat(options, subjects, first);
  if (options.format == "markdown") {
    std::cout << proof_page(first, options.seed);
    return doubtful == 0 ? conforms : fails;
  }
  std::cout << "assay prove  seed " << options.seed << "\n\n" << matrix_text(first) << '\n';
  if (doubtful == 0)
    std::cout << "PROVED: " << subjects.size() << " servers, " << proved_catalogue().size() << " clauses, "
              << options.runs << (options.runs == 1 ? " run\n" : " runs\n");
  else
    std::cout << "NOT PROVED in " << doubtful << " of " << options.runs << (options.runs == 1 ? " run\n" : " runs\n");
  return doubtful == 0 ? conforms : fails;
}

}  // namespace assay
