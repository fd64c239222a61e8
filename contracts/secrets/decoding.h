// Text read through an escape, with the way back to where each byte stood. Redaction searches these readings, so that a
// value is found however its characters are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct Decoded {
  std::string bytes{};
  // origin[i] is the offset in the text where the writing of bytes[i] begins; one more entry for the end. Empty: bytes
  // is the text, nothing was escaped.
  std::vector<std::uint32_t> origin{};

  std::size_t to_text(std::size_t index) const { return origin.empty() ? index : origin[index]; }
};

// Each undoes one kind of escape wherever it stands and leaves all else. Texts are shorter than 4 GiB.
Decoded decode_percent(std::string_view text);  // %41
Decoded decode_json(std::string_view text);  // \" \/ \n \u0041, surrogate pairs included; and \x41, which JSON has not
Decoded decode_xml(std::string_view text);   // &amp; &lt; &gt; &quot; &apos; &#65; &#x41;

// Called with the bytes that a piece of text stands for, and a function from [begin, end) in them to offsets of the
// text.
using RunVisitor = std::function<void(const std::string& bytes, const std::function<std::size_t(std::size_t)>& begin_of,
                                      const std::function<std::size_t(std::size_t)>& end_of)>;

// Every maximal run of hexadecimal digits of at least `minimum` bytes, at both alignments.
void visit_hex_runs(std::string_view text, std::size_t minimum, const RunVisitor& visit);

// Every maximal run of Base64 characters (RFC 4648 sections 4 and 5, padding ignored) of at least `minimum` bytes, at
// all four alignments.
void visit_base64_runs(std::string_view text, std::size_t minimum, const RunVisitor& visit);

}  // namespace assay
