#include "contracts/documents/place.h"

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("a bad document's message starts with file, line and pointer, as far as they are known") {
  CHECK(std::string(BadDocument({.file = "a.yaml", .line = 7, .pointer = "/info"}, "is wrong").what()) ==
        "a.yaml:7: /info: is wrong");
  CHECK(std::string(BadDocument({.file = "a.yaml"}, "is wrong").what()) == "a.yaml: is wrong");
  CHECK(std::string(BadDocument({}, "is wrong").what()) == "is wrong");
}

TEST_CASE("a bad document's message is one line whatever it is given") {
  const BadDocument bad({.file = "a\nb", .line = 1, .pointer = "/\x1b[31m"}, "two\r\nlines");
  CHECK(std::string(bad.what()) == "a b:1: / [31m: two  lines");
  CHECK(bad.message == "two  lines");
}

}  // namespace assay::test
