// Regular expressions of JSON Schema's `pattern` (ECMAScript), on code points.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace assay {

// Immutable; may be used from several threads at once. std::regex behind it: no back references, lookbehind, \p{...} or named groups.
// A search takes time quadratic in the text at worst.
class Regex {
 public:
  static constexpr std::size_t text_limit = 4096;  // bytes; keeps the time in bounds

  // `pattern` is one that wrong_regex() has nothing against.
  explicit Regex(std::string_view pattern);

  // Whether it matches anywhere in `text`, UTF-8 of at most text_limit bytes.
  bool search(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

// What keeps `pattern` from being used, or nothing: "is no regular expression that is understood (...)".
std::string wrong_regex(std::string_view pattern);

}  // namespace assay
