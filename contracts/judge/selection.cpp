#include "contracts/judge/selection.h"

#include <algorithm>
#include <set>

#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

bool any_names(const std::vector<std::string>& list, std::string_view clause) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& name) { return names(name, clause); });
}

void refuse_unknown(const std::string& flag, const std::vector<std::string>& list, const Catalogue& catalogue) {
  std::set<std::string> known;
  for (const auto& check : catalogue) {
    known.insert(check->id);
    known.emplace(family_of(*check));
  }
  for (const auto& name : list) {
    if (known.contains(name)) continue;
    const std::string nearest = nearest_of(name, {known.begin(), known.end()});
    throw BadDocument(Place{}, flag + ": there is no clause or family \"" + name + "\"" +
                                   (nearest.empty() ? "; see assay list checks" : "; did you mean " + nearest + "?"));
  }
}

}  // namespace

bool names(std::string_view name, std::string_view clause) {
  return name == clause || (clause.starts_with(name) && clause.substr(name.size()).starts_with('/'));
}

bool selects(const ClauseSelection& selection, std::string_view clause) {
  return (selection.only.empty() || any_names(selection.only, clause)) && !any_names(selection.exclude, clause);
}

void refuse_unknown(const ClauseSelection& selection, const Catalogue& catalogue) {
  refuse_unknown("--only", selection.only, catalogue);
  refuse_unknown("--exclude", selection.exclude, catalogue);
  if (std::none_of(catalogue.begin(), catalogue.end(), [&](const auto& each) { return selects(selection, each->id); }))
    throw BadDocument(Place{}, "--only and --exclude together leave no clause to check");
}

}  // namespace assay
