#include "mock/samples/sampler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "contracts/digest.h"
#include "contracts/documents/pointer.h"
#include "contracts/schema/references.h"
#include "contracts/schema/schema.h"
#include "mock/samples/pattern.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr int deepest = 12;
constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_values =
    10000;  // of one sample: schemas that name each other twice a level would have no end

class Sampler {
 public:
  Sampler(const Document& document, int variant)
      : document_(document), references_(document.value), variant_(variant) {}

  Sample value(const std::string& schema, const std::string& name, int depth) {
    const std::string place = references_.resolve({.file = document_.file, .pointer = schema}).pointer;
    const json& node = *find_pointer(document_.value, place);
    if (!node.is_object() || depth > deepest) return nullptr;
    if (++values_ > most_values)
      throw BadDocument(document_.place(schema), "the mock would have to make up more than " +
                                                     std::to_string(most_values) + " values for one body");
    if (auto all = given(node, place); !all.empty()) return all.front();
    if (Sample whole = composed(node, place, name, depth); !whole.is_discarded()) return whole;
    return by_type(node, place, name, depth);
  }

  // What the schema itself has for values, each that fits it, but for null.
  std::vector<Sample> given(const json& node, const std::string& place) const {
    std::vector<json> candidates;
    for (const char* key : {"const", "example", "default"})
      if (node.contains(key)) candidates.push_back(node[key]);
    for (const char* key : {"examples", "enum"})
      if (node.contains(key) && node[key].is_array())
        candidates.insert(candidates.end(), node[key].begin(), node[key].end());
    std::vector<Sample> found;
    for (const json& candidate : candidates)
      if (!candidate.is_null() && fits(place, candidate)) found.push_back(Sample::parse(candidate.dump()));
    return found;
  }

 private:
  bool fits(const std::string& place, const json& candidate) const {
    return Schema::compile(document_.value, {.file = document_.file, .pointer = place}).validate(candidate).empty();
  }

  // Of allOf all, of anyOf and oneOf the first that is not null; discarded: there is none of them.
  Sample composed(const json& node, const std::string& place, const std::string& name, int depth) {
    Sample whole = Sample(Sample::value_t::discarded);
    const auto add = [&](const Sample& part) {
      if (whole.is_object() && part.is_object())
        whole.merge_patch(part);
      else if (!part.is_null() || whole.is_discarded())
        whole = part;
    };
    for (const char* key : {"allOf", "anyOf", "oneOf"}) {
      if (!node.contains(key) || !node[key].is_array()) continue;
      for (std::size_t i = 0; i < node[key].size(); ++i) {
        const Sample part = value(below(below(place, key), std::to_string(i)), name, depth + 1);
        if (key != std::string("allOf") && part.is_null()) continue;
        add(part);
        if (key != std::string("allOf")) break;
      }
    }
    if (!whole.is_discarded() && node.contains("properties")) add(object(node, place, depth));
    return whole;
  }

  static std::string type_of(const json& node) {
    if (!node.contains("type"))
      return node.contains("properties") ? "object" : node.contains("items") ? "array" : "string";
    const json& type = node["type"];
    if (type.is_string()) return type.get<std::string>();
    for (const json& each : type)
      if (each.is_string() && each != "null") return each.get<std::string>();
    return "null";
  }

  Sample by_type(const json& node, const std::string& place, const std::string& name, int depth) {
    const std::string type = type_of(node);
    if (type == "object") return object(node, place, depth);
    if (type == "array") return array(node, place, name, depth);
    if (type == "integer" || type == "number") return number(node);
    if (type == "boolean") return true;
    if (type == "null") return nullptr;
    return text(node, name);
  }

