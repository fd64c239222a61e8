#include "mock/deviations/member.h"

#include <cstdint>

namespace assay {

using nlohmann::ordered_json;

ordered_json* member_at(ordered_json& object, const std::string& pointer) {
  const ordered_json::json_pointer place(pointer);
  return object.contains(place) ? &object.at(place) : nullptr;
}

std::string text_at(const ordered_json& object, const std::string& pointer) {
  const ordered_json::json_pointer place(pointer);
  const bool is_text = object.contains(place) && object.at(place).is_string();
  return is_text ? object.at(place).get<std::string>() : "";
}

void put(ordered_json& object, const std::string& pointer, const ordered_json& value) {
  const ordered_json::json_pointer place(pointer);
  ordered_json* parent = member_at(object, place.parent_pointer().to_string());
  if (parent && parent->is_object()) (*parent)[place.back()] = value;
}

void take_away(ordered_json& object, const std::string& pointer) {
  const ordered_json::json_pointer place(pointer);
  ordered_json* parent = member_at(object, place.parent_pointer().to_string());
  if (parent && parent->is_object()) parent->erase(place.back());
}

ordered_json altered(const ordered_json& value, std::uint64_t n) {
  if (n == 0) return value;
  if (value.is_string()) return value.get<std::string>() + std::to_string(n);
  if (value.is_number_float()) return value.get<double>() + static_cast<double>(n);
  if (value.is_number()) return value.get<std::int64_t>() + static_cast<std::int64_t>(n);
  if (value.is_boolean()) return n % 2 == 1 ? !value.get<bool>() : value.get<bool>();
  if (!value.is_array()) return std::to_string(n);
  ordered_json more = value;
  more.push_back(value.empty() ? ordered_json(std::to_string(n)) : altered(value.front(), n));
  return more;
}

ordered_json time_as(const MemberRole& member, const std::string& text, std::int64_t seconds) {
  if (member.unit == MemberRole::Unit::rfc3339) return text;
  return member.unit == MemberRole::Unit::seconds ? seconds : seconds * 1000;
}

}  // namespace assay
