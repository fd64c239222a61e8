// Members of a JSON object by their JSON Pointers. The object keeps the order of its members.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "contracts/policy/roles.h"

namespace assay {

// What stands there; null: nothing.
nlohmann::ordered_json* member_at(nlohmann::ordered_json& object, const std::string& pointer);

// The text that stands there; "" for none.
std::string text_at(const nlohmann::ordered_json& object, const std::string& pointer);

// Puts a value there, and nothing where the object that holds it is none.
void put(nlohmann::ordered_json& object, const std::string& pointer, const nlohmann::ordered_json& value);

void take_away(nlohmann::ordered_json& object, const std::string& pointer);

// Another value of the same type, for each n > 0 another one.
nlohmann::ordered_json altered(const nlohmann::ordered_json& value, std::uint64_t n);

// A time as the member's unit writes it. `text` is RFC 3339's, `seconds` the same since 1970.
nlohmann::ordered_json time_as(const MemberRole& member, const std::string& text, std::int64_t seconds);

}  // namespace assay
