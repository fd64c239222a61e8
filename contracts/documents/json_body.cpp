#include "contracts/documents/json_body.h"

#include <limits>

#include "contracts/documents/json_text.h"
#include "contracts/documents/utf8.h"

namespace assay {
namespace {

constexpr TreeLimits body_limits{.depth = 100, .values = 100'000, .bytes = std::numeric_limits<std::size_t>::max()};

JsonBody faulty(std::string pointer, std::string message, const char* keyword = "json") {
  JsonBody body;
  body.value = nlohmann::json(nlohmann::json::value_t::discarded);
  body.faults.push_back(
      {.pointer = std::move(pointer), .keyword = keyword, .message = "the body " + std::move(message)});
  return body;
}

std::string wrong_bytes(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return "starts with a byte order mark";
  const std::size_t invalid = find_invalid_utf8(bytes);
  return invalid == std::string_view::npos ? "" : "is not UTF-8 at byte " + std::to_string(invalid + 1);
}

}  // namespace

JsonBody read_json(std::string_view bytes, std::size_t limit) {
  if (bytes.size() > limit) return faulty({}, "is longer than " + std::to_string(limit) + " bytes", "limit");
  if (std::string wrong = wrong_bytes(bytes); !wrong.empty()) return faulty({}, std::move(wrong));
  JsonText text = parse_json_text(bytes, body_limits, JsonTree::Lines::forget);
  if (!text.fault.empty())
    return faulty(std::move(text.fault_pointer), std::move(text.fault), text.beyond_limits ? "limit" : "json");
  JsonBody body;
  body.value = std::move(text.tree.value);
  body.big_integers = std::move(text.big_integers);
  for (JsonTree::Duplicate& duplicate : text.tree.duplicates) {
    body.duplicates.push_back({.pointer = std::move(duplicate.pointer),
                               .keyword = "duplicate",
                               .message = "the name stands more than once in its object"});
  }
  if (text.tree.more_duplicates > 0)
    body.duplicates.back().message += ", and so do " + std::to_string(text.tree.more_duplicates) + " more";
  return body;
}

}  // namespace assay
