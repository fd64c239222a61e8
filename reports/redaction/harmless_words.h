// Which words of a server's answer may be shown: those that assay, the document or a standard said before, and those
// that carry too little to be a secret. Whatever else may have been drawn at random.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace assay {

// How much a place may carry that is no word.
struct Leeway {
  std::size_t digits = 4;  // of one word
  bool is_plain =
      false;  // a member that the policy calls unchanged: also an address, and a piece of four letters and digits
};

// Learning is not thread-safe; the const functions are.
class HarmlessWords {
 public:
  HarmlessWords();

  // Everything in `text` may be shown from now on: its words, and their pieces between punctuation.
  void learn(std::string_view text);

  // `word` is without blanks. True when each of its pieces was learnt, or is a word as a language makes them (fooBar
  // too, and with up to four digits behind it), or a number of few digits; and for instants, times of day, versions and
  // addresses of machines.
  bool permits(std::string_view word, const Leeway& leeway) const;
  bool knows(std::string_view word) const;

 private:
  bool permits_piece(std::string_view piece, const Leeway& leeway) const;

  std::unordered_set<std::string> learnt_{};
};

}  // namespace assay
