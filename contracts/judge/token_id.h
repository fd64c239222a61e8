// What a path segment asks for, read so carefully that no conforming server can disagree. This is the checker's own
// reading: the mock's integer grammar (mock/fastapi/integer_grammar.h) is separate on purpose, since a mock that shares
// the checker's code proves nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct AskedId {
  enum class Kind {  // from certain to unclear
    exact,           // an id to everyone; `value` is its text. An integer: -?(0|[1-9][0-9]*)
    variant,         // " 1", "+1", "01", "1.0", "1_0": some frameworks read it as the id `value`, some refuse it
    // an id to no one, in at most 100 letters that no proxy or router minds. No integer: "abc", "1.5", "1e0", "0x1"
    invalid,
    unclear,  // all else: a router, a proxy or a parser of Unicode digits may take it as something of its own
  };
  Kind kind = Kind::unclear;
  // Canonical text; of an integer: no sign but '-', no leading zero; of an identity of several parts: these, between
  // commas. Empty unless exact or variant.
  std::string value{};
  std::string decoded{};  // the segment, percent-decoded once
};

// An id that is none to any reader of integers, however careless: a word without a digit in any base up to sixteen,
// that means nothing ("all", "null"). What a server makes of every word (0, where it ignores that it can't read it) it
// may make of this.
inline constexpr std::string_view no_id = "xyz";

// Of an integer.
AskedId read_token_id(std::string_view raw_segment);

// The first of these ids that names the same thing as one before it ("0" and "-0" do); empty when none does.
std::string id_given_twice(const std::vector<std::string>& ids);

// The first of these ids that names the same thing as one of the others; empty when none does.
std::string id_shared(const std::vector<std::string>& ids, const std::vector<std::string>& others);

}  // namespace assay
