#include "contracts/secrets/secret_members.h"

#include <nlohmann/json.hpp>
#include <unordered_set>

#include "contracts/documents/json_body.h"
#include "contracts/secrets/decoding.h"
#include "contracts/secrets/json_scan.h"

namespace assay {
namespace {

constexpr std::size_t most_found = 1000;  // an honest answer has two

class Found {
 public:
  void add(std::string text) {
    if (!text.empty() && found_.size() < most_found && known_.insert(text).second) found_.push_back(std::move(text));
  }
  void add_leaves(const nlohmann::json& value) {
    if (value.is_string()) add(value.get<std::string>());
    if (value.is_number()) add(value.dump());
    if (value.is_structured())
      for (const auto& member : value) add_leaves(member);
  }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_{};
  std::unordered_set<std::string> known_{};
};

bool is_number(std::string_view text) { return text.find_first_not_of("+-.0123456789eE") == std::string_view::npos; }

bool is_index(const std::string& name) { return name.find_first_not_of("0123456789") == std::string::npos; }

std::string last_name(const std::string& pointer) {
  const nlohmann::json::json_pointer place(pointer);
  return place.empty() ? "" : place.back();
}

}  // namespace

std::vector<std::string> secret_names(const std::vector<std::string>& pointers) {
  std::vector<std::string> names;
  for (const std::string& pointer : pointers)
    if (std::string name = last_name(pointer); !is_index(name)) names.push_back(std::move(name));
  return names;
}

std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers) {
  Found found;
  const JsonNames names{.secret = secret_names(pointers)};
  if (names.secret.size() < pointers.size())
    if (const JsonBody json = read_json(body); json.faults.empty())
      for (const std::string& pointer : pointers)
        if (const nlohmann::json::json_pointer place(pointer); json.value.contains(place))
          found.add_leaves(json.value.at(place));
  scan_json(body, names, [&](const JsonPiece& piece) {
    if (!piece.is_secret) return true;
    const std::string_view raw = body.substr(piece.begin, piece.end - piece.begin);
    if (piece.is_string)
      found.add(decode_json(raw).bytes);
    else if (is_number(raw))
      found.add(std::string(raw));
    return true;
  });
  return found.take();
}

}  // namespace assay
