// Walks text that looks like JSON, whole or not, from left to right: what stands in it, and below which member. A body
// that is cut off, doubled or wrong is read as far as it goes. Time and memory are linear in the text; nothing
// recurses.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct JsonPiece {
  std::size_t begin = 0;  // of the text; of a string what stands between its quotes, escapes as they are
  std::size_t end = 0;
  bool is_string = false;  // else what stands outside of strings, brackets, commas and blanks: a number, a word
  bool is_name = false;    // of a member
  bool is_secret = false;  // below a member of `secret_names`, at any depth
  bool is_plain = false;   // the value of a member of `plain_names`, or an entry of its array
};

struct JsonNames {
  std::vector<std::string> secret{};
  std::vector<std::string> plain{};
};

// True when the first character that is no blank begins a JSON text: { [ or ".
bool looks_like_json(std::string_view text);

// Until `see` says false.
void scan_json(std::string_view text, const JsonNames& names, const std::function<bool(const JsonPiece&)>& see);

}  // namespace assay