  Sample object(const json& node, const std::string& place, int depth) {
    Sample whole = Sample::object();
    const std::string properties = below(place, "properties");
    std::vector<std::string> names;
    if (node.contains("properties") && node["properties"].is_object())
      for (const auto& [name, schema] : node["properties"].items()) names.push_back(name);
    const auto line = [&](const std::string& name) { return document_.place(below(properties, name)).line; };
    std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return line(a) < line(b); });
    const json required = node.value("required", json::array());
    const auto is_required = [&](const std::string& name) {
      return std::find(required.begin(), required.end(), name) != required.end();
    };
    for (const std::string& name : names)
      if (depth < deepest - 1 || is_required(name)) whole[name] = value(below(properties, name), name, depth + 1);
    for (const json& name : required)
      if (name.is_string() && !whole.contains(name.get<std::string>())) whole[name.get<std::string>()] = "unspecified";
    return whole;
  }

  Sample array(const json& node, const std::string& place, const std::string& name, int depth) {
    Sample whole = Sample::array();
    const std::size_t least = std::max<std::size_t>(1, node.value("minItems", json(0)).get<std::size_t>());
    if (!node.contains("items") || node.value("maxItems", json(1)) == 0 || depth >= deepest - 1) return whole;
    const int variant = variant_;
    for (std::size_t i = 0; i < std::min<std::size_t>(least, 64); ++i) {
      whole.push_back(value(below(place, "items"), name, depth + 1));
      ++variant_;  // of a set each is another
    }
    variant_ = variant;
    return whole;
  }

  Sample number(const json& node) const {
    const auto bound = [&](const char* key) {
      const json found = node.value(key, json());
      return found.is_number() ? std::optional(found.get<double>()) : std::nullopt;
    };
    double value = variant_;
    if (const auto least = bound("minimum")) value = std::max(value, std::ceil(*least) + variant_ - 1);
    if (const auto above = bound("exclusiveMinimum")) value = std::max(value, std::floor(*above) + variant_);
    if (const auto most = bound("maximum")) value = std::min(value, std::floor(*most));
    if (const auto under = bound("exclusiveMaximum")) value = std::min(value, std::ceil(*under) - 1);
    if (const auto step = bound("multipleOf"); step && *step > 0) value = std::ceil(value / *step) * *step;
    if (value == std::floor(value) && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
    return value;
  }

  Sample text(const json& node, const std::string& name) const {
    const auto bound = [&](const char* key, std::size_t otherwise) {
      const json found = node.value(key, json());
      return found.is_number_integer() && found >= 0 ? std::min(found.get<std::size_t>(), longest_text) : otherwise;
    };
    const std::size_t least = bound("minLength", 0), most = bound("maxLength", longest_text);
    const json pattern = node.value("pattern", json());
    if (pattern.is_string()) {
      std::size_t turn = static_cast<std::size_t>(variant_);
      const Pick pick = [&turn](std::size_t n) { return turn++ % n; };
      if (auto found = text_matching(pattern.get<std::string>(), least, most, pick)) return *found;
    }
    std::string text = by_format(node.value("format", json()), name);
    if (text.size() < least) text.append(least - text.size(), 'x');
    return text.substr(0, most);
  }

  std::string by_format(const json& format, const std::string& name) const {
    const std::string n = std::to_string(variant_), day = std::to_string(101 + (variant_ - 1) % 28).substr(1);
    const std::array<std::pair<const char*, std::string>, 14> known = {{
        {"date-time", "2025-03-" + day + "T09:30:00Z"},
        {"date", "2025-03-" + day},
        {"time", "09:30:00Z"},
        {"duration", "PT1H"},
        {"email", "someone" + n + "@example.com"},
        {"hostname", "host" + n + ".example.com"},
        {"uri", "https://example.com/" + n},
        {"url", "https://example.com/" + n},
        {"uri-reference", "/" + n},
        {"uuid", uuid_of(name + n)},
        {"ipv4", "192.0.2." + n},
        {"ipv6", "2001:db8::" + n},
        {"byte", to_base64(name + n)},
        {"json-pointer", "/" + n},
    }};
    for (const auto& [called, text] : known)
      if (format == called) return text;
    return (name.empty() ? "text" : name) + ' ' + n;
  }

  const Document& document_;
  SchemaReferences references_;
  int variant_;
  std::size_t values_ = 0;
};

}  // namespace

std::string uuid_of(std::string_view seed) {
  std::string hex = sha256_hex(seed).substr(0, 32);
  hex[12] = '4';
  hex[16] = 'a';
  for (const std::size_t dash : {8, 13, 18, 23}) hex.insert(dash, "-");
  return hex;
}

Sample sample(const Document& document, const std::string& schema, int variant) {
  return Sampler(document, variant).value(schema, "", 0);
}

std::vector<Sample> given_samples(const Document& document, const std::string& schema) {
  SchemaReferences references(document.value);
  const std::string place = references.resolve({.file = document.file, .pointer = schema}).pointer;
  const json& node = *find_pointer(document.value, place);
  return node.is_object() ? Sampler(document, 1).given(node, place) : std::vector<Sample>{};
}

std::optional<std::string> schema_of_member(const Document& document, const std::string& schema,
                                            std::string_view pointer) {
  SchemaReferences references(document.value);
  std::set<std::pair<std::string, std::size_t>> seen;  // a schema, and how many names were left
  const auto look = [&](const auto& again, const std::string& at, std::vector<std::string> names,
                        int depth) -> std::optional<std::string> {
    const std::string place = references.resolve({.file = document.file, .pointer = at}).pointer;
    if (names.empty() || depth > deepest) return names.empty() ? std::optional(place) : std::nullopt;
    if (!seen.emplace(place, names.size()).second) return std::nullopt;
    const json& node = *find_pointer(document.value, place);
    if (!node.is_object()) return std::nullopt;
    const std::string property = below(below(place, "properties"), names.front());
    if (find_pointer(document.value, property) != nullptr)
      if (auto found = again(again, property, {names.begin() + 1, names.end()}, depth + 1)) return found;
    for (const char* key : {"allOf", "anyOf", "oneOf"})
      if (node.contains(key))
        for (std::size_t i = 0; i < node[key].size(); ++i)
          if (auto found = again(again, below(below(place, key), std::to_string(i)), names, depth + 1)) return found;
    return std::nullopt;
  };
  return look(look, schema, pointer_names(pointer), 0);
}

}  // namespace assay
