#include "contracts/schema/references.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "contracts/documents/pointer.h"
#include "contracts/http/http.h"

namespace assay {
namespace {

using nlohmann::json;

std::string text_at(const json& node, const char* name) {
  const auto member = node.is_object() ? node.find(name) : node.end();
  return member != node.end() && member->is_string() ? member->get<std::string>() : "";
}

// RFC 3986 5.2, as far as identifiers of schemas go: no dot segments.
std::string absolute(const std::string& base, const std::string& reference) {
  if (reference.find(':') != std::string::npos || base.empty()) return reference;
  const std::size_t scheme = base.find("://");
  const std::size_t path = base.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  if (reference.starts_with('/')) return base.substr(0, path) + reference;
  return path == std::string::npos ? base + '/' + reference : base.substr(0, base.rfind('/') + 1) + reference;
}

// The schema with an $id that `pointer` stands in, itself included, and that $id in full. Empty: the document.
std::pair<std::string, std::string> resource_of(const json& document, const std::string& pointer) {
  std::string nearest;
  std::string id;
  for (std::size_t end = pointer.find('/', 1); !pointer.empty(); end = pointer.find('/', end + 1)) {
    const std::string at = pointer.substr(0, end);
    if (const std::string own = text_at(*find_pointer(document, at), "$id"); !own.empty()) {
      nearest = at;
      id = absolute(id, own.substr(0, own.find('#')));
    }
    if (end == std::string::npos) break;
  }
  return {nearest, id};
}

}  // namespace

void SchemaReferences::learn() {
  if (std::exchange(learnt_, true)) return;
  std::vector<std::pair<std::string, const json*>> open = {{"", &document_}};
  while (!open.empty()) {
    const auto [pointer, node] = std::move(open.back());
    open.pop_back();
    if (!text_at(*node, "$id").empty()) ids_.try_emplace(resource_of(document_, pointer).second, pointer);
    for (const char* word : {"$anchor", "$dynamicAnchor"})
      if (const std::string name = text_at(*node, word); !name.empty())
        anchors_.try_emplace({resource_of(document_, pointer).first, name}, pointer);
    if (!node->is_structured()) continue;
    for (const auto& [name, part] : node->items())
      if (part.is_structured() && name != "example" && name != "examples" && name != "enum" && name != "const")
        open.emplace_back(below(pointer, name), &part);
  }
}

std::string SchemaReferences::follow(const json& reference, const Place& place) {
  const std::string text = reference.is_string() ? reference.get<std::string>() : "";
  const auto [resource, id] = resource_of(document_, place.pointer);
  const bool plain = text.empty() || text == "#" || text.starts_with("#/");
  if (plain && resource.empty()) return assay::follow(document_, reference, place);

  learn();
  const std::size_t hash = text.find('#');
  const std::string wanted = text.substr(0, hash);
  const std::string fragment = hash == std::string::npos ? "" : text.substr(hash + 1);
  const auto other = wanted.empty() ? ids_.end() : ids_.find(absolute(id, wanted));
  if (!wanted.empty() && other == ids_.end())
    return assay::follow(document_, reference, place);  // which says that it leads out of the document
  const std::string& start = wanted.empty() ? resource : other->second;
  if (fragment.empty()) return start;
  if (fragment.starts_with('/')) {
    const bool stands = find_pointer(document_, start + percent_decode(fragment)) != nullptr;
    return assay::follow(document_, "#" + (stands ? start : "") + fragment, place);
  }
  const auto anchor = anchors_.find({start, fragment});
  if (anchor == anchors_.end())
    throw BadDocument(place, "$ref '" + text + "' leads nowhere; correct it or add what it names");
  return anchor->second;
}

Place SchemaReferences::resolve(Place place) {
  std::set<std::string> seen;
  for (;;) {
    const json* node = find_pointer(document_, place.pointer);
    if (node == nullptr || !node->is_object() || !node->contains("$ref")) return place;
    if (!seen.insert(place.pointer).second)
      throw BadDocument(place, "$ref leads in a circle; let it end at a definition");
    const Place reference{.file = place.file, .line = 0, .pointer = below(place.pointer, "$ref")};
    place = {.file = place.file, .line = 0, .pointer = follow(node->at("$ref"), reference)};
  }
}

}  // namespace assay
