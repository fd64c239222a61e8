// What a path segment asks for, read so carefully that no conforming server can disagree. This is the checker's own
// reading: the mock's integer grammar (mock/fastapi/integer_grammar.h) is separate on purpose, since a mock that shares
// the checker's code proves nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct AskedId {
  enum class Kind {
    integer,  // -?(0|[1-9][0-9]*): an integer to everyone; `value` is its text
    variant,  // " 1", "+1", "01", "1.0", "1_0": some frameworks read it as the integer `value`, some refuse it
    // "abc", "1.5", "1e0", "0x1": an integer to no one, in at most 100 letters that no proxy or router minds
    not_integer,
    unclear,  // all else: a router, a proxy or a parser of Unicode digits may take it as something of its own
  };
  Kind kind = Kind::unclear;
  std::string value{};    // canonical decimal text: no sign but '-', no leading zero; empty unless integer or variant
  std::string decoded{};  // the segment, percent-decoded once
};

AskedId read_token_id(std::string_view raw_segment);

// The first of these ids that names the same token as one before it ("0" and "-0" do); empty when none does.
std::string id_given_twice(const std::vector<std::string>& ids);

// The first of these ids that names the same token as one of the others; empty when none does.
std::string id_shared(const std::vector<std::string>& ids, const std::vector<std::string>& others);

}  // namespace assay
