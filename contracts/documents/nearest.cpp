#include "contracts/documents/nearest.h"

#include <algorithm>
#include <numeric>

namespace assay {
namespace {

// Levenshtein's distance, row by row.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_of(std::string_view text, const std::vector<std::string>& known) {
  text = text.substr(0, 100);
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, text.size() / 3) + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edits(text, candidate);
    if (distance < fewest) fewest = distance, best = candidate;
  }
  return best;
}

}  // namespace assay
