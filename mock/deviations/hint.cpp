// Deviations of what a record tells of its secret beside it: a hint of it, and when it changed last.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "contracts/digest.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// As many characters as the hint shows, of another secret.
std::string of_another(const MemberRole& hint, std::uint64_t k) {
  return sha256_hex(std::to_string(k)).substr(0, hint.count);
}

Wrap shows_another(const SharedScene& scene, const MemberRole& hint) {
  return edits_record(
      scene, [hint](ordered_json& record, std::uint64_t k) { put(record, hint.pointer, of_another(hint, k)); });
}

// Long enough a part of the secret that it is no hint.
Wrap tells_more(const SharedScene& scene, const MemberRole& hint) {
  return edits_record(scene, [scene, hint](ordered_json& record, std::uint64_t) {
    const std::string secret = text_at(record, scene->secret);
    const std::size_t size = std::min(hint.count + 12, secret.size());
    const bool is_last = hint.shows == MemberRole::Shows::last;
    put(record, hint.pointer, is_last ? secret.substr(secret.size() - size) : secret.substr(0, size + 8));
  });
}

// The reading shows the hint of the secret before.
Wrap lags(const SharedScene& scene, const MemberRole& hint) {
  struct Hints {
    std::string before{}, now{};
  };
  return answers(
      [scene, hint, known = std::map<std::string, Hints>{}](const Request& request, Response& response) mutable {
        const bool is_read = scene->reads(request);
        if (response.status / 100 != 2) return;
        edit_record(response, is_read ? scene->read_record : scene->record, [&](ordered_json& record) {
          const std::string hint_now = text_at(record, hint.pointer);
          if (hint_now.empty()) return;
          Hints& hints = known[scene->identity_in(request)];
          if (!is_read) hints = {.before = hints.now, .now = hint_now};
          if (is_read && !hints.before.empty()) put(record, hint.pointer, hints.before);
        });
      });
}

// Seconds since 1970 of 2025-03-01T00:00:30Z, and `days` earlier.
ordered_json long_ago(const MemberRole& member, std::uint64_t days) {
  constexpr std::int64_t at = 1740787230, day = 86400;
  const std::string in_february = "2025-02-" + std::to_string(28 - days % 18) + "T00:00:30Z";
  return time_as(member, days == 0 ? "2025-03-01T00:00:30Z" : in_february,
                 at - static_cast<std::int64_t>(days % 18) * day);
}

Wrap stands_still(const SharedScene& scene, const MemberRole& changed) {
  return edits_record(
      scene, [changed](ordered_json& record, std::uint64_t) { put(record, changed.pointer, long_ago(changed, 0)); });
}

Wrap runs_back(const SharedScene& scene, const MemberRole& changed) {
  return edits_record(
      scene, [changed](ordered_json& record, std::uint64_t k) { put(record, changed.pointer, long_ago(changed, k)); });
}

Wrap lies_ahead(const SharedScene& scene, const MemberRole& changed) {
  return edits_record(scene, [changed](ordered_json& record, std::uint64_t) {
    put(record, changed.pointer, time_as(changed, "2199-01-01T00:00:00Z", 7226582400));
  });
}

}  // namespace

std::vector<Deviation> hint_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  const std::string hint_law = "state/hint", changed_law = "state/changed-advances";
  for (const MemberRole& hint : scene->hints) {
    const std::string id = scene->hints.size() == 1 ? "hint" : hint.name();
    list.push_back({"wrong-" + id, hint.name() + " is of another secret.", hint_law, shows_another(scene, hint)});
    if (hint.shows != MemberRole::Shows::sha256)
      list.push_back(
          {"long-" + id, hint.name() + " shows a longer part of the secret.", hint_law, tells_more(scene, hint)});
    if (scene->contract.reading() && !scene->is_shown_by_reading)
      list.push_back(
          {"stale-" + id, hint.name() + " of a reading is of the secret before.", hint_law, lags(scene, hint)});
  }
  if (scene->changed.empty()) return list;
  const MemberRole& changed = scene->changed.front();
  list.push_back({"frozen-time", "A rotation leaves " + changed.name() + " where it was.", changed_law,
                  stands_still(scene, changed)});
  list.push_back({"change-runs-back", "Each rotation moves " + changed.name() + " backwards.", changed_law,
                  runs_back(scene, changed)});
  list.push_back(
      {"changed-tomorrow", changed.name() + " lies in the future.", changed_law, lies_ahead(scene, changed)});
  return list;
}

}  // namespace assay
