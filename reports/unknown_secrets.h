// Whether an answer may hold a secret that nobody has found.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// True when a text of each of the places (RFC 6901) stands in the JSON body: its secrets are where they belong, and known.
bool shows_texts_at(std::string_view body, const std::vector<std::string>& pointers);

// True when a text holds what may be drawn at random: bytes that are no text, or a word (between blanks, quotes, brackets and
// the like) of 16 bytes, or of 12 with a digit or a capital inside, that is not public. In a JSON body the members called
// `plain` are passed over. Known secrets have been taken out of it.
bool holds_drawn_word(std::string_view body, const std::vector<std::string>& plain,
                      const std::function<bool(std::string_view word)>& is_public);

}  // namespace assay
