// What a policy says of the document's things: the roles of their members.
#include <array>

#include "contracts/documents/settings.h"
#include "contracts/policy/parts.h"
#include "contracts/policy/policy_file.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

using nlohmann::json;
using Role = MemberRole::Role;

const Names<Role> roles = {{"secret", Role::secret},   {"part", Role::part}, {"hint", Role::hint},
                           {"stable", Role::stable},   {"made", Role::made}, {"used", Role::used},
                           {"changed", Role::changed}, {"open", Role::open}};
const Names<MemberRole::At> ends = {{"start", MemberRole::At::start}, {"end", MemberRole::At::end}};
const Names<MemberRole::Unit> units = {{"rfc3339", MemberRole::Unit::rfc3339},
                                       {"seconds", MemberRole::Unit::seconds},
                                       {"milliseconds", MemberRole::Unit::milliseconds}};
const Names<MemberRole::Order> orders = {{"any", MemberRole::Order::any}, {"kept", MemberRole::Order::kept}};
const Names<MemberRole::Shows> excerpts = {
    {"first", MemberRole::Shows::first}, {"last", MemberRole::Shows::last}, {"sha256", MemberRole::Shows::sha256}};

// "last 4": what a hint shows, and how many characters of it.
void set_shows(MemberRole& member, const json& value) {
  std::string text;
  set_text(text, value);
  const auto space = text.find(' ');
  const std::string count = space == std::string::npos ? "" : text.substr(space + 1);
  const bool is_count = !count.empty() && count.size() <= 2 && count.find_first_not_of("0123456789") == count.npos;
  if (!is_count || std::stoi(count) < 1 || std::stoi(count) > 64)
    throw Unfit{"says not what a hint shows; write 'last 4', 'first 4' or 'sha256 8', with a number from 1 to 64"};
  set_choice(member.shows, json(text.substr(0, space)), excerpts);
  member.count = static_cast<std::size_t>(std::stoi(count));
}

void refuse_no_path(const Document& document, const std::string& name, const std::string& pointer) {
  if (!name.starts_with('/'))
    refuse(document, pointer, "'" + name + "' is no JSON Pointer into a record; write '/" + name + "'");
  if (!is_escaped(name)) refuse(document, pointer, "'" + name + "' holds a '~' that is no escape; write '~0'");
  for (const std::string& each : pointer_names(name))
    if (each.empty() || each.find_first_not_of("0123456789") == std::string::npos)
      refuse(document, pointer,
             "'" + name +
                 "' leads into an array, or to a member without a name; assay follows the names "
                 "of members alone");
}

// A key that is said of some roles alone.
struct Key {
  const char* name = "";
  std::vector<Role> of{};
  const char* said_of = "";  // "secrets": whom it is said of
  const char* advice = "";
  bool needed = false;  // by each of them
};

// What stands beside a role must be what it needs, and nothing else.
void refuse_strangers(const Document& document, const MemberRole& member, const std::string& pointer) {
  const std::array<Key, 7> keys = {{
      {"own", {Role::secret}, "secrets", "role: secret"},
      {"face", {Role::stable}, "stable members", "role: stable"},
      {"order", {Role::stable}, "stable members", "role: stable"},
      {"unit", {Role::made, Role::used, Role::changed}, "times", "role: made, used or changed"},
      {"at", {Role::part}, "parts", "role: part"},
      {"shows", {Role::hint}, "hints", "role: hint", true},
      {"of", {Role::part, Role::hint}, "parts and hints", "role: part or hint", true},
  }};
  for (const Key& key : keys) {
    const bool fits = std::find(key.of.begin(), key.of.end(), member.role) != key.of.end();
    const bool is_there = find_pointer(document.value, below(pointer, key.name)) != nullptr;
    if (is_there && !fits)
      refuse(
          document, below(pointer, key.name),
          "'" + std::string(key.name) + "' is said of " + key.said_of + " alone; take it out, or write " + key.advice);
    if (!is_there && fits && key.needed)
      refuse(document, pointer,
             member.role == Role::part ? "a part needs 'of', the pointer of the member that it belongs to"
                                       : "a hint needs 'of', the pointer of the secret, and 'shows', as 'last 4'");
  }
}

