// Text on a terminal: what it may print, how wide it is, where it breaks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// `text` (UTF-8) with control characters (C0, DEL, C1) as "\x1b": nothing that a vendor sent reaches the terminal as a
// command. Those that change the direction of text or have no width are shown by their number (visible_text), and it is
// inert() for a CI.
std::string printable(std::string_view text);

// Columns, taking every code point as one.
std::size_t display_width(std::string_view text);

// Lines of at most `width` columns, broken at spaces, within a word only when it is wider than a line. Never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace assay
