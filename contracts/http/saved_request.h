// A request that somebody saved as it came: request line, headers, an empty line, the body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

struct SavedRequest {
  Request request{};
  std::optional<std::size_t> content_length{};  // as its header says; nothing where it says none, or no number
  std::string fault{};                          // why it is none; quotes nothing. The rest is then of no use
};

// Lines of the head may end with LF alone, as editors write them. The body is all bytes behind the empty line, but for
// one line end that goes beyond Content-Length, which editors add; it may be longer or shorter than Content-Length
// otherwise. A body in chunked coding is not read. Pure.
SavedRequest read_saved_request(std::string_view bytes);

}  // namespace assay
