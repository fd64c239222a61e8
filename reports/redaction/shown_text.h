// Bytes that came from outside, made fit to be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

constexpr std::size_t shown_bytes = 4096;  // of one text or body
constexpr std::size_t longest_searched_body =
    1 << 20;  // bytes; a longer one is not shown, since cutting before redaction
              // could leave a part of a secret

// `bytes` with U+FFFD for each byte that is not part of well-formed UTF-8.
std::string to_valid_utf8(std::string_view bytes);

// At most `limit` bytes of a valid UTF-8 text, cut between two characters.
std::string_view cut_utf8(std::string_view text, std::size_t limit);

// Redacted, then made valid UTF-8, then cut to shown_bytes with a notice: our own words.
std::string show_text(std::string_view text, const Redactor& redactor);
Report::Body show_body(std::string_view body, const Redactor& redactor);

// The same for text that quotes an answer, which is shown by permission.
std::string show_quote(std::string_view text, const Redactor& redactor);
Report::Body show_answer(std::string_view body, const Redactor& redactor);

}  // namespace assay
