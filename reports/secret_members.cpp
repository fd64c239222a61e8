#include "reports/secret_members.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/decoding.h"
#include "contracts/json_body.h"

namespace assay {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kNumber = "+-.0123456789eE";

void add_leaves(const nlohmann::json& value, std::vector<std::string>& found) {
  if (value.is_string()) found.push_back(value.get<std::string>());
  if (value.is_number()) found.push_back(value.dump());
  if (value.is_structured())
    for (const auto& member : value) add_leaves(member, found);
}

// "/data/webhook_secret" -> "webhook_secret"; empty when the last segment is no name.
std::string last_name(const std::string& pointer) {
  const std::string name =
      nlohmann::json::json_pointer(pointer).empty() ? "" : nlohmann::json::json_pointer(pointer).back();
  return name.find_first_not_of("0123456789") == std::string::npos ? "" : name;
}

// The JSON string whose opening quote stands before `text`, as far as it goes.
std::string read_string(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return decode_json(text.substr(0, std::min(end, text.size()))).bytes;
}

void add_members(std::string_view body, const std::string& name, std::vector<std::string>& found) {
  const std::string quoted = '"' + name + '"';
  for (std::size_t at = body.find(quoted); at != std::string_view::npos; at = body.find(quoted, at + 1)) {
    std::size_t next = body.find_first_not_of(kBlank, at + quoted.size());
    if (next == std::string_view::npos || body[next] != ':') continue;
    next = body.find_first_not_of(kBlank, next + 1);
    if (next == std::string_view::npos) continue;
    if (body[next] == '"')
      found.push_back(read_string(body.substr(next + 1)));
    else
      found.emplace_back(body.substr(next, body.find_first_not_of(kNumber, next) - next));
  }
}

}  // namespace

std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers) {
  std::vector<std::string> found;
  for (const std::string& pointer : pointers)
    if (const std::string name = last_name(pointer); !name.empty()) add_members(body, name, found);
  const JsonBody json = read_json(body);
  if (!json.faults.empty()) return found;
  for (const std::string& pointer : pointers)
    if (const nlohmann::json::json_pointer place(pointer); json.value.contains(place))
      add_leaves(json.value.at(place), found);
  return found;
}

}  // namespace assay
