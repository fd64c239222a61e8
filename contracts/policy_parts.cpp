#include "contracts/policy_parts.h"

#include <algorithm>

#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/settings.h"

namespace assay {
namespace {

using nlohmann::json;

const std::string catalog = "contracts/slate.policy.yaml lists them all";

[[noreturn]] void refuse(const Document& document, const std::string& pointer, const std::string& message) {
  throw BadDocument(document.place(pointer), message);
}

// Calls see(name, pointer) for each member of the mapping at `pointer`, in the order of the file's lines.
template <class See>
void each_member(const Document& document, const std::string& pointer, const std::string& what, See see) {
  const json* mapping = find_pointer(document.value, pointer);
  if (mapping == nullptr || !mapping->is_object()) refuse(document, pointer, "is no mapping of " + what);
  std::vector<std::string> names;
  for (const auto& [name, value] : mapping->items()) names.push_back(name);
  const auto line = [&](const std::string& name) { return document.place(below(pointer, name)).line; };
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return line(a) < line(b); });
  for (const std::string& name : names) see(name, below(pointer, name));
}

const Names<MemberRole::Role> roles = {{"secret", MemberRole::Role::secret}, {"part", MemberRole::Role::part},
                                       {"stable", MemberRole::Role::stable}, {"made", MemberRole::Role::made},
                                       {"used", MemberRole::Role::used},     {"changed", MemberRole::Role::changed},
                                       {"open", MemberRole::Role::open}};
const Names<MemberRole::At> ends = {{"start", MemberRole::At::start}, {"end", MemberRole::At::end}};

// Whether each '~' is one of an escape (RFC 6901 section 3).
bool is_escaped(const std::string& pointer) {
  for (std::size_t at = 0; (at = pointer.find('~', at)) != std::string::npos; ++at)
    if (pointer.substr(at, 2) != "~0" && pointer.substr(at, 2) != "~1") return false;
  return true;
}

void set_pointer(std::string& pointer, const json& value) {
  set_text(pointer, value);
  if (!is_escaped(pointer)) throw Unfit{"holds a '~' that is no escape; write '~0'"};
  if (!pointer.empty() && !pointer.starts_with('/'))
    throw Unfit{"holds '" + pointer + "', which is no JSON Pointer; write '/" + pointer + "'"};
}

MemberRole read_member(const Document& document, const std::string& name, const std::string& pointer) {
  if (!name.starts_with('/'))
    refuse(document, pointer, "'" + name + "' is no JSON Pointer into a record; write '/" + name + "'");
  if (!is_escaped(name)) refuse(document, pointer, "'" + name + "' holds a '~' that is no escape; write '~0'");
  for (const std::string& each : pointer_names(name))
    if (each.empty() || each.find_first_not_of("0123456789") == std::string::npos)
      refuse(document, pointer,
             "'" + name +
                 "' leads into an array, or to a member without a name; assay follows the names "
                 "of members alone");
  MemberRole member{.pointer = name};
  bool own = false, face = false;
  read_settings(document, pointer,
                {{"role", [&](const json& v) { set_choice(member.role, v, roles); }},
                 {"of", [&](const json& v) { set_pointer(member.of, v); }},
                 {"at", [&](const json& v) { set_choice(member.at, v, ends); }},
                 {"own", [&](const json& v) { set_flag(own, v); }},
                 {"face", [&](const json& v) { set_flag(face, v); }}},
                {"a member's role", catalog});
  member.own = own ? MemberRole::Own::yes : MemberRole::Own::no;
  member.face = face ? MemberRole::Face::yes : MemberRole::Face::no;
  if (own && member.role != MemberRole::Role::secret)
    refuse(document, below(pointer, "own"), "'own' is said of secrets alone; take it out, or write role: secret");
  if (face && member.role != MemberRole::Role::stable)
    refuse(document, below(pointer, "face"),
           "'face' is said of stable members alone; take it out, or write role: stable");
  if (member.of.empty() != (member.role != MemberRole::Role::part))
    refuse(document, pointer,
           "a part needs 'of', the pointer of the member that it belongs to, and nothing else has it");
  return member;
}

