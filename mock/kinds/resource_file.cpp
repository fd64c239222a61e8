#include "mock/kinds/resource_file.h"

#include <algorithm>
#include <set>

#include "contracts/digest.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/schema/schema.h"
#include "mock/kinds/showing.h"
#include "mock/samples/sampler.h"
#include "mock/state/act.h"

namespace assay {
namespace {

using Role = MemberRole::Role;

constexpr Moment made_at = std::chrono::sys_days{std::chrono::year{2025} / 3 / 1} + std::chrono::hours(9);

// A resource in the making.
struct Draft {
  std::vector<std::string> parameters{};
  Sample given = Sample::object();  // members of the record that somebody gave
  int variant = 1;
  Place place{};  // for errors
};

Sample* find(Sample& record, const std::string& pointer) {
  const Sample::json_pointer place(pointer);
  return record.contains(place) ? &record[place] : nullptr;
}

// The text of a parameter as a record shows it: a number where `like` is one.
Sample typed(const std::string& text, const Sample& like) {
  if (!like.is_number()) return text;
  const Sample number = Sample::parse(text, nullptr, false);
  return number.is_number() ? number : Sample(text);
}

void put_identity(const Contract& contract, const Identity& identity, const Draft& draft, Sample& record) {
  for (std::size_t i = 0; i < draft.parameters.size(); ++i)
    if (Sample* own = find(record, below("", identity.names()[i]))) *own = typed(draft.parameters[i], *own);
  if (const std::string& pointer = contract.policy.resource().identity; !pointer.empty())
    if (Sample* id = find(record, pointer)) *id = typed(draft.parameters.back(), *id);
}

// What tells two resources apart, and times that are over, where the samples are the same for all.
void put_roles(const Contract& contract, const Draft& draft, Sample& record) {
  for (const MemberRole& member : contract.policy.resource().members) {
    Sample* value = find(record, member.pointer);
    if (value == nullptr) continue;
    if (member.face == MemberRole::Face::yes && value->is_string() && draft.variant > 1) {
      const std::string number = std::to_string(draft.variant);
      if (!value->get_ref<const std::string&>().ends_with(number)) *value = value->get<std::string>() + ' ' + number;
    }
    if (member.role == Role::made || member.role == Role::changed || member.role == Role::used)
      *value = Sample::parse(json_of(made_at, member.unit));
  }
}

void put_secrets(const Contract& contract, const SecretSpelling& spelling, const Draft& draft, Sample& record) {
  for (const MemberRole& member : contract.policy.members({Role::secret}))
    if (Sample* value = find(record, member.pointer); value != nullptr && value->is_string())
      *value = spelling.spell(digest(Hash::sha256, member.pointer + '\n' + identity_key(draft.parameters)));
  for (const MemberRole& member : contract.policy.members({Role::part})) {
    Sample* value = find(record, member.pointer);
    const Sample* whole = find(record, member.of);
    if (value == nullptr || whole == nullptr || !whole->is_string()) continue;
    const std::string text = whole->get<std::string>();
    const std::size_t size = std::min<std::size_t>(4, text.size());
    *value = member.at == MemberRole::At::start ? text.substr(0, size) : text.substr(text.size() - size);
  }
}

// A given value takes the place of the sample's, member by member where both are objects.
void put_given(Sample& record, const Sample& given) {
  for (const auto& [name, value] : given.items()) {
    if (record[name].is_object() && value.is_object())
      put_given(record[name], value);
    else
      record[name] = value;
  }
}

// The secret in place, and all that a rotation moves with it.
Resource with_secret(const Contract& contract, const Draft& draft, const Sample& record) {
  Resource resource(draft.parameters, record.dump());
  Rules rules{.secret = contract.policy.rotation().rotates.front()};
  const std::string secret = resource.text(rules.secret);
  for (const Rules::Hint& hint : rules_of(contract.policy).hints)
    if (!draft.given.contains(Sample::json_pointer(hint.pointer))) rules.hints.push_back(hint);
  if (resource.member(rules.secret).empty()) return resource;
  resource = rotate(std::move(resource), made_at, secret, rules).resource;
  resource.rotations = 0;
  return resource;
}

void check_fit(const Contract& contract, const Showings& showings, const Resource& resource, const Draft& draft) {
  for (const Showing& showing : showings.uses) {
    if (showing.schema.empty()) continue;
    const auto body =
        nlohmann::json::parse(showing.before + shown(resource, made_at, Rules{}, showing.view) + showing.after);
    const Place place = contract.place(showing.schema);
    const auto violations = Schema::compile(contract.document->value, place).validate(body);
    if (violations.empty()) continue;
    const bool is_ours = draft.given.empty();
    throw BadDocument(draft.place, std::string("the mock's ") + contract.policy.resource().noun +
                                       " does not fit the document at " + violations.front().pointer + ": " +
                                       violations.front().message +
                                       (is_ours ? "; give one that does with --resources FILE" : ""));
  }
}

Resource finish(const Contract& contract, const Identity& identity, const SecretSpelling& spelling,
                const Draft& draft) {
  const Showings showings = showings_of(contract, draft.variant);
  Sample record = showings.record;
  put_identity(contract, identity, draft, record);
  put_roles(contract, draft, record);
  put_secrets(contract, spelling, draft, record);
  put_given(record, draft.given);
  put_identity(contract, identity, draft, record);
  Resource resource = with_secret(contract, draft, record);
  check_fit(contract, showings, resource, draft);
  return resource;
}

// "webhook_endpoint" of "webhook_endpoint_id", "project" of "projectID".
std::string stem_of(const std::string& name) {
  for (const std::string_view end : {"_id", "-id", "Id", "ID"})
    if (name.size() > end.size() && name.ends_with(end)) return name.substr(0, name.size() - end.size());
  return name;
}

// Texts that a part may be, the most telling first: of a format or of few values those that the document names or
// describes, else "key_1", as long as it has to be.
std::vector<std::string> candidates_of(const Contract& contract, const Identity& identity, std::size_t part) {
  constexpr int most = 4;
  const auto text_of = [](const Sample& value) { return value.is_string() ? value.get<std::string>() : value.dump(); };
  std::vector<std::string> own, named;
  for (const char* zeros : {"", "0000", "0000000000", "00000000000000000000", "00000000000000000000000000000000"})
    for (int variant = 1; variant <= most; ++variant)
      own.push_back(stem_of(identity.names()[part]) + '_' + zeros + std::to_string(variant));
  for (int variant = 1; variant <= most; ++variant) own.push_back(std::to_string(variant));
  own.insert(own.end(), {"true", "false"});
  const std::string& schema = identity.schema(part);
  if (schema.empty()) return own;
  for (const Sample& value : given_samples(*contract.document, schema)) named.push_back(text_of(value));
  for (int variant = 1; variant <= most; ++variant)  // no two parts of an identity are the same
    named.push_back(text_of(sample(*contract.document, schema, variant + 10 * static_cast<int>(part))));
  const nlohmann::json* node = find_pointer(contract.document->value, schema);
  const bool is_formed = node->is_object() && node->contains("format");
  named.insert(is_formed ? named.end() : named.begin(), own.begin(), own.end());
  return named;
}

// Those of the candidates that a part takes, each once; at least one.
std::vector<std::string> texts_of(const Contract& contract, const Identity& identity, std::size_t part) {
  std::vector<std::string> texts;
  for (std::string& text : candidates_of(contract, identity, part))
    if (identity.takes(part, text) && std::find(texts.begin(), texts.end(), text) == texts.end())
      texts.push_back(std::move(text));
  if (!texts.empty()) return texts;
  throw BadDocument(contract.operation().place, "the mock finds no " + identity.names()[part] +
                                                    " that the document allows; give some with --resources FILE");
}

// As many identities as there are, at most `most`.
std::vector<std::vector<std::string>> made_up_identities(const Contract& contract, const Identity& identity,
                                                         std::size_t most) {
  std::vector<std::vector<std::string>> found(most);
  for (std::size_t part = 0; part < identity.names().size(); ++part) {
    const std::vector<std::string> texts = texts_of(contract, identity, part);
    for (std::size_t i = 0; i < most; ++i) found[i].push_back(texts[std::min(i, texts.size() - 1)]);
  }
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::string plural_of(const std::string& noun) {
  std::string plural;
  for (const char c : noun) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_word) plural += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (!is_word && !plural.empty() && !plural.ends_with('-')) plural += '-';
  }
  while (plural.ends_with('-')) plural.pop_back();
  const auto ends_in = [&](std::string_view end) { return plural.ends_with(end); };
  if (plural.empty()) return "resources";
  if (ends_in("y") && !ends_in("ay") && !ends_in("ey") && !ends_in("oy"))
    return plural.substr(0, plural.size() - 1) + "ies";
  return plural + (ends_in("s") || ends_in("x") || ends_in("ch") || ends_in("sh") ? "es" : "s");
}

ResourceMaker::ResourceMaker(const Contract& contract, const Identity& identity, const SecretSpelling& spelling)
    : contract_(contract), identity_(identity), spelling_(spelling) {
  refuse_unnamed(contract);
}

std::string ResourceMaker::absent_id() const {
  const auto made_up = made_up_identities(contract_, identity_, 3);
  return made_up.size() < 3 ? "" : identity_key(made_up.back());
}

std::vector<Resource> ResourceMaker::make_up() const {
  std::vector<Resource> resources;
  for (std::vector<std::string>& parameters : made_up_identities(contract_, identity_, 2))
    resources.push_back(finish(contract_, identity_, spelling_,
                               {.parameters = std::move(parameters),
                                .variant = static_cast<int>(resources.size()) + 1,
                                .place = contract_.operation().place}));
  return resources;
}

namespace {

std::string scalar_text(const Document& document, const std::string& pointer, const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_structured() || value.is_null())
    throw BadDocument(document.place(pointer), "a part of an identity is text, a number or a boolean");
  return value.dump();
}

std::vector<std::string> read_parameters(const Document& document, const std::string& pointer,
                                         const nlohmann::json& entry, const Identity& identity) {
  std::vector<std::string> texts;
  for (const std::string& name : identity.names()) {
    if (!entry.contains(name))
      throw BadDocument(document.place(pointer), "a resource needs '" + name + "', which its identity is made of");
    texts.push_back(scalar_text(document, below(pointer, name), entry[name]));
  }
  if (const auto fault = identity.read(texts))
    throw BadDocument(document.place(below(pointer, identity.names()[fault->part])),
                      "must be " + std::string(identity.wanted(*fault)));
  return texts;
}

Sample read_members(const Document& document, const std::string& pointer, const nlohmann::json& entry,
                    const Identity& identity, const Sample& known) {
  std::vector<std::string> names = identity.names();
  for (const auto& [name, value] : known.items()) names.push_back(name);
  Sample given = Sample::object();
  for (const auto& [name, value] : entry.items()) {
    if (known.contains(name)) given[name] = Sample::parse(value.dump());
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string near = nearest_of(name, names);
    throw BadDocument(document.place(below(pointer, name)),
                      "'" + name + "' is no part of the identity, and no member that the document names of a record" +
                          (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }
  return given;
}

}  // namespace

std::vector<Resource> ResourceMaker::parse(std::string_view text, const std::string& file) const {
  const Document document = parse_document(text, file);
  const bool is_map = document.value.is_object() && document.value.size() == 1 && document.value.contains("resources");
  const std::string root = is_map ? "/resources" : "";
  const nlohmann::json& list = is_map ? document.value["resources"] : document.value;
  if (!list.is_array())
    throw BadDocument(document.place(root), "must be a list of resources, or a map with the one key `resources`");
  const Sample known = showings_of(contract_).record;
  std::vector<Resource> resources;
  std::set<std::string> keys;
  for (const nlohmann::json& entry : list) {
    const std::string pointer = below(root, std::to_string(resources.size()));
    const Place place = document.place(pointer);
    if (!entry.is_object()) throw BadDocument(place, "a resource must be a map");
    const Draft draft{.parameters = read_parameters(document, pointer, entry, identity_),
                      .given = read_members(document, pointer, entry, identity_, known),
                      .variant = static_cast<int>(resources.size()) + 1,
                      .place = place};
    resources.push_back(finish(contract_, identity_, spelling_, draft));
    if (!keys.insert(resources.back().key()).second)
      throw BadDocument(place, "the identity " + resources.back().key() + " stands twice");
  }
  return resources;
}

std::vector<Resource> ResourceMaker::load(const std::string& file) const {
  return parse(read_document_file(file), file);
}

}  // namespace assay
