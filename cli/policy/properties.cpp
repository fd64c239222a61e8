#include "cli/policy/properties.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/pointer.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t most = 2000;  // schemas that one is made of: their walk is as deep

void add(std::vector<Property>& all, const Property& property) {
  const bool is_known =
      std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.name == property.name; });
  if (!is_known) all.push_back(property);
}

}  // namespace

std::vector<Property> Schemas::properties(const std::string& pointer) {
  std::set<std::string> seen;
  return properties(pointer, seen);
}

std::vector<Property> Schemas::properties(const std::string& pointer, std::set<std::string>& seen) {
  std::vector<Property> found;
  const std::string at = resolved(pointer);
  const json* schema = find_pointer(document_.value, at);
  if (schema == nullptr || !schema->is_object() || seen.size() > most || !seen.insert(at).second) return found;
  if (const auto parts = schema->find("allOf"); parts != schema->end() && parts->is_array())
    for (std::size_t k = 0; k < parts->size(); ++k)
      for (const Property& each : properties(below(below(at, "allOf"), std::to_string(k)), seen)) add(found, each);
  const auto named = schema->find("properties");
  if (named == schema->end() || !named->is_object()) return found;
  for (const auto& [name, value] : named->items()) {
    const std::string place = resolved(below(below(at, "properties"), name));
    add(found, {.name = name, .pointer = place, .schema = find_pointer(document_.value, place)});
  }
  std::stable_sort(found.begin(), found.end(), [&](const Property& a, const Property& b) {
    return document_.place(a.pointer).line < document_.place(b.pointer).line;
  });
  return found;
}

std::string Schemas::resolved(const std::string& pointer) {
  try {
    return references_.resolve({.file = document_.file, .pointer = pointer}).pointer;
  } catch (const BadDocument&) {
    return pointer;  // it leads nowhere, so it has no members
  }
}

}  // namespace assay
