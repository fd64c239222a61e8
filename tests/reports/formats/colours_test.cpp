// The colours of the pages: what stands apart, and what can be read.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "reports/compare/matrix.h"
#include "reports/formats/html.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {
namespace {

using Palette = std::map<std::string, std::string>;  // "--na" -> "#5a6472"

// Each :root of the page in its order: light, dark and, where there is one, print. What a later one leaves out is the
// light one's.
std::vector<Palette> palettes_of(const std::string& page) {
  std::vector<Palette> palettes;
  for (auto at = page.find(":root {"); at != std::string::npos; at = page.find(":root {", at + 1)) {
    Palette palette = palettes.empty() ? Palette{} : palettes.front();
    const std::string rules = page.substr(at, page.find('}', at) - at);
    for (auto name = rules.find("--"); name != std::string::npos; name = rules.find("--", name + 1)) {
      const auto colon = rules.find(':', name);
      palette[rules.substr(name, colon - name)] = rules.substr(colon + 2, rules.find(';', colon) - colon - 2);
    }
    palettes.push_back(palette);
  }
  return palettes;
}

// WCAG 2.1, relative luminance, of "#rrggbb" or "#rgb".
double luminance(const std::string& colour) {
  REQUIRE((colour.size() == 7 || colour.size() == 4));
  const double weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string hex = colour.size() == 7 ? colour.substr(1 + 2 * k, 2) : std::string(2, colour[1 + k]);
    const double part = std::stoi(hex, nullptr, 16) / 255.0;
    sum += weights[k] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

constexpr double readable = 4.5;  // WCAG 2.1, 1.4.3
constexpr double apart = 1.5;     // two greys beside each other in a bar

}  // namespace

TEST_CASE("NA and UNTESTED are two greys on the page, and their words can be read on them and beside them") {
  const auto palettes = palettes_of(render_html(example_report()));
  REQUIRE(palettes.size() == 3);
  for (Palette palette : palettes) {
    INFO(palette["--page"]);
    CHECK(contrast(palette["--na"], palette["--untested"]) > apart);
    for (const char* tone : {"--na", "--untested"}) {
      CHECK(contrast(palette[tone], palette["--on"]) >= readable);
      CHECK(contrast(palette[tone], palette["--card"]) >= readable);
    }
  }
}

TEST_CASE("NA and UNTESTED are two greys in the matrix, and can be read") {
  const std::string page = matrix_as_html(make_matrix({{example_report(), "report.html"}}));
  CHECK_THAT(page, Catch::Contains(".NA, .INFO, .absent { color: var(--soft); }") &&
                       Catch::Contains(".UNTESTED { color: var(--ink);"));
  const auto palettes = palettes_of(page);
  REQUIRE(palettes.size() == 2);
  for (Palette palette : palettes) {
    CHECK(contrast(palette["--soft"], palette["--ink"]) > apart);
    for (const char* ink : {"--soft", "--ink"})
      for (const char* paper : {"--paper", "--head"}) CHECK(contrast(palette[ink], palette[paper]) >= readable);
  }
}

}  // namespace assay::test
