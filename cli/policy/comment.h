// What may stand behind a '#' of a file that is printed: names and words of a document are anybody's text.
#pragma once

#include <string>

#include "reports/model/template.h"

namespace assay {

// One line, with what has no width or changes the direction of text shown by its number.
inline std::string comment_text(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  for (const std::string separator : {"\u0085", "\u2028", "\u2029"})  // line breaks to YAML
    for (std::size_t at = 0; (at = text.find(separator, at)) != std::string::npos;)
      text.replace(at, separator.size(), " ");
  return visible_text(text);
}

}  // namespace assay