ResourceKind read_resource(const Document& document, const std::string& noun, const std::string& pointer) {
  ResourceKind kind{.noun = noun};
  read_settings(document, pointer,
                {{"identity", [&](const json& v) { set_pointer(kind.identity, v); }},
                 {"secret_noun", [&](const json& v) { set_filled_text(kind.secret_noun, v); }},
                 {"members", [](const json&) {}}},
                {"a resource", catalog});
  each_member(document, below(pointer, "members"), "JSON Pointers to roles",
              [&](const auto& name, const auto& at) { kind.members.push_back(read_member(document, name, at)); });
  return kind;
}

void set_parameters(std::vector<std::string>& by, const json& value) {
  if (!value.is_object()) throw Unfit{"is no mapping of parameters to 'identity'"};
  for (const auto& [name, what] : value.items()) {
    if (what != "identity") throw Unfit{"says of '" + name + "' what is not known; write '" + name + ": identity'"};
    by.push_back(name);
  }
}

void set_effect(Use::Effect& effect, const json& value) {
  if (value == "lists") throw Unfit{"is 'lists', which assay does not serve yet; leave the operation out"};
  set_choice<Use::Effect>(effect, value, {{"rotates", Use::Effect::rotates}, {"reads", Use::Effect::reads}});
}

Use read_use(const Document& document, const std::string& operation, const std::string& pointer) {
  Use use{.operation = operation};
  read_settings(document, pointer,
                {{"of", [&](const json& v) { set_filled_text(use.of, v); }},
                 {"effect", [&](const json& v) { set_effect(use.effect, v); }},
                 {"by", [&](const json& v) { set_parameters(use.by, v); }},
                 {"rotates", [&](const json& v) { set_texts(use.rotates, v); }},
                 {"shows", [&](const json& v) { set_texts(use.shows, v); }},
                 {"success", [&](const json& v) { set_numbers(use.success, v, 200, 299); }},
                 {"record", [&](const json& v) { set_pointer(use.record, v); }},
                 {"body", [&](const json& v) { use.body = v.dump(); }}},
                {"an operation of the policy", catalog});
  const bool rotates = use.effect == Use::Effect::rotates;
  if (rotates ? !use.shows.empty() : !use.rotates.empty() || !use.body.empty())
    refuse(document, pointer, "'shows' is said of a reading, 'rotates' and 'body' of a rotation");
  for (const char* needed : {"of", "effect", "rotates"})
    if ((rotates || needed != std::string("rotates")) && !find_pointer(document.value, below(pointer, needed)))
      refuse(document, pointer, std::string("an operation needs '") + needed + "'; " + catalog);
  return use;
}

LawWords read_law_words(const Document& document, const std::string& kind, const std::string& pointer) {
  LawWords words{.kind = kind};
  read_settings(document, pointer,
                {{"id", [&](const json& v) { set_filled_text(words.id, v); }},
                 {"says", [&](const json& v) { set_filled_text(words.quote, v); }},
                 {"at", [&](const json& v) { set_pointer(words.at, v); }}},
                {"a law", catalog});
  if (words.quote.empty() != words.at.empty())
    refuse(document, pointer, "'says' quotes the document and 'at' says where it does: a law has both or neither");
  return words;
}

// The nearest of the names, as an advice; empty when none is near.
std::string meant(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_of(name, known);
  return near.empty() ? "" : "; did you mean '" + near + "'?";
}

void check_members(const Document& document, const ResourceKind& kind) {
  const std::string members = below(below("/resources", kind.noun), "members");
  std::vector<std::string> known;
  for (const MemberRole& member : kind.members) known.push_back(member.pointer);
  const auto stays = [&](const std::string& pointer) {
    return std::any_of(kind.members.begin(), kind.members.end(), [&](const MemberRole& each) {
      return each.pointer == pointer && each.role == MemberRole::Role::secret && each.own == MemberRole::Own::yes;
    });
  };
  for (const MemberRole& member : kind.members)
    if (!member.of.empty() && std::find(known.begin(), known.end(), member.of) == known.end())
      refuse(document, below(below(members, member.pointer), "of"),
             "'of' names " + member.of + ", which is no member of " + kind.noun + meant(member.of, known));
  for (const MemberRole& member : kind.members)
    if (!member.of.empty() && !stays(member.of))
      refuse(document, below(below(members, member.pointer), "of"),
             "a part is one of a secret that stays (role: secret, own: true), and " + member.of +
                 " is none; a hint of the secret that is rotated is 'open'");
}

