#include "mock/samples/pattern.h"

#include <algorithm>
#include <charconv>

#include "contracts/documents/utf8.h"
#include "contracts/schema/regex.h"

namespace assay {
namespace {

constexpr std::size_t endless = SIZE_MAX;
constexpr std::size_t longest = 4096;  // of a sample

struct Times {
  std::size_t least = 1, most = 1;
};

// Writes a text for a pattern as it reads it. `wanted` is how often what may be repeated without end is written.
class Writer {
 public:
  Writer(std::string_view pattern, std::size_t wanted, const Pick& pick)
      : pattern_(pattern), wanted_(wanted), pick_(pick) {}

  std::string whole() {
    std::string text = alternatives();
    return at_ == pattern_.size() ? text : std::string();
  }

 private:
  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  bool ends() const { return at_ >= pattern_.size(); }

  bool take(std::string_view text) {
    if (!pattern_.substr(std::min(at_, pattern_.size())).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  // The first of those between '|'.
  std::string alternatives() {
    std::string first = sequence();
    while (take("|")) sequence();
    return first;
  }

  std::string sequence() {
    std::string text;
    while (!ends() && peek() != '|' && peek() != ')' && text.size() < longest) text += term();
    return text;
  }

  // One atom, as often as its quantifier says.
  std::string term() {
    if (take("^") || take("$") || take("\\b")) return {};
    const std::size_t begin = at_;
    std::string text = atom();
    const std::size_t end = at_;
    const Times times = quantifier();
    const std::size_t behind = at_;
    const std::size_t count =
        times.most == endless ? std::max(times.least, wanted_) : std::clamp(wanted_, times.least, times.most);
    if (count == 0) return {};
    for (std::size_t i = 1; i < count && text.size() < longest; ++i) {
      at_ = begin;  // written anew, so that its characters may be others
      text += atom();
      at_ = end;
    }
    at_ = behind;
    return text;
  }

  std::size_t number() {
    std::size_t value = 0;
    const auto read = std::from_chars(pattern_.data() + at_, pattern_.data() + pattern_.size(), value);
    at_ = static_cast<std::size_t>(read.ptr - pattern_.data());
    return value;
  }

  Times quantifier() {
    Times times;
    if (take("*")) {
      times = {0, endless};
    } else if (take("+")) {
      times = {1, endless};
    } else if (take("?")) {
      times = {0, 1};
    } else if (take("{")) {
      times.least = times.most = number();
      if (take(",")) times.most = peek() == '}' ? endless : number();
      take("}");
    }
    take("?");  // as few as possible: no matter here
    return times;
  }

  std::string one_of(const std::string& characters) {
    return characters.empty() ? std::string() : std::string(1, characters[pick_(characters.size())]);
  }

  std::string atom() {
    if (take("(")) return group();
    if (take("[")) return one_of(set());
    if (take(".")) return one_of(range('a', 'z'));
    if (take("\\")) return one_of(escaped());
    return std::string(1, pattern_[at_++]);
  }

  // A look around is not written.
  std::string group() {
    const bool looks = take("?=") || take("?!") || take("?<=") || take("?<!");
    if (!looks && !take("?:") && take("?<")) at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
    std::string text = alternatives();
    take(")");
    return looks ? std::string() : text;
  }

  static std::string range(char from, char to) {
    std::string characters;
    for (int c = from; c <= to; ++c) characters += static_cast<char>(c);
    return characters;
  }

  static std::string digits() { return range('0', '9'); }
  static std::string letters() { return range('a', 'z') + range('A', 'Z'); }

  // What stands behind a backslash, as the characters that it means.
  std::string escaped() {
    if (ends()) return {};
    const char c = pattern_[at_++];
    switch (c) {
      case 'd': return digits();
      case 'w': return letters() + digits() + '_';
      case 's': return " ";
      case 'D':
      case 'S': return letters();
      case 'W': return "-";
      case 'p':
      case 'P':  // of Unicode: a letter is the likeliest
        if (take("{")) at_ = std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1;
        return letters();
      default: return std::string(1, c);
    }
  }

  std::string set() {
    const bool negated = take("^");
    std::string characters;
    while (!ends() && peek() != ']') {
      std::string own = take("\\") ? escaped() : std::string(1, pattern_[at_++]);
      if (own.size() == 1 && peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        const std::string last = take("\\") ? escaped() : std::string(1, pattern_[at_++]);
        if (last.size() == 1 && own[0] >= 0 && own[0] <= last[0]) own = range(own[0], last[0]);
      }
      characters += own;
    }
    take("]");
    if (!negated) return characters;
    std::string others;
    for (const char c : letters() + digits() + "-_. ")
      if (characters.find(c) == std::string::npos) others += c;
    return others;
  }

  std::string_view pattern_;
  std::size_t wanted_;
  const Pick& pick_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> text_matching(std::string_view pattern, std::size_t least, std::size_t most,
                                         const Pick& pick) {
  if (!wrong_regex(pattern).empty()) return std::nullopt;
  const Regex regex(pattern);
  for (const std::size_t wanted : {least, std::size_t{8}, std::size_t{1}, std::size_t{16}, std::size_t{32}, most}) {
    const std::string text = Writer(pattern, std::min(wanted, longest), pick).whole();
    const std::size_t length = count_code_points(text);
    if (length >= least && length <= most && regex.search(text).value_or(false)) return text;
  }
  return std::nullopt;
}

}  // namespace assay
