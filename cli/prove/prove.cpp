#include "cli/prove/prove.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "cli/prove/proof.h"
#include "cli/prove/proof_text.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

const Deviation* subject_called(const Proof& proof, const std::string& id) {
  std::vector<std::string> known = {"none"};
  for (const Deviation& lie : proof.lies) {
    if (lie.id == id) return &lie;
    known.push_back(lie.id);
  }
  if (id == "none") return nullptr;
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--only: there is no deviation \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list deviations" : "; did you mean " + nearest + "?"));
}

std::vector<const Deviation*> subjects_of(const Proof& proof, const ProveOptions& options) {
  std::vector<const Deviation*> subjects;
  for (const auto& id : options.only) subjects.push_back(subject_called(proof, id));
  if (!subjects.empty()) return subjects;
  subjects.push_back(nullptr);
  for (const Deviation& lie : proof.lies) subjects.push_back(&lie);
  return subjects;
}

// Whether other laws than the program's own are proved.
bool is_anothers(const ProveOptions& options) {
  const DocumentOptions& documents = options.documents;
  return !documents.document.empty() || !documents.policy.empty() || !documents.settings.empty();
}

// What the trials do not prove of anybody's laws: of those that were asked for each lie, else each clause.
std::vector<std::string> doubts_of_anothers(const Proof& proof, const ProveOptions& options,
                                            const std::vector<Trial>& trials, const std::vector<Unproven>& open) {
  std::vector<Trial> lies = trials;
  std::erase_if(lies, [](const Trial& trial) { return trial.deviation == nullptr; });
  std::vector<std::string> found = options.only.empty() ? std::vector<std::string>{} : doubts(lies);
  for (const std::string& each : contradictions(trials))
    found.push_back("policy and document contradict each other: the mock that keeps both breaks " + each);
  for (const Unproven& each : open)
    if (each.has == Unproven::Has::lies)
      found.push_back(each.clause + " is red for no lie about " + proof.contract.policy.resource().noun + "s");
  return found;
}

struct Proved {
  std::vector<Trial> first{};  // trials of the first run
  std::vector<Unproven> open{};
  std::size_t doubtful = 0;  // runs that found fault with the proof
};

Proved repeat(const Proof& proof, const ProveOptions& options, const std::vector<const Deviation*>& subjects) {
  Proved proved;
  for (std::size_t run = 0; run < options.runs; ++run) {
    const auto trials = try_all(proof, subjects, options.seed + run);
    const bool are_all = options.only.empty();
    const auto open = are_all && is_anothers(options) ? unproven(proof, trials) : std::vector<Unproven>{};
    if (run == 0) proved = {.first = trials, .open = open};
    auto found = is_anothers(options) ? doubts_of_anothers(proof, options, trials, open) : doubts(trials);
    if (are_all && !is_anothers(options))
      std::ranges::move(doubts_of_catalogue(proof, trials), std::back_inserter(found));
    for (const auto& doubt : found) std::cerr << "seed " << options.seed + run << ": " << doubt << '\n';
    proved.doubtful += found.empty() ? 0 : 1;
  }
  return proved;
}

void tell_open(const std::vector<Unproven>& open) {
  for (const Unproven& each : open)
    std::cout << "UNPROVEN  " << std::left << std::setw(28) << each.clause << "  " << each.reason << '\n';
  if (!open.empty()) std::cout << '\n';
}

}  // namespace

int run_prove(const ProveOptions& options) {
  const Proof proof(load_fitting_documents(options.documents));
  const auto subjects = subjects_of(proof, options);
  const Proved proved = repeat(proof, options, subjects);
  const int code = proved.doubtful == 0 ? conforms : fails;
  if (options.format == "markdown") {
    std::cout << proof_page(proof, proved.first, options.seed);
    return code;
  }
  std::cout << "assay prove  seed " << options.seed << "\n\n" << matrix_text(proof, proved.first) << '\n';
  tell_open(proved.open);
  const std::string runs = std::to_string(options.runs) + (options.runs == 1 ? " run\n" : " runs\n");
  if (proved.doubtful == 0)
    std::cout << "PROVED: " << subjects.size() << " servers, " << proof.clauses.size() - proved.open.size()
              << " clauses, " << runs;
  else
    std::cout << "NOT PROVED in " << proved.doubtful << " of " << runs;
  return code;
}

}  // namespace assay
