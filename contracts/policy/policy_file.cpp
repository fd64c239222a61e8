#include "contracts/policy/policy_file.h"

#include "contracts/documents/nearest.h"
#include "contracts/documents/settings.h"

namespace assay {

using nlohmann::json;

void refuse(const Document& document, const std::string& pointer, const std::string& message) {
  throw BadDocument(document.place(pointer), message);
}

std::vector<std::string> members_in_order(const Document& document, const std::string& pointer,
                                          const std::string& what) {
  const json* mapping = find_pointer(document.value, pointer);
  if (mapping == nullptr || !mapping->is_object()) refuse(document, pointer, "is no mapping of " + what);
  std::vector<std::string> names;
  for (const auto& [name, value] : mapping->items()) names.push_back(name);
  const auto line = [&](const std::string& name) { return document.place(below(pointer, name)).line; };
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return line(a) < line(b); });
  return names;
}

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

std::string meant(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_of(name, known);
  return near.empty() ? "" : "; did you mean '" + near + "'?";
}

}  // namespace assay
