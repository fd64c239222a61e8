// UTF-8 (RFC 3629).
#pragma once

#include <string_view>

namespace assay {

// The first byte that is not part of well-formed UTF-8 (RFC 3629), or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

}  // namespace assay
