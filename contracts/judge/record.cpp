#include "contracts/judge/record.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/text_id.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

using nlohmann::json;

std::string integer_text(const json& number) {
  if (number.is_number_integer()) return number.dump();
  const double value = number.is_number_float() ? number.get<double>() : 0.5;
  const bool exact = std::floor(value) == value && std::abs(value) < 9007199254740992.0;  // 2^53
  return exact ? std::to_string(static_cast<std::int64_t>(value)) : "";
}

bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != '"' && c != '\\' && c != '\x7f'; });
}

std::string dump(const json& value) {
  if (value.is_string() && is_plain(value.get_ref<const std::string&>()))
    return '"' + value.get_ref<const std::string&>() + '"';  // what the library says, in a tenth of its time
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

enum class Instants { no, yes };

std::string canonical(Instants instants, const json& value) {
  if (value.is_string() && instants == Instants::yes) {
    if (const auto instant = parse_rfc3339(value.get_ref<const std::string&>()))
      return "instant " + std::to_string(instant->seconds) + "." + instant->fraction;
  }
  if (value.is_number_float()) {
    const auto text = integer_text(value);
    return text.empty() ? dump(value) : text;
  }
  if (!value.is_array()) return dump(value);
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(canonical(Instants::no, item));
  std::sort(items.begin(), items.end());
  std::string text = "[";
  for (const auto& item : items) text += item + ",";
  return text + "]";
}

using Path = std::vector<std::string>;

// What the names lead to; null: nothing, or there is no path.
const json* follow(const json& from, const Path& path) {
  const json* at = path.empty() ? nullptr : &from;
  for (const std::string& name : path) {
    if (!at->is_object()) return nullptr;  // an array's elements are not followed
    const auto member = at->find(name);
    if (member == at->end()) return nullptr;
    at = &*member;
  }
  return at;
}

Member member(const json& record, const Path& path) {
  const json* at = follow(record, path);
  if (at == nullptr) return {};
  if (at->is_null()) return {.state = Member::State::null};
  if (!at->is_string()) return {.state = Member::State::wrong_type};
  return {.state = Member::State::text, .text = at->get<std::string>()};
}

IdentityPart::Type last_of(const Operation& operation) {
  return operation.identity.empty() ? IdentityPart::Type::integer : operation.identity.back().type;
}

// In the form in which requests are compared: that of a UUID in whatever dress; of an integer only where it is one.
std::string identity_text(IdentityPart::Type type, const std::string& text) {
  if (type == IdentityPart::Type::text) return text;
  const AskedId read = type == IdentityPart::Type::uuid ? read_part({.type = type}, text) : read_token_id(text);
  return read.kind == AskedId::Kind::exact || type == IdentityPart::Type::uuid ? read.value : "";
}

}  // namespace

// As names to follow; empty: the policy has none.
struct RecordReader::Places {
  struct Stands {
    std::string name{};
    Path path{};
    Instants instants = Instants::no;
  };

  Path record{}, identity{}, secret{}, own{}, used{};
  std::vector<Path> parts{};
  std::vector<Stands> stable{};
  std::string identity_pointer{};  // into the body
  // How the last part of the identity is written; where the API is not Slate's an integer may be shown as text.
  IdentityPart::Type last = IdentityPart::Type::integer;
  bool is_foreign = false;
};

RecordReader::RecordReader(const Contract& contract) {
  using Role = MemberRole::Role;
  const ResourceKind& kind = contract.policy.resource();
  const Use& use = contract.policy.rotation();
  const std::string& record = contract.policy.showing().record;
  Places places{.record = pointer_names(record),
                .identity = pointer_names(kind.identity),
                .secret = pointer_names(use.rotates.front()),
                .identity_pointer = record + kind.identity,
                .last = last_of(contract.operation()),
                .is_foreign = contract.policy.api == Policy::Api::another};
  for (const MemberRole& each : kind.members) {
    const Path path = pointer_names(each.pointer);
    if (each.role == Role::secret && each.own == MemberRole::Own::yes && places.own.empty()) places.own = path;
    if (each.role == Role::part) places.parts.push_back(path);
    if (each.role == Role::used && places.used.empty()) places.used = path;
    if (each.role != Role::stable && each.role != Role::made) continue;
    const bool is_time = each.role == Role::made || each.name().ends_with("_at");
    places.stable.push_back({each.name(), path, is_time ? Instants::yes : Instants::no});
  }
  places_ = std::make_shared<const Places>(std::move(places));
}

Record RecordReader::read(const JsonBody& body) {
  const json* value = places_->record.empty() ? &body.value : follow(body.value, places_->record);
  static const json nothing;
  if (value == nullptr) value = &nothing;  // a record without members: the clauses say which are missed
  Record record{.secret = member(*value, places_->secret),
                .own = member(*value, places_->own),
                .used = member(*value, places_->used)};
  for (const Path& part : places_->parts) record.parts.push_back(member(*value, part));
  if (const json* id = follow(*value, places_->identity)) {
    const bool is_text = id->is_string() && (places_->last != IdentityPart::Type::integer || places_->is_foreign);
    const auto big = body.big_integers.find(places_->identity_pointer);
    record.identity = big != body.big_integers.end() ? big->second
                      : is_text                      ? identity_text(places_->last, id->get<std::string>())
                                                     : integer_text(*id);
  }
  std::vector<std::pair<const std::string*, std::string>> members;
  std::string key;
  for (const Places::Stands& stands : places_->stable) {
    const json* at = follow(*value, stands.path);
    if (at == nullptr) continue;
    members.emplace_back(&stands.name, canonical(stands.instants, *at));
    key.append(stands.name).append("=").append(members.back().second).append("\n");
  }
  auto& kept = stable_[key];
  if (!kept) {
    Stable stable;
    for (auto& [name, text] : members) stable.insert_or_assign(*name, std::move(text));
    kept = std::make_shared<const Stable>(std::move(stable));
  }
  record.stable = kept;
  return record;
}

}  // namespace assay
