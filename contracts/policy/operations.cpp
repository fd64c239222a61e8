// What a policy says of the document's operations: which rotates, and which reads beside it.
#include "contracts/documents/settings.h"
#include "contracts/policy/parts.h"
#include "contracts/policy/policy_file.h"
#include "contracts/policy/written.h"

namespace assay {
namespace {

using nlohmann::json;

// The parameters and members that make the identity; the document orders them.
void read_parameters(const Document& document, const std::string& pointer, std::vector<std::string>& by) {
  for (const std::string& name : members_in_order(document, pointer, "parameters to 'identity'")) {
    const std::string place = below(pointer, name);
    if (*find_pointer(document.value, place) != "identity")
      refuse(document, place, "'by' says of '" + name + "' what is not known; write '" + name + ": identity'");
    by.push_back(name);
  }
}

void set_query(std::vector<std::pair<std::string, std::string>>& query, const json& value) {
  if (!value.is_object()) throw Unfit{"is no mapping of parameters to values"};
  for (const auto& [name, what] : value.items()) {
    if (what.is_structured() || what.is_null()) throw Unfit{"gives '" + name + "' what is no text, number or boolean"};
    query.emplace_back(name, what.is_string() ? what.get<std::string>() : what.dump());
  }
}

const Names<Use::Effect> effects = {
    {"rotates", Use::Effect::rotates}, {"reads", Use::Effect::reads}, {"lists", Use::Effect::lists}};

// What each effect has to say, and what it can't.
void refuse_misplaced(const Document& document, const Use& use, const std::string& pointer) {
  using Keys = std::vector<std::string>;
  const bool rotates = use.effect == Use::Effect::rotates, lists = use.effect == Use::Effect::lists;
  const Keys of_reading = {"shows", "hides"}, of_rotation = {"rotates", "changes", "body"}, of_listing = {"items"};
  const auto is_there = [&](const std::string& key) {
    return find_pointer(document.value, below(pointer, key)) != nullptr;
  };
  const auto refuse_any = [&](const Keys& keys, const std::string& whose) {
    for (const std::string& key : keys)
      if (is_there(key)) refuse(document, below(pointer, key), "'" + key + "' is said of " + whose + "; take it out");
  };
  if (rotates) refuse_any(of_reading, "a reading alone");
  if (!rotates) refuse_any(of_rotation, "a rotation alone");
  if (!lists) refuse_any(of_listing, "an operation that lists alone");
  if (lists) refuse_any({"shows", "by"}, "no operation that lists");
  for (const std::string& needed : rotates ? Keys{"of", "effect", "rotates"} : Keys{"of", "effect"})
    if (!is_there(needed)) refuse(document, pointer, "an operation needs '" + needed + "'; " + policy_catalog);
  if (lists && !is_there("items"))
    refuse(document, pointer,
           "an operation that lists needs 'items', the pointer of the array of records; '' where "
           "the body is the array");
}

Use read_use(const Document& document, const std::string& operation, const std::string& pointer) {
  Use use{.operation = operation};
  read_settings(document, pointer,
                {{"of", [&](const json& v) { set_filled_text(use.of, v); }},
                 {"effect", [&](const json& v) { set_choice(use.effect, v, effects); }},
                 {"by", [&](const json&) { read_parameters(document, below(pointer, "by"), use.by); }},
                 {"rotates", [&](const json& v) { set_texts(use.rotates, v); }},
                 {"shows", [&](const json& v) { set_texts(use.shows, v); }},
                 {"hides", [&](const json& v) { set_texts(use.hides, v); }},
                 {"changes", [&](const json& v) { set_texts(use.changes, v); }},
                 {"success", [&](const json& v) { set_numbers(use.success, v, 200, 299); }},
                 {"record", [&](const json& v) { set_pointer(use.record, v); }},
                 {"items", [&](const json& v) { set_pointer(use.items, v); }},
                 {"query", [&](const json& v) { set_query(use.query, v); }},
                 {"body", [&](const json& v) { use.body = v.dump(-1, ' ', true); }}},
                {"an operation of the policy", policy_catalog});
  refuse_misplaced(document, use, pointer);
  return use;
}

void check_use(const Document& document, const Policy& policy, const Use& use) {
  const std::string place = below("/operations", use.operation);
  std::vector<std::string> nouns, secrets, members;
  const ResourceKind* kind = nullptr;
  for (const ResourceKind& each : policy.resources) {
    nouns.push_back(each.noun);
    if (each.noun == use.of) kind = &each;
  }
  if (kind == nullptr)
    refuse(document, below(place, "of"), "'of' names '" + use.of + "', which is no resource" + meant(use.of, nouns));
  for (const MemberRole& member : kind->members) {
    const bool is_secret = member.role == MemberRole::Role::secret;
    if (is_secret && member.own == MemberRole::Own::no) secrets.push_back(member.pointer);
    members.push_back(member.pointer);
  }
  const auto refuse_others = [&](const char* key, const std::vector<std::string>& named,
                                 const std::vector<std::string>& known, const std::string& role) {
    for (const std::string& each : named)
      if (std::find(known.begin(), known.end(), each) == known.end())
        refuse(document, below(place, key),
               "'" + std::string(key) + "' names " + each + ", which is no member of " + use.of + role +
                   meant(each, known));
  };
  refuse_others("shows", use.shows, secrets, " with role: secret");
  refuse_others("hides", use.hides, secrets, " with role: secret (and without own: true)");
  refuse_others("changes", use.changes, members, "");
  for (const std::string& each : use.hides)
    if (std::find(use.shows.begin(), use.shows.end(), each) != use.shows.end())
      refuse(document, below(place, "hides"), "'hides' names " + each + ", which 'shows' names too");
  if (use.effect != Use::Effect::rotates) return;
  if (use.rotates.size() != 1)
    refuse(document, below(place, "rotates"), "'rotates' names not exactly one member, the secret that is replaced");
  if (std::find(secrets.begin(), secrets.end(), use.rotates.front()) == secrets.end())
    refuse(document, below(place, "rotates"),
           "'rotates' names " + use.rotates.front() + ", which is no member of " + use.of +
               " with role: secret (and without own: true)" + meant(use.rotates.front(), secrets));
}

}  // namespace

std::string written(Use::Effect effect) { return name_of(effect, effects); }

void read_operations(const Document& document, Policy& policy) {
  policy.uses.clear();
  for (const std::string& operation : members_in_order(document, "/operations", "operationIds to what they do"))
    policy.uses.push_back(read_use(document, operation, below("/operations", operation)));
  std::stable_partition(policy.uses.begin(), policy.uses.end(),
                        [](const Use& use) { return use.effect == Use::Effect::rotates; });
}

void check_uses(const Document& document, const Policy& policy) {
  for (const Use& use : policy.uses) check_use(document, policy, use);
  const auto count = [&](Use::Effect effect) {
    return std::count_if(policy.uses.begin(), policy.uses.end(), [&](const Use& use) { return use.effect == effect; });
  };
  const auto rotating = count(Use::Effect::rotates), reading = count(Use::Effect::reads),
             listing = count(Use::Effect::lists);
  for (const Use& use : policy.uses)
    if (use.of != policy.uses.front().of)
      refuse(document, below(below("/operations", use.operation), "of"),
             "the operations are of one resource: " + policy.uses.front().of);
  if (rotating != 1 || reading > 1 || listing > 1)
    refuse(document, "/operations",
           "holds " + std::to_string(rotating) + " operations that rotate, " + std::to_string(reading) +
               " that read and " + std::to_string(listing) +
               " that list; assay checks exactly one that rotates, and beside it one that reads and one that lists");
}

}  // namespace assay
