// Deviations that show only over time: what one request does to the answers of later ones.
#include <algorithm>
#include <cstdint>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

bool is_refusal(const Response& response) { return response.status >= 400 && response.status < 500; }

// The member counts the rotations of other resources.
Wrap renames_others(const SharedScene& scene, const std::string& member) {
  return edits_record(scene, [member, all = std::uint64_t{0}](ordered_json& record, std::uint64_t own) mutable {
    put(record, member, text_at(record, member) + " " + std::to_string(all++ - own));
  });
}

// The member that an answer shows tells how many requests were refused before it.
Wrap counts_refusals(const SharedScene& scene, const std::string& member) {
  return answers([scene, member, refused = std::uint64_t{0}](const Request& request, Response& response) mutable {
    refused += is_refusal(response) ? 1 : 0;
    if (!scene->shows(request, response)) return;
    edit_record(response, scene->record, [&](ordered_json& record) {
      if (const ordered_json* value = member_at(record, member)) put(record, member, altered(*value, refused));
    });
  });
}

// The limit that a success shows falls with every request that was refused before it.
Wrap charges_refusals(const SharedScene& scene) {
  return answers([scene, refused = 0](const Request& request, Response& response) mutable {
    refused += is_refusal(response) ? 1 : 0;
    if (!scene->shows(request, response)) return;
    edit_record(response, scene->record, [&](ordered_json& record) { record["rate_limit"] = 100000 - refused; });
  });
}

// The first success after a refusal shows the token disabled.
Wrap disables_after_refusal(const SharedScene& scene) {
  return answers([scene, refused = false](const Request& request, Response& response) mutable {
    if (scene->shows(request, response) && refused)
      edit_record(response, scene->record, [](ordered_json& record) { record["status"] = "disabled"; });
    refused = is_refusal(response);
  });
}

// A rotation that has to wait is done as if its body said what makes it be done.
Wrap never_waits(const SharedScene& scene) {
  return requests([plain = scene->contract.policy.body_in_window(),
                   forced = scene->contract.policy.rotation().body](Request& request) {
    if (request.body == plain) request.body = forced;
  });
}

// It is refused with another status.
Wrap refuses_waiting(const SharedScene& scene, int status) {
  return answers([plain = scene->contract.policy.body_in_window(), waits = scene->contract.policy.window->status,
                  status](const Request& request, Response& response) {
    if (request.body == plain && response.status == waits) response.status = status;
  });
}

Wrap earlier_each_time(const SharedScene& scene, const std::string& member) {
  return edits_record(scene, [member](ordered_json& record, std::uint64_t k) {
    put(record, member, "2025-12-" + std::to_string(31 - k % 20) + "T00:00:00Z");
  });
}

Wrap shows(const SharedScene& scene, const MemberRole& member, const char* instant, std::int64_t seconds) {
  return edits_record(scene, [member, instant, seconds](ordered_json& record, std::uint64_t) {
    put(record, member.pointer, time_as(member, instant, seconds));
  });
}

void add_times(const SharedScene& scene, std::vector<Deviation>& list) {
  if (scene->made.empty()) return;
  const MemberRole& made = scene->made.front();
  if (!scene->used.empty())
    list.push_back({"time-runs-back", scene->used.front().name() + " moves backwards.", "state/times",
                    earlier_each_time(scene, scene->used.front().pointer)});
  list.push_back({"made-tomorrow", made.name() + " lies in the future.", "state/times",
                  shows(scene, made, "2999-01-01T00:00:00Z", 32472144000)});
  if (!scene->used.empty())
    list.push_back({"used-before-made", scene->used.front().name() + " lies before " + made.name() + ".", "state/times",
                    shows(scene, scene->used.front(), "2001-01-01T00:00:00Z", 978307200)});
}

bool has(const Scene& scene, const std::string& member) {
  return std::any_of(scene.stable.begin(), scene.stable.end(),
                     [&](const MemberRole& role) { return role.pointer == member; });
}

}  // namespace

std::vector<Deviation> course_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  add_times(scene, list);
  if (scene->contract.policy.window) {
    const std::string refused = "window/refused";
    const int other = scene->contract.policy.window->status == 400 ? 404 : 400;
    list.push_back({"never-waits", "A rotation is done although the window of the one before is open.", refused,
                    never_waits(scene)});
    list.push_back({"waits-otherwise", "A rotation in an open window is refused with " + std::to_string(other) + ".",
                    refused, refuses_waiting(scene, other)});
  }
  if (scene->stable.empty()) return list;
  const MemberRole& face = scene->face() ? *scene->face() : scene->stable.front();
  list.push_back({"others-renamed", "A rotation changes the " + face.name() + " of every other " + scene->noun + ".",
                  "state/others-untouched", renames_others(scene, face.pointer)});
  const std::string inert = "state/refusal-is-inert";
  if (has(*scene, "/rate_limit"))
    list.push_back({"refusals-charged", "A refused request lowers the rate_limit that later answers show.", inert,
                    charges_refusals(scene)});
  if (has(*scene, "/status"))
    list.push_back({"refusal-disables", "A refused request disables the " + scene->noun + " until it is rotated.",
                    inert, disables_after_refusal(scene)});
  if (!scene->is_slate)
    list.push_back({"refusal-renames", "A refused request changes the " + face.name() + " that later answers show.",
                    inert, counts_refusals(scene, face.pointer)});
  return list;
}

}  // namespace assay
