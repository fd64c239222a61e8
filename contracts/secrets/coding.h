// Bytes written as text, read back strictly: what is not wholly such a text is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay {

// RFC 4648 section 4: its alphabet, padded. Bits left over at the end may be any, as decoders take them.
std::optional<std::string> decode_base64(std::string_view text);

// The same in either alphabet (section 5), padded or not.
std::optional<std::string> decode_any_base64(std::string_view text);

// Pairs of digits of either case, one pair at least.
std::optional<std::string> decode_hex(std::string_view text);

}  // namespace assay
