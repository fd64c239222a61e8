// Deviations of the record that a rotation shows.
#include <algorithm>
#include <cstdint>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// Of a text the last character is another one.
Wrap changed_id(const SharedScene& scene) {
  return edits_record(scene, [scene](ordered_json& record, std::uint64_t) {
    const ordered_json* id = member_at(record, scene->identity);
    std::string text = id != nullptr && id->is_string() ? id->get<std::string>() : "";
    if (!text.empty()) text.back() = text.back() == '1' ? '2' : '1';
    const bool is_number = id != nullptr && id->is_number_integer();
    put(record, scene->identity, is_number ? ordered_json(id->get<std::int64_t>() + 1000000) : ordered_json(text));
  });
}

// The last character of an end is another one, the same at every rotation; a start is another word.
Wrap wrong_part(const SharedScene& scene, const MemberRole& part) {
  return edits_record(scene, [part](ordered_json& record, std::uint64_t) {
    std::string text = text_at(record, part.pointer);
    if (part.at == MemberRole::At::start) return put(record, part.pointer, "slate_live_");
    if (!text.empty()) text.back() = text.back() == 'x' ? 'y' : 'x';
    put(record, part.pointer, text);
  });
}

std::string joined(const Scene& scene, const ordered_json& record, const MemberRole& own, MemberRole::At at) {
  for (const MemberRole& part : scene.parts)
    if (part.of == own.pointer && part.at == at) return text_at(record, part.pointer);
  return "";
}

// Start and end stay, so that the record agrees with itself.
Wrap new_own(const SharedScene& scene, const MemberRole& own) {
  return edits_record(scene, [scene, own](ordered_json& record, std::uint64_t k) {
    put(record, own.pointer,
        joined(*scene, record, own, MemberRole::At::start) + std::to_string(100000 + k) + "Renewed" +
            joined(*scene, record, own, MemberRole::At::end));
  });
}

Wrap new_end(const SharedScene& scene, const MemberRole& own, const MemberRole& end) {
  return edits_record(scene, [own, end](ordered_json& record, std::uint64_t k) {
    const auto last = std::to_string(1000 + k);
    std::string whole = text_at(record, own.pointer);
    if (whole.size() >= last.size()) whole.replace(whole.size() - last.size(), last.size(), last);
    put(record, own.pointer, whole);
    put(record, end.pointer, last);
  });
}

// From the second rotation on.
Wrap later_shows(const SharedScene& scene, const std::string& member, const ordered_json& value) {
  return edits_record(scene, [member, value](ordered_json& record, std::uint64_t k) {
    if (k > 0) put(record, member, value);
  });
}

Wrap renames(const SharedScene& scene) {
  return edits_record(scene, [](ordered_json& record, std::uint64_t k) {
    put(record, "/name", text_at(record, "/name") + " (rotated " + std::to_string(k) + ")");
  });
}

Wrap alters(const SharedScene& scene, const std::string& member) {
  return edits_record(scene, [member](ordered_json& record, std::uint64_t k) {
    if (const ordered_json* value = member_at(record, member)) put(record, member, altered(*value, k));
  });
}

Wrap made_again(const SharedScene& scene, const MemberRole& made) {
  return edits_record(scene, [made](ordered_json& record, std::uint64_t k) {
    constexpr std::int64_t june = 1748736000;  // 2025-06-01T00:00:00Z
    const std::uint64_t second = 10 + k % 50;
    put(record, made.pointer,
        time_as(made, "2025-06-01T00:00:" + std::to_string(second) + "Z", june + static_cast<std::int64_t>(second)));
  });
}

// Members that many APIs have: what a rotation could do to each of them.
struct Known {
  const char* member;
  const char* id;
  const char* summary;
  ordered_json later;  // from the second rotation on
};

const std::vector<Known>& known_members() {
  static const std::vector<Known> all = {
      {"/scopes", "scopes-lost", "A rotation takes the scopes away.", ordered_json::array()},
      {"/webhook_enabled", "webhook-disabled", "A rotation disables the webhook.", false},
      {"/webhook_url", "url-lost", "A rotation takes the webhook_url away.", nullptr},
      {"/ip_allowlist", "allowlist-opened", "A rotation opens the ip_allowlist.", {"0.0.0.0/0"}},
      {"/rate_limit", "limit-reset", "A rotation sets the rate_limit back.", 1000},
      {"/expires_at", "expiry-moved", "A rotation moves expires_at.", "2100-12-31T23:59:59Z"},
      {"/status", "status-changed", "A rotation shows the status \"rotated\".", "rotated"},
      {"/created_by", "creator-changed", "A rotation takes the caller for the creator.", "api@broker.example"}};
  return all;
}

// The member where a rotation leaves it alone, else null.
const MemberRole* stays(const Scene& scene, const std::string& member) {
  const auto found = std::find_if(scene.stable.begin(), scene.stable.end(),
                                  [&](const MemberRole& role) { return role.pointer == member; });
  return found == scene.stable.end() || found->role != MemberRole::Role::stable ? nullptr : &*found;
}

void add_stable(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string unchanged = "state/unchanged";
  const auto is_known = [](const std::string& member) {
    return member == "/name" || std::any_of(known_members().begin(), known_members().end(),
                                            [&](const Known& known) { return member == known.member; });
  };
  if (stays(*scene, "/name"))
    list.push_back({"renamed", "A rotation puts a note behind the name.", unchanged, renames(scene)});
  for (const Known& known : known_members())
    if (stays(*scene, known.member))
      list.push_back({known.id, known.summary, unchanged, later_shows(scene, known.member, known.later)});
  for (const MemberRole& member : scene->stable)
    if (member.role == MemberRole::Role::stable && !is_known(member.pointer))
      list.push_back({"changed-" + member.name(), "A rotation changes " + member.name() + ".", unchanged,
                      alters(scene, member.pointer)});
  for (const MemberRole& made : scene->made)
    if (made.stays() && &made == &scene->made.front())
      list.push_back({"made-again", "A rotation moves " + made.name() + ".", unchanged, made_again(scene, made)});
}

void add_own(const SharedScene& scene, const MemberRole& own, std::vector<Deviation>& list) {
  std::vector<MemberRole> ends, starts;
  for (const MemberRole& part : scene->parts)
    if (part.of == own.pointer) (part.at == MemberRole::At::end ? ends : starts).push_back(part);
  for (const auto* parts : {&ends, &starts})
    for (const MemberRole& part : *parts)
      list.push_back(
          {"wrong-" + scene->short_name(part),
           part.name() + " is not how the " + own.name() + (part.at == MemberRole::At::end ? " ends." : " begins."),
           "state/parts", wrong_part(scene, part)});
  list.push_back({own.name() + "-rotated", "A rotation replaces the " + own.name() + " as well.", "state/kept",
                  new_own(scene, own)});
  for (const MemberRole& end : ends)
    list.push_back({scene->short_name(end) + "-rotated",
                    "A rotation replaces the " + own.name() + "'s last characters.", "state/kept",
                    new_end(scene, own, end)});
}

}  // namespace

std::vector<Deviation> record_deviations(const SharedScene& scene) {
  std::vector<Deviation> list;
  if (scene->is_in_record)
    list.push_back({"changed-id", "A " + scene->success + " shows another id than the one asked for.", "state/echo",
                    changed_id(scene)});
  add_stable(scene, list);
  if (!scene->secrets_of_its_own.empty()) add_own(scene, scene->secrets_of_its_own.front(), list);
  return list;
}

}  // namespace assay
