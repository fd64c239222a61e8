#include "reports/shown_text.h"

#include <algorithm>

#include "contracts/json_body.h"

namespace assay {

std::string to_valid_utf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t valid = std::min(find_invalid_utf8(bytes), bytes.size());
    text.append(bytes.substr(0, valid));
    bytes.remove_prefix(valid);
    if (bytes.empty()) break;
    text += "\uFFFD";
    bytes.remove_prefix(1);
  }
  return text;
}

std::string_view cut_utf8(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string show_text(std::string_view text, const Redactor& redactor) {
  if (text.size() > kLongestSearchedBody) return "(" + std::to_string(text.size()) + " bytes, too long to be shown)";
  const std::string valid = to_valid_utf8(redactor.redact(text));
  const std::string_view shown = cut_utf8(valid, kShownBytes);
  return shown.size() == valid.size() ? valid : std::string(shown) + "... (cut)";
}

Report::Body show_body(std::string_view body, const Redactor& redactor) {
  Report::Body shown{.text = "", .bytes = body.size(), .note = ""};
  if (body.size() > kLongestSearchedBody) {
    shown.note = "not shown: longer than 1 MiB";
    return shown;
  }
  const std::string redacted = redactor.redact(body);
  const std::string valid = to_valid_utf8(redacted);
  shown.text = cut_utf8(valid, kShownBytes);
  if (valid != redacted) shown.note = "not UTF-8: bad bytes are shown as \uFFFD";
  if (shown.text.size() < valid.size())
    shown.note += (shown.note.empty() ? "" : "; ") + std::string("cut: the first 4 KiB");
  return shown;
}

}  // namespace assay
