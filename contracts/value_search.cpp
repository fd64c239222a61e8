#include "contracts/value_search.h"

#include <algorithm>
#include <string>
#include <utility>

#include "contracts/decoding.h"

namespace assay {
namespace {

using Found = std::vector<TaintedSpan>;

// Searches a text as it stands, then what its runs of digits stand for; `place` turns an offset of it into one of the text that was
// given to find_values.
template <class Place>
void search_text(const TaintedValues& values, std::string_view text, const Place& place, Found& found) {
  values.search(text, [&](const TaintedSpan& span) {
    found.push_back({place(span.begin), place(span.end), span.number});
  });
  const RunVisitor visit = [&](const std::string& bytes, const auto& begin_of, const auto& end_of) {
    values.search(bytes, [&](const TaintedSpan& span) {
      found.push_back({place(begin_of(span.begin)), place(end_of(span.end)), span.number});
    });
  };
  visit_hex_runs(text, values.shortest(), visit);
  visit_base64_runs(text, values.shortest(), visit);
}

}  // namespace

std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text) {
  Found found;
  if (values.size() == 0) return found;
  search_text(
      values, text, [](std::size_t at) { return at; }, found);
  constexpr std::pair<char, Decoded (*)(std::string_view)> escapes[] = {
      {'%', decode_percent}, {'\\', decode_json}, {'&', decode_xml}};
  for (const auto& [introducer, decode] : escapes) {
    if (text.find(introducer) == std::string_view::npos) continue;
    const Decoded decoded = decode(text);
    search_text(
        values, decoded.bytes, [&](std::size_t at) { return decoded.to_text(at); }, found);
  }
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
