// Regular expressions of JSON Schema's `pattern`: ECMA-262 with the u flag, on code points.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

// Immutable; may be used from several threads at once. PCRE2 behind it, with bounds on its work and memory.
// Known to differ: a back reference to a group that an iteration before this one has set (ECMAScript forgets it).
class Regex {
 public:
  // `pattern` is one that wrong_regex() has nothing against.
  explicit Regex(std::string_view pattern);

  // Whether it matches anywhere in `text`, UTF-8; nothing when that takes more work than is done.
  std::optional<bool> search(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

// What keeps `pattern` from being used, or nothing: "is no regular expression of ECMAScript (...)", or one that PCRE2
// does not take.
std::string wrong_regex(std::string_view pattern);

}  // namespace assay