MemberRole read_member(const Document& document, const std::string& name, const std::string& pointer) {
  refuse_no_path(document, name, pointer);
  MemberRole member{.pointer = name};
  bool own = false, face = false;
  read_settings(document, pointer,
                {{"role", [&](const json& v) { set_choice(member.role, v, roles); }},
                 {"of", [&](const json& v) { set_pointer(member.of, v); }},
                 {"at", [&](const json& v) { set_choice(member.at, v, ends); }},
                 {"shows", [&](const json& v) { set_shows(member, v); }},
                 {"unit", [&](const json& v) { set_choice(member.unit, v, units); }},
                 {"order", [&](const json& v) { set_choice(member.order, v, orders); }},
                 {"own", [&](const json& v) { set_flag(own, v); }},
                 {"face", [&](const json& v) { set_flag(face, v); }}},
                {"a member's role", policy_catalog});
  member.own = own ? MemberRole::Own::yes : MemberRole::Own::no;
  member.face = face ? MemberRole::Face::yes : MemberRole::Face::no;
  refuse_strangers(document, member, pointer);
  return member;
}

ResourceKind read_resource(const Document& document, const std::string& noun, const std::string& pointer) {
  ResourceKind kind{.noun = noun};
  read_settings(document, pointer,
                {{"identity", [&](const json& v) { set_pointer(kind.identity, v); }},
                 {"secret_noun", [&](const json& v) { set_filled_text(kind.secret_noun, v); }},
                 {"members", [](const json&) {}}},
                {"a resource", policy_catalog});
  const std::string members = below(pointer, "members");
  for (const std::string& name : members_in_order(document, members, "JSON Pointers to roles"))
    kind.members.push_back(read_member(document, name, below(members, name)));
  return kind;
}

}  // namespace

std::string written(const MemberRole& member) {
  std::string text = "{role: " + name_of(member.role, roles);
  if (!member.of.empty()) text += ", of: " + yaml_text(member.of);
  if (member.role == Role::part) text += ", at: " + name_of(member.at, ends);
  if (member.role == Role::hint)
    text += ", shows: " + name_of(member.shows, excerpts) + ' ' + std::to_string(member.count);
  if (member.role == Role::made || member.role == Role::used || member.role == Role::changed)
    text += ", unit: " + name_of(member.unit, units);
  if (member.role == Role::stable) text += ", order: " + name_of(member.order, orders);
  if (member.own == MemberRole::Own::yes) text += ", own: true";
  if (member.face == MemberRole::Face::yes) text += ", face: true";
  return text + '}';
}

void read_resources(const Document& document, Policy& policy) {
  policy.resources.clear();
  for (const std::string& noun : members_in_order(document, "/resources", "nouns to what they have"))
    policy.resources.push_back(read_resource(document, noun, below("/resources", noun)));
}

void check_members(const Document& document, const ResourceKind& kind) {
  const std::string members = below(below("/resources", kind.noun), "members");
  std::vector<std::string> known;
  for (const MemberRole& member : kind.members) known.push_back(member.pointer);
  const auto find = [&](const std::string& pointer) {
    return std::find_if(kind.members.begin(), kind.members.end(),
                        [&](const MemberRole& each) { return each.pointer == pointer; });
  };
  const MemberRole* changed = nullptr;
  for (const MemberRole& member : kind.members) {
    if (member.role == Role::changed && changed != nullptr)
      refuse(document, below(members, member.pointer),
             "a record has one time of its last change, and " + changed->pointer + " is it; write role: open");
    if (member.role == Role::changed) changed = &member;
  }
  for (const MemberRole& member : kind.members) {
    if (member.of.empty()) continue;
    const std::string place = below(below(members, member.pointer), "of");
    const auto whole = find(member.of);
    if (whole == kind.members.end())
      refuse(document, place,
             "'of' names " + member.of + ", which is no member of " + kind.noun + meant(member.of, known));
    const bool is_secret = whole->role == Role::secret;
    if (member.role == Role::part && (!is_secret || whole->own == MemberRole::Own::no))
      refuse(document, place,
             "a part is one of a secret that stays (role: secret, own: true), and " + member.of +
                 " is none; of the secret that is rotated it is a hint: {role: hint, of: " + member.of +
                 ", shows: last 4}");
    if (member.role == Role::hint && (!is_secret || whole->own == MemberRole::Own::yes))
      refuse(document, place,
             "a hint is one of the secret that is rotated (role: secret), and " + member.of +
                 " is none; of a secret that stays it is a part: {role: part, of: " + member.of + ", at: end}");
  }
}

}  // namespace assay
