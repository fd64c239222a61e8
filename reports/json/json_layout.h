// A JSON text laid out for reading, with the value that a JSON Pointer names set apart.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The whole is before + marked + after.
struct MarkedText {
  std::string before{};
  std::string marked{};  // empty: the text is no JSON, or nothing stands at the pointer
  std::string after{};
};

// `text` with one member or entry a line and two spaces of indent; every token, also of a name that stands twice, is
// kept as it was written. A text that is no JSON (cut off, for one) stays as it is. An empty `pointer` marks nothing.
// Of several values at the pointer the first is marked.
MarkedText lay_out_json(std::string_view text, std::string_view pointer);

}  // namespace assay
