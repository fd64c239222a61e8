#include "contracts/secrets/json_scan.h"

#include <algorithm>

#include "contracts/secrets/decoding.h"

namespace assay {
namespace {

constexpr std::string_view blank = " \t\r\n";
constexpr std::string_view outside = " \t\r\n\"{}[],:";

struct Mark {
  bool secret = false;
  bool plain = false;
};

struct Frame {
  bool object = false;
  Mark inherited{};
};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Scanner {
 public:
  Scanner(std::string_view text, const JsonNames& names, const std::function<bool(const JsonPiece&)>& see)
      : text_(text), names_(names), see_(see) {}

  void scan() {
    for (std::size_t at = 0; at < text_.size() && goes_on_;) {
      const char c = text_[at];
      if (c == '"') {
        at = scan_string(at + 1);
      } else if (outside.find(c) != std::string_view::npos) {
        structure(c);
        ++at;
      } else {
        const std::size_t end = std::min(text_.find_first_of(outside, at), text_.size());
        goes_on_ = see_({at, end, false, false, next_.secret, next_.plain});
        at = end;
      }
    }
  }

 private:
  Mark inherited() const { return frames_.empty() ? Mark{} : frames_.back().inherited; }

  void structure(char c) {
    if (c == '{' || c == '[') {
      const bool in_array = !frames_.empty() && !frames_.back().object;
      frames_.push_back({c == '{', {next_.secret, next_.plain && c == '[' && !in_array}});
    }
    if ((c == '}' || c == ']') && !frames_.empty()) frames_.pop_back();
    if (c != ':' && blank.find(c) == std::string_view::npos) next_ = inherited();
  }

  std::size_t scan_string(std::size_t begin) {
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    end = std::min(end, text_.size());
    const std::size_t behind = text_.find_first_not_of(blank, std::min(end + 1, text_.size()));
    const bool is_name = behind != std::string_view::npos && text_[behind] == ':';
    if (is_name) {
      const std::string name = decode_json(text_.substr(begin, end - begin)).bytes;
      goes_on_ = see_({begin, end, true, true, inherited().secret, false});
      next_ = {inherited().secret || holds(names_.secret, name), holds(names_.plain, name)};
    } else {
      goes_on_ = see_({begin, end, true, false, next_.secret, next_.plain});
    }
    return std::min(end + 1, text_.size());
  }

  std::string_view text_;
  const JsonNames& names_;
  const std::function<bool(const JsonPiece&)>& see_;
  std::vector<Frame> frames_{};
  Mark next_{};  // of the value that comes
  bool goes_on_ = true;
};

}  // namespace

bool looks_like_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(blank);
  return first != std::string_view::npos && std::string_view("{[\"").find(text[first]) != std::string_view::npos;
}

void scan_json(std::string_view text, const JsonNames& names, const std::function<bool(const JsonPiece&)>& see) {
  Scanner(text, names, see).scan();
}

}  // namespace assay
