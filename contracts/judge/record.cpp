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

// A number of thousandths of a second.
Instant instant_of(std::int64_t thousandths) {
  const std::int64_t rest = ((thousandths % 1000) + 1000) % 1000;
  std::string fraction = std::to_string(1000 + rest).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return {.seconds = (thousandths - rest) / 1000, .fraction = std::move(fraction)};
}

// The time that a member tells; nothing where it tells none in this unit.
std::optional<Instant> instant_of(MemberRole::Unit unit, const json& value) {
  if (unit == MemberRole::Unit::rfc3339)
    return value.is_string() ? parse_rfc3339(value.get_ref<const std::string&>()) : std::nullopt;
  if (!value.is_number()) return std::nullopt;
  const double thousandths = value.get<double>() * (unit == MemberRole::Unit::seconds ? 1000 : 1);
  if (!(std::abs(thousandths) < 9007199254740992.0)) return std::nullopt;  // 2^53
  return instant_of(std::llround(thousandths));
}

// How a member is compared with the same of another record.
struct Comparison {
  std::optional<MemberRole::Unit> time{};  // it tells a time, in this unit
  MemberRole::Order order = MemberRole::Order::any;
};

std::string canonical(const Comparison& as, const json& value) {
  if (as.time)
    if (const auto instant = instant_of(*as.time, value))
      return "instant " + std::to_string(instant->seconds) + "." + instant->fraction;
  if (value.is_number_float()) {
    const auto text = integer_text(value);
    return text.empty() ? dump(value) : text;
  }
  if (!value.is_array()) return dump(value);
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(canonical({.order = as.order}, item));
  if (as.order == MemberRole::Order::any) std::sort(items.begin(), items.end());
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

IdentityPart last_of(const Operation& operation) {
  return operation.identity.empty() ? IdentityPart{} : operation.identity.back();
}

// In the form in which requests are compared: that of a UUID in whatever dress; of an integer only where it is one.
std::string identity_text(const IdentityPart& part, const std::string& text) {
  if (part.type == IdentityPart::Type::text || part.type == IdentityPart::Type::word) return text;
  const AskedId read = read_part(part, percent_encode(text));
  return read.kind == AskedId::Kind::exact || part.type != IdentityPart::Type::integer ? read.value : "";
}

// Of a member that is no text.
std::string identity_text(const IdentityPart& part, const json& value) {
  if (part.type == IdentityPart::Type::boolean && value.is_boolean()) return value.dump();
  if (part.type == IdentityPart::Type::number && value.is_number_float()) return read_part(part, value.dump()).value;
  return integer_text(value);
}

}  // namespace

std::vector<Member> listed_secrets(const Policy& policy, const json& body) {
  const json* items = find_pointer(body, policy.listing()->items);
  const Path secret = pointer_names(policy.listing()->record + policy.rotation().rotates.front());
  std::vector<Member> secrets;
  if (items == nullptr || !items->is_array()) return secrets;
  for (const json& item : *items) secrets.push_back(member(item, secret));
  return secrets;
}

// As names to follow; empty: the policy has none.
struct RecordReader::Places {
  struct Stands {
    std::string name{};
    Path path{};
    Comparison as{};
  };

  Path record{}, identity{}, secret{}, own{}, used{}, changed{};
  MemberRole::Unit changed_unit{};
  std::vector<Path> parts{}, hints{};
  std::vector<Stands> stable{};
  std::string identity_pointer{};  // into the body
  // How the last part of the identity is written; where the API is not Slate's an integer may be shown as text.
  IdentityPart last{};
  bool is_foreign = false;
};

RecordReader::RecordReader(const Contract& contract, const Use& of) {
  using Role = MemberRole::Role;
  const ResourceKind& kind = contract.policy.resource();
  Places places{.record = pointer_names(of.record),
                .identity = pointer_names(kind.identity),
                .secret = pointer_names(contract.policy.rotation().rotates.front()),
                .identity_pointer = of.record + kind.identity,
                .last = last_of(contract.operation()),
                .is_foreign = contract.policy.api == Policy::Api::another};
  for (const MemberRole& each : kind.members) {
    const Path path = pointer_names(each.pointer);
    if (each.role == Role::secret && each.own == MemberRole::Own::yes && places.own.empty()) places.own = path;
    if (each.role == Role::part) places.parts.push_back(path);
    if (each.role == Role::hint) places.hints.push_back(path);
    if (each.role == Role::used && places.used.empty()) places.used = path;
    if (each.role == Role::changed && places.changed.empty()) {
      places.changed = path;
      places.changed_unit = each.unit;
    }
    if (!each.stays()) continue;
    const bool is_time = each.role == Role::made || each.name().ends_with("_at");
    places.stable.push_back(
        {each.name(), path, {.time = is_time ? std::optional(each.unit) : std::nullopt, .order = each.order}});
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
  for (const Path& hint : places_->hints) record.hints.push_back(member(*value, hint));
  if (const json* changed = follow(*value, places_->changed))
    record.changed = instant_of(places_->changed_unit, *changed);
  if (const json* id = follow(*value, places_->identity)) {
    const bool is_text = id->is_string() && (places_->last.type != IdentityPart::Type::integer || places_->is_foreign);
    const auto big = body.big_integers.find(places_->identity_pointer);
    record.identity = big != body.big_integers.end() ? big->second
                      : is_text                      ? identity_text(places_->last, id->get<std::string>())
                                                     : identity_text(places_->last, *id);
  }
  std::vector<std::pair<const std::string*, std::string>> members;
  std::string key;
  for (const Places::Stands& stands : places_->stable) {
    const json* at = follow(*value, stands.path);
    if (at == nullptr) continue;
    members.emplace_back(&stands.name, canonical(stands.as, *at));
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
