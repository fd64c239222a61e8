#include "contracts/secrets/tainted_values.h"

#include <array>
#include <chrono>

#include "tests/catch.h"

namespace assay::test {
namespace {

using Spans = std::vector<std::array<std::size_t, 3>>;

Spans found(const TaintedValues& values, std::string_view text) {
  Spans spans;
  values.search(text, [&](const TaintedSpan& span) { spans.push_back({span.begin, span.end, span.number}); });
  return spans;
}

}  // namespace

TEST_CASE("a value is found whole up to 1024 bytes, and a longer one as far as the text agrees with it") {
  TaintedValues values;
  const std::string whole = "whsec_" + std::string(1018, 'a');
  const std::string longer = "other_" + std::string(2000, 'b') + "end";
  CHECK(values.add(whole) == 1);
  CHECK(values.add(longer) == 2);
  CHECK(found(values, "x" + whole + "y") == Spans{{1, 1025, 1}});
  CHECK(found(values, whole.substr(0, 1023)).empty());
  CHECK(found(values, "x" + longer + "y") == Spans{{1, 2010, 2}});
  CHECK(found(values, longer.substr(0, 1500) + "!") == Spans{{0, 1500, 2}});
  CHECK(found(values, longer.substr(0, 1023)).empty());
}

TEST_CASE("of long values that begin alike the one that agrees the farthest is named, and each keeps its number") {
  TaintedValues values;
  const std::string begin(3000, 'a');
  CHECK(values.add(begin + "1") == 1);
  CHECK(values.add(begin + "2") == 2);
  CHECK(values.add(begin + "1") == 1);
  CHECK(values.number_of(begin + "2") == 2);
  CHECK_FALSE(values.number_of(begin));
  CHECK(found(values, begin + "2") == Spans{{0, 3001, 2}});
}

TEST_CASE("texts that resemble a long value everywhere are searched in little time") {
  TaintedValues values;
  values.add(std::string(500'000, 'A') + "B");
  values.add(std::string(400'000, 'A'));
  const auto begun = std::chrono::steady_clock::now();
  CHECK(found(values, std::string(1'000'000, 'A')).size() == 2);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));  // sanitizers included
}

}  // namespace assay::test
