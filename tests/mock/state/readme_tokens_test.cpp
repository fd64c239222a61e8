// The tokens that the README writes are taken as they stand there.
#include <fstream>

#include "mock/state/token_file.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

// The lines of the README's example, from the first token to the blank line behind it.
std::string example() {
  std::ifstream readme("README.md");
  std::string text;
  for (std::string line; std::getline(readme, line);) {
    if (text.empty() && !line.starts_with("    - {id: ")) continue;
    if (line.empty()) break;
    text += line + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("the README's example of --tokens is a token file") {
  const auto tokens = parse_tokens(example(), "README.md");
  REQUIRE(tokens.size() == 1);
  CHECK(tokens.front().key() == "17");
  CHECK(tokens.front().member("/webhook_enabled") == "true");
  CHECK(tokens.front().member("/scopes") == R"(["orders:read"])");
}

}  // namespace assay::test