void check_use(const Document& document, const Policy& policy, const Use& use) {
  const std::string place = below("/operations", use.operation);
  std::vector<std::string> nouns, secrets;
  const ResourceKind* kind = nullptr;
  for (const ResourceKind& each : policy.resources) {
    nouns.push_back(each.noun);
    if (each.noun == use.of) kind = &each;
  }
  if (kind == nullptr)
    refuse(document, below(place, "of"), "'of' names '" + use.of + "', which is no resource" + meant(use.of, nouns));
  for (const MemberRole& member : kind->members)
    if (member.role == MemberRole::Role::secret && member.own == MemberRole::Own::no) secrets.push_back(member.pointer);
  for (const std::string& shown : use.shows)
    if (std::find(secrets.begin(), secrets.end(), shown) == secrets.end())
      refuse(document, below(place, "shows"),
             "'shows' names " + shown + ", which is no member of " + use.of + " with role: secret" +
                 meant(shown, secrets));
  if (use.effect == Use::Effect::reads) return;
  if (use.rotates.size() != 1)
    refuse(document, below(place, "rotates"), "'rotates' names not exactly one member, the secret that is replaced");
  if (std::find(secrets.begin(), secrets.end(), use.rotates.front()) == secrets.end())
    refuse(document, below(place, "rotates"),
           "'rotates' names " + use.rotates.front() + ", which is no member of " + use.of +
               " with role: secret (and without own: true)" + meant(use.rotates.front(), secrets));
}

}  // namespace

void read_resources(const Document& document, Policy& policy) {
  policy.resources.clear();
  each_member(document, "/resources", "nouns to what they have", [&](const auto& noun, const auto& pointer) {
    policy.resources.push_back(read_resource(document, noun, pointer));
  });
}

void read_operations(const Document& document, Policy& policy) {
  policy.uses.clear();
  each_member(document, "/operations", "operationIds to what they do", [&](const auto& operation, const auto& pointer) {
    policy.uses.push_back(read_use(document, operation, pointer));
  });
  std::stable_partition(policy.uses.begin(), policy.uses.end(),
                        [](const Use& use) { return use.effect == Use::Effect::rotates; });
}

void read_laws(const Document& document, Policy& policy) {
  policy.laws.clear();
  const json* list = find_pointer(document.value, "/laws");
  if (!list->is_array()) refuse(document, "/laws", "is no list of laws");
  for (std::size_t k = 0; k < list->size(); ++k) {
    const std::string entry = below("/laws", std::to_string(k));
    if (!(*list)[k].is_object() || (*list)[k].size() != 1)
      refuse(document, entry, "is no law; write '- secret/fresh: {says: \"...\", at: /...}'");
    each_member(document, entry, "a law", [&](const auto& kind, const auto& pointer) {
      policy.laws.push_back(read_law_words(document, kind, pointer));
    });
  }
}

void check_parts(const Document& document, const Policy& policy) {
  for (const ResourceKind& kind : policy.resources) check_members(document, kind);
  for (const Use& use : policy.uses) check_use(document, policy, use);
  const auto rotating = std::count_if(policy.uses.begin(), policy.uses.end(),
                                      [](const Use& use) { return use.effect == Use::Effect::rotates; });
  for (const Use& use : policy.uses)
    if (use.of != policy.uses.front().of)
      refuse(document, below(below("/operations", use.operation), "of"),
             "the operations are of one resource: " + policy.uses.front().of);
  if (rotating != 1 || policy.uses.size() > 2)
    refuse(document, "/operations",
           "holds " + std::to_string(rotating) + " operations that rotate and " +
               std::to_string(static_cast<std::ptrdiff_t>(policy.uses.size()) - rotating) +
               " that read; assay checks exactly one that rotates, and one that reads beside it");
}

}  // namespace assay
