#include "contracts/documents/place.h"

#include <algorithm>

namespace assay {
namespace {

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

std::string with_place(const Place& place, const std::string& message) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (!text.empty()) text += ": ";
  if (!place.pointer.empty()) text += place.pointer + ": ";
  return one_line(text + message);
}

}  // namespace

BadDocument::BadDocument(const Place& where, const std::string& text)
    : std::runtime_error(with_place(where, text)), place(where), message(one_line(text)) {}

}  // namespace assay
