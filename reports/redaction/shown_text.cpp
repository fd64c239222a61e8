#include "reports/redaction/shown_text.h"

#include <algorithm>

#include "contracts/documents/utf8.h"
#include "reports/redaction/word_split.h"

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
  while (limit > 0 && continues_code_point(text[limit])) --limit;
  return text.substr(0, limit);
}

namespace {

constexpr std::size_t read_bytes =
    16 * shown_bytes;                     // of an answer: more than is shown, since hidden text is shorter than it was
constexpr std::size_t quoted_digits = 7;  // of a number in our own words

std::string cut_text(const std::string& redacted) {
  const std::string valid = to_valid_utf8(redacted);
  const std::string_view shown = cut_utf8(valid, shown_bytes);
  return shown.size() == valid.size() ? valid : std::string(shown) + "... (cut)";
}

Report::Body cut_body(const std::string& redacted, std::size_t bytes) {
  const std::string valid = to_valid_utf8(redacted);
  Report::Body shown{.text = std::string(cut_utf8(valid, shown_bytes)), .bytes = bytes, .note = ""};
  if (valid != redacted) shown.note = "not UTF-8: bad bytes are shown as \uFFFD";
  if (shown.text.size() < valid.size())
    shown.note += (shown.note.empty() ? "" : "; ") + std::string("cut: the first 4 KiB");
  return shown;
}

Report::Body not_shown(std::size_t bytes, const std::string& why) {
  return {.text = "", .bytes = bytes, .note = "not shown: " + why};
}

// Up to the end of a word.
std::string_view read_part(std::string_view body) {
  const std::string_view part = body.substr(0, read_bytes);
  const std::size_t end = part.size() < body.size() ? part.find_last_of(between_words) : std::string_view::npos;
  return part.substr(0, end);
}

}  // namespace

std::string show_text(std::string_view text, const Redactor& redactor) {
  if (text.size() > longest_searched_body) return "(" + std::to_string(text.size()) + " bytes, too long to be shown)";
  return cut_text(redactor.redact(text));
}

Report::Body show_body(std::string_view body, const Redactor& redactor) {
  if (body.size() > longest_searched_body) return not_shown(body.size(), "longer than 1 MiB");
  return cut_body(redactor.redact(body), body.size());
}

std::string show_quote(std::string_view text, const Redactor& redactor) {
  return cut_text(redactor.show(read_part(text), {.digits = quoted_digits}, shown_bytes));
}

Report::Body show_answer(std::string_view body, const Redactor& redactor) {
  if (body.size() > longest_searched_body) return not_shown(body.size(), "longer than 1 MiB");
  if (body.find('\0') != std::string_view::npos)
    return not_shown(body.size(), "it holds a byte 0, so that it is no text that can be judged");
  const std::string_view part = read_part(body);
  Report::Body shown = cut_body(redactor.show(part, {}, shown_bytes), body.size());
  if (part.size() < body.size() && shown.note.find("cut") == std::string::npos)
    shown.note += (shown.note.empty() ? "" : "; ") + std::string("cut: read as far as the first 64 KiB");
  return shown;
}

}  // namespace assay
