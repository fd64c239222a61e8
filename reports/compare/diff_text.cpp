// A Diff as text and as JSON.
#include <nlohmann/json.hpp>

#include "reports/compare/diff.h"
#include "reports/formats/wrap.h"

namespace assay {
namespace {

constexpr ChangeKind change_kinds[] = {ChangeKind::regressed, ChangeKind::fresh, ChangeKind::still, ChangeKind::fixed,
                                       ChangeKind::unobserved};

std::string line_of(const Diff::Side& side) {
  return side.id + "  " + printable(side.subject) + "  " + std::string(to_text(side.verdict)) + '\n';
}

nlohmann::ordered_json json_of(const Diff::Side& side) {
  return {{"id", side.id}, {"subject", side.subject}, {"verdict", to_text(side.verdict)}};
}

}  // namespace

std::string diff_as_text(const Diff& diff) {
  std::string text = "before  " + line_of(diff.before) + "now     " + line_of(diff.now);
  for (const ChangeKind kind : change_kinds)
    text += (kind == change_kinds[0] ? "" : ", ") + std::to_string(diff.count(kind)) + ' ' + std::string(to_text(kind));
  text += '\n';
  for (const std::string& note : diff.notes) text += "note: " + printable(note) + '\n';
  for (const ClauseChange& change : diff.changes) {
    text += '\n' + std::string(to_text(change.kind)) + "  " + printable(change.clause) + "  (" +
            std::string(to_text(change.level)) + ", " + std::string(to_text(change.before)) + ", now " +
            std::string(to_text(change.now)) + ")\n    " + printable(change.requirement) + '\n';
    if (!change.what.empty()) text += "    " + printable(change.what) + '\n';
  }
  return text;
}

std::string diff_as_json(const Diff& diff) {
  nlohmann::ordered_json json = {
      {"format", "assay-diff/1"}, {"before", json_of(diff.before)}, {"now", json_of(diff.now)}};
  for (const ChangeKind kind : change_kinds) json["counts"][to_text(kind)] = diff.count(kind);
  json["notes"] = diff.notes;
  json["changes"] = nlohmann::ordered_json::array();
  for (const ClauseChange& change : diff.changes)
    json["changes"].push_back({{"clause", change.clause},
                               {"change", to_text(change.kind)},
                               {"level", to_text(change.level)},
                               {"before", to_text(change.before)},
                               {"now", to_text(change.now)},
                               {"requirement", change.requirement},
                               {"what", change.what}});
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace assay
