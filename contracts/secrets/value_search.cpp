#include "contracts/secrets/value_search.h"

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

#include "contracts/http/http.h"
#include "contracts/secrets/decoding.h"

namespace assay {
namespace {

using Found = std::vector<TaintedSpan>;

struct Values {
  const TaintedValues& exact;
  const TaintedValues& lower;
  const TaintedValues& keys;

  // Of a run of digits that is read.
  std::size_t shortest() const {
    return keys.size() == 0 ? exact.shortest() : std::min(exact.shortest(), keys.shortest());
  }
};

constexpr std::pair<char, Decoded (*)(std::string_view)> escapes[] = {
    {'%', decode_percent}, {'\\', decode_json}, {'&', decode_xml}};
constexpr int most_layers = 2;  // of escapes

// Searches a text as it stands, then what its runs of digits stand for; `place` turns an offset of it into one of the
// text that was given to find_values.
template <class Place>
void search_text(const Values& values, std::string_view text, const Place& place, Found& found) {
  const std::size_t before_keys = values.exact.size() + values.lower.size();
  const auto add_to = [&](std::size_t first) {
    return [&, first](const TaintedSpan& span) {
      found.push_back({place(span.begin), place(span.end), first + span.number});
    };
  };
  const std::size_t before = found.size();
  if (values.lower.size() > 0) values.lower.search(to_lower(text), add_to(values.exact.size()));
  // What stands there letter by letter stands there in lower case too: most texts need no second look.
  if (values.lower.size() == 0 || found.size() > before) values.exact.search(text, add_to(0));
  values.keys.search(text, add_to(before_keys));
  const RunVisitor visit = [&](const std::string& bytes, const auto& begin_of, const auto& end_of) {
    const auto add_run_to = [&](std::size_t first) {
      return [&, first](const TaintedSpan& span) {
        found.push_back({place(begin_of(span.begin)), place(end_of(span.end)), first + span.number});
      };
    };
    values.exact.search(bytes, add_run_to(0));
    values.keys.search(bytes, add_run_to(before_keys));
  };
  visit_hex_runs(text, values.shortest(), visit);
  visit_base64_runs(text, values.shortest(), visit);
}

template <class Place>
void search_layers(const Values& values, std::string_view text, const Place& place, int layers, Found& found) {
  search_text(values, text, place, found);
  if (layers == 0) return;
  for (const auto& [introducer, decode] : escapes) {
    if (text.find(introducer) == std::string_view::npos) continue;
    const Decoded decoded = decode(text);
    if (decoded.bytes.size() == text.size()) continue;  // no escape stands there
    const std::function<std::size_t(std::size_t)> outer = [&](std::size_t at) { return place(decoded.to_text(at)); };
    search_layers(values, decoded.bytes, outer, layers - 1, found);
  }
}

Found merged(Found found) {
  std::sort(found.begin(), found.end(), [](const TaintedSpan& a, const TaintedSpan& b) {
    return std::tuple(a.begin, b.end, a.number) < std::tuple(b.begin, a.end, b.number);
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

Found search(const Values& values, std::string_view text) {
  Found found;
  if (values.exact.size() == 0) return found;
  search_layers(
      values, text, [](std::size_t at) { return at; }, most_layers, found);
  return merged(std::move(found));
}

}  // namespace

std::vector<TaintedSpan> find_values(const TaintedValues& values, std::string_view text) {
  const TaintedValues none;
  return search({values, none, none}, text);
}

std::vector<TaintedSpan> find_values(const Spellings& spellings, std::string_view text) {
  return search({spellings.exact, spellings.lower, spellings.keys}, text);
}

}  // namespace assay
