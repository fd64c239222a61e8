#include "contracts/documents/pointer.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/http/http.h"

namespace assay {
namespace {

using nlohmann::json;

std::string unescape(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    name += escaped ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return name;
}

const json* element(const json& array, std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size() || index >= array.size()) return nullptr;
  return token.size() > 1 && token.front() == '0' ? nullptr : &array[index];
}

const json* step(const json& from, std::string_view token) {
  if (from.is_array()) return element(from, token);
  if (!from.is_object()) return nullptr;
  const auto member = from.find(unescape(token));
  return member == from.end() ? nullptr : &*member;
}

// Splits the first token off `rest`, which starts with '/'.
std::string_view take_token(std::string_view& rest) {
  rest.remove_prefix(1);
  const std::string_view token = rest.substr(0, rest.find('/'));
  rest.remove_prefix(token.size());
  return token;
}

}  // namespace

std::vector<std::string> pointer_names(std::string_view pointer) {
  std::vector<std::string> names;
  while (!pointer.empty()) names.push_back(unescape(take_token(pointer)));
  return names;
}

std::string below(const std::string& pointer, std::string_view name) {
  std::string longer = pointer + "/";
  for (const char c : name) {
    if (c == '~') {
      longer += "~0";
    } else if (c == '/') {
      longer += "~1";
    } else {
      longer += c;
    }
  }
  return longer;
}

const json* find_pointer(const json& document, std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') return nullptr;
  const json* at = &document;
  while (at != nullptr && !pointer.empty()) at = step(*at, take_token(pointer));
  return at;
}

std::string follow(const json& document, const json& reference, const Place& place) {
  if (!reference.is_string()) throw BadDocument(place, "$ref is no string; write '#/components/...'");
  const std::string text = reference.get<std::string>();
  if (text.empty() || text.front() != '#') {
    throw BadDocument(place, "$ref '" + text + "' leads out of the document; bundle the documents into one file");
  }
  const std::string decoded = percent_decode(std::string_view(text).substr(1));
  if (find_pointer(document, decoded) == nullptr) {
    throw BadDocument(place, "$ref '" + text + "' leads nowhere; correct it or add what it names");
  }
  std::string pointer;
  for (std::string_view rest = decoded; !rest.empty();) pointer = below(pointer, unescape(take_token(rest)));
  return pointer;
}

Place resolve(const json& document, Place place) {
  std::set<std::string> seen;
  while (true) {
    const json* at = find_pointer(document, place.pointer);
    if (at == nullptr) throw BadDocument(place, "there is nothing here; correct the pointer");
    if (!at->is_object() || !at->contains("$ref")) return place;
    if (!seen.insert(place.pointer).second)
      throw BadDocument(place, "$ref leads in a circle; let it end at a definition");
    place = Place{.file = place.file,
                  .line = 0,
                  .pointer = follow(document, at->at("$ref"),
                                    {.file = place.file, .line = 0, .pointer = below(place.pointer, "$ref")})};
  }
}

}  // namespace assay
