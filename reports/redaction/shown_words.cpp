#include "reports/redaction/shown_words.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "contracts/secrets/decoding.h"
#include "reports/redaction/word_split.h"

namespace assay {
namespace {

constexpr std::size_t longest_thin_run = 7;
constexpr int most_layers = 3;  // of escapes in a word

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return is_digit(c) || std::string_view("+-.eE").find(c) != std::string_view::npos;
  });
}

// What the word says without its escapes; nothing where they go too deep.
std::optional<std::string> unescaped(std::string_view word) {
  std::string text(word);
  for (int layer = 0; layer <= most_layers; ++layer) {
    std::string next = text;
    if (next.find('%') != std::string::npos) next = decode_percent(next).bytes;
    if (next.find('\\') != std::string::npos) next = decode_json(next).bytes;
    if (next.find('&') != std::string::npos) next = decode_xml(next).bytes;
    if (next == text) return text;
    text = std::move(next);
  }
  return std::nullopt;
}

// A place of the text, and what is to stand there.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string hidden{};  // what stands there when it is not shown
  bool is_shown = true;
};

class Shown {
 public:
  Shown(std::string_view text, const WordRules& rules, std::size_t limit) : text_(text), rules_(rules), limit_(limit) {}

  bool is_full() const { return out_.size() > limit_; }

  // The words of decoded.bytes, which stands for the text from `begin` on.
  void add_words(const Decoded& decoded, std::size_t begin, const Leeway& leeway) {
    each_word(decoded.bytes, [&](std::size_t from, std::size_t to) {
      if (!is_full())
        add_word(std::string_view(decoded.bytes).substr(from, to - from), begin + decoded.to_text(from),
                 begin + decoded.to_text(to), leeway);
    });
  }
  void add_plain_words(std::string_view text, std::size_t begin, const Leeway& leeway) {
    each_word(text, [&](std::size_t from, std::size_t to) {
      if (!is_full()) add_word(text.substr(from, to - from), begin + from, begin + to, leeway);
    });
  }
  void add_named(std::size_t begin, std::size_t end, std::string name) { decide({begin, end, std::move(name), false}); }
  // A word outside of JSON's strings. A number that is hidden needs quotes to stay one value.
  void add_bare(std::string_view word, std::size_t begin, const Leeway& leeway) {
    if (is_number(word) && !permits(word, leeway))
      add_named(begin, begin + word.size(), '"' + told_by_size(word) + '"');
    else
      add_plain_words(word, begin, leeway);
  }
  std::string take() {
    flush();
    if (!is_full()) out_.append(text_.substr(done_));
    return std::move(out_);
  }

 private:
  bool permits(std::string_view word, const Leeway& leeway) const {
    const auto plain = unescaped(word);
    if (!plain) return false;
    if (*plain == word) return rules_.words.permits(word, leeway);
    bool good = true;
    each_word(*plain, [&](std::size_t from, std::size_t to) {
      good = good && rules_.words.permits(std::string_view(*plain).substr(from, to - from), leeway);
    });
    return good;
  }

  // Of two characters a known word is not thin, but for one with a digit: a run learns "20" and "2F" from what it
  // sends, and they would part the bytes of a secret that is written in hexadecimals.
  bool is_thin(std::string_view core) const {
    const bool has_digit = std::any_of(core.begin(), core.end(), is_digit);
    return core.size() == 1 || (core.size() == 2 && (has_digit || !rules_.words.knows(core))) ||
           (core.size() == 3 && std::all_of(core.begin(), core.end(), is_digit));
  }

  void add_word(std::string_view word, std::size_t begin, std::size_t end, const Leeway& leeway) {
    const std::string_view core = trim_punctuation(word);
    const auto before = static_cast<std::size_t>(core.data() - word.data());
    const bool is_plain = end - begin == word.size() && word.find_first_of("%\\&") == std::string_view::npos;
    const std::size_t from = is_plain && !core.empty() ? begin + before : begin;
    const std::size_t to = is_plain && !core.empty() ? from + core.size() : end;
    const std::string name = rules_.name_of_word(core);
    Piece piece{from, to, name.empty() ? told_by_size(text_.substr(from, to - from)) : name,
                name.empty() && permits(word, leeway)};
    if (!piece.is_shown || !is_thin(core)) return decide(piece);
    thin_.push_back(std::move(piece));
    if (thin_.size() <= longest_thin_run && !in_run_) return;
    in_run_ = true;
    for (Piece& each : thin_) put(each.begin, each.end, each.hidden);
    thin_.clear();
  }

  void decide(const Piece& piece) {
    flush();
    in_run_ = false;
    if (!piece.is_shown) put(piece.begin, piece.end, piece.hidden);
  }

  void flush() { thin_.clear(); }

  void put(std::size_t begin, std::size_t end, std::string_view by) {
    out_.append(text_.substr(done_, begin - done_)).append(by);
    done_ = end;
  }

  std::string_view text_;
  const WordRules& rules_;
  std::size_t limit_;
  std::string out_{};
  std::size_t done_ = 0;       // up to here the text is told
  std::vector<Piece> thin_{};  // single characters and small numbers in a row, not decided yet
  bool in_run_ = false;
};

void add_json(std::string_view text, const JsonPiece& piece, const WordRules& rules, const Leeway& given,
              Shown& shown) {
  const std::string_view raw = text.substr(piece.begin, piece.end - piece.begin);
  Leeway leeway = given;
  leeway.is_plain = piece.is_plain;
  if (piece.is_plain) leeway.digits = std::max<std::size_t>(leeway.digits, 7);
  if (!piece.is_string) {
    if (piece.is_secret && is_number(raw))
      return shown.add_named(piece.begin, piece.end, '"' + rules.name_at_place(raw) + '"');
    return shown.add_bare(raw, piece.begin, leeway);
  }
  const Decoded decoded = decode_json(raw);
  if (!piece.is_secret) return shown.add_words(decoded, piece.begin, leeway);
  if (std::string name = rules.name_at_place(decoded.bytes); !name.empty())
    shown.add_named(piece.begin, piece.end, std::move(name));
}

}  // namespace

std::string told_by_size(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  return is_number(text) && digits > 0 ? std::string(hidden_number) + std::to_string(digits) + " digits]"
                                       : std::string(hidden_text) + std::to_string(text.size()) + " bytes]";
}

std::string show_words(std::string_view text, const WordRules& rules, const Leeway& leeway, std::size_t limit) {
  Shown shown(text, rules, limit);
  if (looks_like_json(text))
    scan_json(text, rules.names, [&](const JsonPiece& piece) {
      add_json(text, piece, rules, leeway, shown);
      return !shown.is_full();
    });
  else
    shown.add_plain_words(text, 0, leeway);
  return shown.take();
}

}  // namespace assay
