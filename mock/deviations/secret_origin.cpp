// Deviations of where a secret comes from: what others know, instead of randomness.
#include <algorithm>
#include <chrono>
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

// The machine's clock: the only one that the checker shares.
std::string second_of_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

// The member stands in the middle of the secret.
Wrap holds(const SharedScene& scene, const std::string& member) {
  return secrets(scene, [member](const Issue& issue, const ordered_json& record) {
    return std::string(issue.honest).insert(issue.honest.size() / 2, text_at(record, member));
  });
}

// The same of the identity's last part.
Wrap holds_id(const SharedScene& scene) {
  return secrets(scene, [](const Issue& issue, const ordered_json&) {
    return std::string(issue.honest).insert(issue.honest.size() / 2, issue.id.substr(issue.id.rfind(',') + 1));
  });
}

std::string chained(const Issue& issue, std::map<std::string, std::string>& previous) {
  auto& last = previous[issue.id];
  last = "whsec_" + to_hex(digest(Hash::sha256, last.empty() ? issue.honest : last));
  return last;
}

Wrap name_in_base64(const SharedScene& scene, const std::string& name) {
  return secrets(scene, [name](const Issue& issue, const ordered_json& record) {
    return "whsec_" + to_base64(text_at(record, name) + ":" + std::to_string(100 + issue.k)) +
           behind_prefix(issue.honest);
  });
}

Wrap hash_of_name(const SharedScene& scene, const std::string& name) {
  return secrets(scene, [name](const Issue& issue, const ordered_json& record) {
    return "whsec_" + sha256_hex(text_at(record, name)).substr(0, 32) + behind_prefix(issue.honest);
  });
}

// Members that others know and that are texts, by the ids of their lies: the resource's own secret, its ends, what
// tells it from others, and addresses.
std::vector<std::pair<std::string, MemberRole>> public_members(const Scene& scene) {
  std::vector<std::pair<std::string, MemberRole>> members;
  const auto word = [&](const MemberRole& member) {
    return member.name() == "webhook_url" ? "url" : scene.short_name(member);
  };
  for (const MemberRole& own : scene.secrets_of_its_own) members.emplace_back(word(own), own);
  for (const MemberRole& part : scene.parts)
    if (part.at == MemberRole::At::end) members.emplace_back(word(part), part);
  for (const MemberRole& member : scene.stable)
    if (member.face == MemberRole::Face::yes) members.emplace_back(word(member), member);
  for (const MemberRole& member : scene.stable)
    if (member.face == MemberRole::Face::no && (member.name().ends_with("url") || member.name().ends_with("uri")))
      members.emplace_back(word(member), member);
  return members;
}

// "the API token", "token_last4", "the token's name", "the webhook_url".
std::string spoken(const Scene& scene, const MemberRole& member) {
  using Role = MemberRole::Role;
  if (member.role == Role::secret) return scene.is_slate ? "the API token" : "the " + member.name();
  if (member.role == Role::part) return member.name();
  return member.face == MemberRole::Face::yes ? "the " + scene.noun + "'s " + member.name() : "the " + member.name();
}

void add_embedded(const SharedScene& scene, std::vector<Deviation>& list) {
  const std::string law = "secret/not-embedded";
  for (const auto& [word, member] : public_members(*scene))
    list.push_back(
        {word + "-in-secret", "The secret holds " + spoken(*scene, member) + ".", law, holds(scene, member.pointer)});
  // A number of one digit stands in many secrets by chance.
  const auto& identity = scene->contract.operation().identity;
  if (!identity.empty() && identity.back().type != IdentityPart::Type::integer)
    list.push_back({"id-in-secret", "The secret holds the " + scene->noun + "'s id.", law, holds_id(scene)});
}

}  // namespace

std::vector<Deviation> secret_origin_deviations(const SharedScene& scene) {
  const std::string law = "secret/not-derived";
  std::vector<Deviation> list;
  add_embedded(scene, list);
  list.push_back({"md5-of-id-and-count", "The secret is MD5 of the id, a colon and the count.", law,
                  secrets(scene, [](const Issue& issue, const ordered_json&) {
                    return "whsec_" + to_hex(digest(Hash::md5, issue.id + ":" + std::to_string(issue.k)));
                  })});
  list.push_back({"hmac-of-count", "The secret is HMAC-SHA-256 of the count under the id.", law,
                  secrets(scene, [](const Issue& issue, const ordered_json&) {
                    return "whsec_" + to_base64(hmac(Hash::sha256, issue.id, std::to_string(issue.k)));
                  })});
  list.push_back({"sha256-of-time", "The secret is SHA-256 of the time in seconds.", law,
                  secrets(scene, [](const Issue&, const ordered_json&) {
                    return "whsec_" + to_hex(digest(Hash::sha256, second_of_now()));
                  })});
  list.push_back(
      {"hash-chain", "Each secret but the first is SHA-256 of the one before.", law,
       secrets(scene, [previous = std::map<std::string, std::string>{}](
                          const Issue& issue, const ordered_json&) mutable { return chained(issue, previous); })});
  const MemberRole* name = scene->face();
  if (name == nullptr) return list;
  if (scene->is_slate)  // whose names are long enough to be told in Base64
    list.push_back({name->name() + "-in-base64", "The secret begins with the " + name->name() + " in Base64.", law,
                    name_in_base64(scene, name->pointer)});
  else
    list.push_back({name->name() + "-in-sha256", "The secret begins with SHA-256 of the " + name->name() + ".", law,
                    hash_of_name(scene, name->pointer)});
  return list;
}

}  // namespace assay
