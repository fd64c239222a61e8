#include "mock/kinds/identity.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "mock/kinds/identity_place.h"

namespace assay {
namespace {

bool is_plain_integer(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
         (digits.front() != '0' || text == "0");
}

// Whether the text is as long as the form, has a digit where that has a 0, and else the same characters.
bool fits(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char wanted) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
    if (is_dash ? text[i] != '-' : !is_hex) return false;
  }
  return true;
}

// "2025-03-01", a day that there is.
bool is_date(std::string_view text) {
  if (!fits(text, "0000-00-00")) return false;
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(std::string(text.substr(at, size))); };
  return (std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2)).ok();
}

// "2025-03-01T09:30:00Z", with a fraction and an offset or without.
bool is_date_time(std::string_view text) {
  if (text.size() < 20 || !is_date(text.substr(0, 10)) || (text[10] | 0x20) != 't') return false;
  if (!fits(text.substr(11, 8), "00:00:00") || text.substr(11, 2) > "23" || text[14] > '5' || text.substr(17, 2) > "60")
    return false;
  std::string_view zone = text.substr(19);
  if (zone.front() == '.') {
    const std::size_t end = std::min(zone.find_first_not_of("0123456789", 1), zone.size());
    if (end == 1) return false;
    zone.remove_prefix(end);
  }
  const bool is_offset = fits(zone, "+00:00") || fits(zone, "-00:00");
  return zone == "Z" || zone == "z" || (is_offset && zone.substr(1, 2) <= "23" && zone[4] <= '5');
}

}  // namespace

Identity::Identity(const Contract& contract, Integers integers)
    : integers_(integers), rotating_(contract.operation().identity), reading_(contract.operation().reading_identity) {
  const Operation& operation = contract.operation();
  const std::vector<std::string> in_path = path_parameters(operation.path);
  for (std::size_t i = rotating_.size(); i < in_path.size(); ++i) rotating_.push_back({.name = in_path[i]});
  for (const IdentityPart& place : rotating_) {
    names_.push_back(place.name.substr(place.in == IdentityPart::In::body ? place.name.rfind('/') + 1 : 0));
    Part part{.type = place.type};
    if (contract.document) {
      part.pointer = schema_of(contract, place);
      part.has_pattern = !part.pointer.empty() && place.pattern.has_value();
      if (!part.pointer.empty()) part.schema = Schema::compile(contract.document->value, contract.place(part.pointer));
    }
    parts_.push_back(std::move(part));
  }
}

const std::vector<IdentityPart>& Identity::places(Use::Effect effect) const {
  return effect == Use::Effect::reads ? reading_ : rotating_;
}

std::string_view Identity::in(Use::Effect effect, std::size_t part) const {
  return part < places(effect).size() ? name_of(places(effect)[part].in) : "path";
}

std::optional<Identity::Fault> Identity::read(Use::Effect effect, const Request& request,
                                              std::vector<std::string>& texts) const {
  const std::vector<IdentityPart>& parts = places(effect);
  for (std::size_t i = texts.size(); i < parts.size(); ++i) {
    auto text = parts[i].in == IdentityPart::In::path ? std::nullopt : text_at(parts[i], request);
    if (!text) return Fault{.part = i, .why = Fault::Why::missing};
    texts.push_back(std::move(*text));
  }
  return read(texts);
}

// A schema of numbers or booleans is one of what the text says.
std::optional<Identity::Fault::Why> Identity::wrong(const Part& part, std::string& text) const {
  using enum Fault::Why;
  if (part.type == IdentityPart::Type::uuid) return is_uuid(text) ? std::nullopt : std::optional(uuid);
  if (part.type == IdentityPart::Type::date && !is_date(text)) return schema;
  if (part.type == IdentityPart::Type::date_time && !is_date_time(text)) return schema;
  if (part.type == IdentityPart::Type::integer) {
    if (integers_ == Integers::strict) {
      if (!is_plain_integer(text)) return integer;
      const auto number = nlohmann::json::parse(text, nullptr, false);
      return !part.schema || part.schema->validate(number).empty() ? std::nullopt : std::optional(schema);
    }
    IntegerReading reading = read_integer(text);
    if (const auto* fault = std::get_if<IntegerFault>(&reading))
      return *fault == IntegerFault::int_parsing ? integer : integer_size;
    text = std::move(std::get<std::string>(reading));
    return std::nullopt;
  }
  if (!part.schema || part.schema->validate(text).empty()) return std::nullopt;
  const auto value = nlohmann::json::parse(text, nullptr, false);
  const bool is_other = !value.is_discarded() && !value.is_structured() && !value.is_string();
  if (is_other && part.schema->validate(value).empty()) return std::nullopt;
  return part.has_pattern ? pattern : schema;
}

std::optional<Identity::Fault> Identity::read(std::vector<std::string>& texts) const {
  for (std::size_t i = 0; i < texts.size() && i < parts_.size(); ++i)
    if (const auto why = wrong(parts_[i], texts[i])) return Fault{.part = i, .why = *why};
  return std::nullopt;
}

std::string_view Identity::wanted(const Fault& fault) const {
  switch (fault.why) {
    case Fault::Why::missing: return "there";
    case Fault::Why::integer:
    case Fault::Why::integer_size: return "an integer";
    case Fault::Why::uuid: return "a UUID";
    case Fault::Why::pattern: return "written as ids are";
    case Fault::Why::schema: break;
  }
  return "an id that the API takes";
}

}  // namespace assay
