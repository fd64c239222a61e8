#include "contracts/fit/member_types.h"

#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;
using Types = std::set<std::string>;

Types types_in(const json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return {};
  Types types;
  for (const json& each : type->is_array() ? *type : json::array({*type}))
    if (each.is_string()) types.insert(each.get<std::string>());
  return types;
}

class Walk {
 public:
  explicit Walk(const json& document) : document_(document) {}

  Types types_at(std::string place, std::span<const std::string> names) {
    if (--steps_ < 0) return {};
    try {
      place = references_.resolve({.pointer = place}).pointer;
    } catch (const BadDocument&) {
      return {};  // said elsewhere
    }
    const json* schema = find_pointer(document_, place);
    if (schema == nullptr || !schema->is_object()) return {};
    if (names.empty()) {
      if (Types types = types_in(*schema); !types.empty()) return types;
    } else if (const std::string member = below(place + "/properties", names.front());
               find_pointer(document_, member)) {
      return types_at(member, names.subspan(1));
    }
    const auto all = schema->find("allOf");
    const std::size_t count = all != schema->end() && all->is_array() ? all->size() : 0;
    for (std::size_t k = 0; k < count; ++k)
      if (Types types = types_at(place + "/allOf/" + std::to_string(k), names); !types.empty()) return types;
    return {};
  }

 private:
  const json& document_;
  SchemaReferences references_{document_};
  int steps_ = 200;  // schemas looked at: circles and doubling end
};

}  // namespace

std::set<std::string> member_types(const Document& document, const MediaType& media, const std::string& pointer) {
  const std::vector<std::string> names = pointer_names(pointer);
  return Walk(document.value).types_at(media.place.pointer + "/schema", names);
}

}  // namespace assay
