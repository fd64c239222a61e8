#include "contracts/value_search.h"

#include <algorithm>
#include <string>
#include <utility>

#include "contracts/decoding.h"

namespace assay {
namespace {

using Found = std::vector<TaintedSpan>;

// `offset` turns a place in `text` into one of the text that was given to redact.
void search_runs(const TaintedValues& values, const Decoded& text, Found& found) {
  const RunVisitor visit = [&](const std::string& bytes, const auto& begin_of, const auto& end_of) {
    values.search(bytes, [&](const TaintedSpan& span) {
      found.push_back({text.to_text(begin_of(span.begin)), text.to_text(end_of(span.end)), span.number});
    });
  };
  visit_hex_runs(text.bytes, values.shortest(), visit);
  visit_base64_runs(text.bytes, values.shortest(), visit);
}

void search_decoded(const TaintedValues& values, const Decoded& text, Found& found) {
  values.search(text.bytes, [&](const TaintedSpan& span) {
    found.push_back({text.to_text(span.begin), text.to_text(span.end), span.number});
  });
  search_runs(values, text, found);
}

}  // namespace

std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text) {
  Found found;
  if (values.size() == 0) return found;
  search_decoded(values, {std::string(text), {}}, found);
  for (const auto decode : {decode_percent, decode_json, decode_xml})
    if (const Decoded decoded = decode(text); !decoded.origin.empty()) search_decoded(values, decoded, found);
  std::sort(found.begin(), found.end(), [](const TaintedSpan& a, const TaintedSpan& b) {
    return std::pair(a.begin, b.end) < std::pair(b.begin, a.end);
  });
  Found merged;
  std::size_t longest = 0;
  for (const TaintedSpan& span : found) {
    const std::size_t length = span.end - span.begin;
    if (merged.empty() || span.begin >= merged.back().end) {
      merged.push_back(span);
      longest = length;
      continue;
    }
    merged.back().end = std::max(merged.back().end, span.end);
    if (length > longest) merged.back().number = span.number;
    longest = std::max(longest, length);
  }
  return merged;
}

}  // namespace assay
