#include "contracts/schema/ecma_pattern.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "contracts/documents/utf8.h"
#include "contracts/schema/ecma_escape.h"

namespace assay {
namespace {

constexpr std::string_view nothing = "(?!)";
constexpr std::string_view everything = R"([\x{0}-\x{10ffff}])";

bool is_surrogate(char32_t point) { return point >= 0xd800 && point <= 0xdfff; }

// UTF-8 that is well formed.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    points += static_cast<char32_t>(point.value);
    at += point.bytes;
  }
  return points;
}

std::string one(char32_t point) {
  char digits[8] = {};
  const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(point), 16).ptr;
  return "\\x{" + std::string(digits, end) + "}";
}

// Goes over the pattern once, by recursion over its groups.
class Translation {
 public:
  explicit Translation(std::u32string pattern) : in_{.text = std::move(pattern)} { count_groups(); }

  std::string run() {
    disjunction(0);
    if (in_.at < in_.text.size()) throw WrongPattern{"unmatched ')'"};
    return std::move(out_);
  }

 private:
  static constexpr int deepest = 100;

  // Names may be referred to before they stand, so that all groups are known first.
  void count_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < in_.text.size(); ++i) {
      if (in_.text[i] == '\\') {
        ++i;
      } else if (in_.text[i] == '[' || in_.text[i] == ']') {
        in_class = in_.text[i] == '[';
      } else if (in_.text[i] == '(' && !in_class) {
        const bool special = i + 1 < in_.text.size() && in_.text[i + 1] == '?';
        const bool named = special && in_.text.compare(i + 1, 2, U"?<") == 0 && i + 3 < in_.text.size() &&
                           in_.text[i + 3] != '=' && in_.text[i + 3] != '!';
        if (special && !named) continue;
        names_.push_back(named ? in_.text.substr(i + 3, in_.text.find('>', i) - i - 3) : U"");
        if (named && std::count(names_.begin(), names_.end(), names_.back()) > 1)
          throw WrongPattern{"a group's name twice"};
      }
    }
  }

  void disjunction(int level) {
    if (level > deepest) throw WrongPattern{"groups nest too deep"};
    while (in_.at < in_.text.size() && in_.text[in_.at] != ')') {
      if (in_.take(U"|"))
        out_ += '|';
      else
        term(level);
    }
  }

  void term(int level) {
    const std::size_t start = out_.size();
    if (in_.take(U"^") || in_.take(U"$")) {
      out_ += static_cast<char>(in_.text[in_.at - 1]);
      return;
    }
    if (in_.take(U"\\b") || in_.take(U"\\B")) {
      out_ += in_.text[in_.at - 1] == 'b' ? "\\b" : "\\B";
      return;
    }
    if (in_.next_is(U"(")) {
      if (group(level)) quantifier(start);
      return;
    }
    if (in_.take(U".")) {
      out_ += R"([^\n\r\x{2028}\x{2029}])";
    } else if (in_.take(U"[")) {
      character_class();
    } else if (in_.take(U"\\")) {
      escape();
    } else {
      const char32_t c = in_.text[in_.at++];
      if (std::u32string_view(U"*+?{").find(c) != std::u32string_view::npos) throw WrongPattern{"nothing to repeat"};
      if (c == ']' || c == '}') throw WrongPattern{"a lone bracket"};
      out_ += one(c);
    }
    quantifier(start);
  }

  // False for what looks around, which cannot be repeated.
  bool group(int level) {
    in_.at += 1;
    bool repeats = true;
    std::string open = "(";
    if (in_.take(U"?:")) {
      open = "(?:";
    } else if (in_.next_is(U"?=") || in_.next_is(U"?!")) {
      open += {'?', static_cast<char>(in_.text[in_.at + 1])};
      in_.at += 2;
      repeats = false;
    } else if (in_.next_is(U"?<=") || in_.next_is(U"?<!")) {
      open += {'?', '<', static_cast<char>(in_.text[in_.at + 2])};
      in_.at += 3;
      repeats = false;
    } else if (in_.take(U"?<")) {
      name_of_group();
    } else if (in_.next_is(U"?")) {
      throw WrongPattern{"an unknown kind of group"};
    }
    out_ += open;
    disjunction(level + 1);
    if (!in_.take(U")")) throw WrongPattern{"a group is not closed"};
    out_ += ')';
    return repeats;
  }

  std::u32string name_of_group() {
    const std::size_t end = in_.text.find(U'>', in_.at);
    if (end == std::u32string::npos || end == in_.at) throw WrongPattern{"a group's name is missing"};
    std::u32string name = in_.text.substr(in_.at, end - in_.at);
    const auto is_letter = [](char32_t c) {
      return c > 127 || c == '$' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const bool good = is_letter(name.front()) && std::all_of(name.begin(), name.end(), [&](char32_t c) {
                        return is_letter(c) || (c >= '0' && c <= '9');
                      });
    if (!good) throw WrongPattern{"a group's name is no identifier"};
    in_.at = end + 1;
    return name;
  }

  // After what started at `start` of the output: *, +, ?, {n}, {n,}, {n,m}, each perhaps with a '?'.
  void quantifier(std::size_t start) {
    std::string repeat;
    if (in_.take(U"*") || in_.take(U"+") || in_.take(U"?")) {
      repeat = static_cast<char>(in_.text[in_.at - 1]);
    } else if (in_.take(U"{")) {
      repeat = counted();
    } else {
      return;
    }
    const bool looks_around = out_.compare(start, 3, "(?!") == 0;  // nothing: PCRE2 takes a repetition of it for none
    if (looks_around) out_.insert(start, "(?:");
    out_ += (looks_around ? ")" : "") + repeat;
    if (in_.take(U"?")) out_ += '?';
  }

  std::string counted() {
    const std::string least = digits();
    std::string text = "{" + least;
    if (least.empty()) throw WrongPattern{"nothing to repeat"};
    if (in_.take(U",")) {
      const std::string most = digits();
      text += "," + most;
      const bool shorter = most.size() < least.size() || (most.size() == least.size() && most < least);
      if (!most.empty() && shorter) throw WrongPattern{"the numbers of a repetition are out of order"};
    }
    if (!in_.take(U"}")) throw WrongPattern{"a repetition is not closed"};
    return text + "}";
  }

  std::string digits() {
    std::string text;
    for (; in_.at < in_.text.size() && in_.text[in_.at] >= '0' && in_.text[in_.at] <= '9'; ++in_.at)
      text += static_cast<char>(in_.text[in_.at]);
    const std::size_t zeros = std::min(text.find_first_not_of('0'), text.empty() ? 0 : text.size() - 1);
    return text.substr(zeros);
  }

  void escape() {
    if (in_.at < in_.text.size() && in_.text[in_.at] >= '1' && in_.text[in_.at] <= '9') {
      const std::string number = digits();
      if (number.size() > 4 || std::stoul(number) > names_.size()) throw WrongPattern{"a back reference to no group"};
      out_ += "\\g{" + number + "}";
      return;
    }
    if (in_.take(U"k")) {
      if (!in_.take(U"<")) throw WrongPattern{"\\k without a name"};
      const auto named = std::find(names_.begin(), names_.end(), name_of_group());
      if (named == names_.end()) throw WrongPattern{"a back reference to no group"};
      out_ += "\\g{" + std::to_string(named - names_.begin() + 1) + "}";
      return;
    }
    const PatternAtom atom = read_escape(in_);
    if (!atom.character) {
      out_ += "[" + atom.set + "]";
    } else {
      out_ += is_surrogate(*atom.character) ? std::string(nothing) : one(*atom.character);
    }
  }

  void character_class() {
    const bool negated = in_.take(U"^");
    std::string items;
    while (!in_.take(U"]")) {
      const PatternAtom from = class_item();
      const bool range = in_.next_is(U"-") && in_.at + 1 < in_.text.size() && in_.text[in_.at + 1] != ']';
      if (range) in_.at += 1;
      const PatternAtom to = range ? class_item() : from;
      if (range && (!from.character || !to.character)) throw WrongPattern{"a range that ends at a set"};
      if (range && *from.character > *to.character) throw WrongPattern{"a range out of order"};
      items += !from.character ? from.set : points(*from.character, *to.character);
    }
    if (items.empty())
      out_ += negated ? everything : nothing;
    else
      out_ += (negated ? "[^" : "[") + items + "]";
  }

  // No text in UTF-8 holds a lone surrogate.
  static std::string points(char32_t from, char32_t to) {
    if (is_surrogate(from)) from = 0xe000;
    if (is_surrogate(to)) to = 0xd7ff;
    if (from > to) return {};
    return from == to ? one(from) : one(from) + "-" + one(to);
  }

  PatternAtom class_item() {
    const char32_t c = in_.take_one("a class is not closed");
    if (c != '\\') return {.character = c};
    if (in_.take(U"b")) return {.character = U'\b'};
    if (in_.take(U"-")) return {.character = U'-'};
    return read_escape(in_);
  }

  PatternReader in_;
  std::string out_{};
  std::vector<std::u32string> names_{};  // of the groups that capture, in their order; empty: it has none
};

}  // namespace

EcmaPattern translate_ecma_pattern(std::string_view pattern) {
  try {
    return {.pcre = Translation(code_points(pattern)).run()};
  } catch (const WrongPattern& wrong) {
    return {.wrong = wrong.why};
  }
}

}  // namespace assay
