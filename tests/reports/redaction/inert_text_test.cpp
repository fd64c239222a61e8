#include "reports/formats/inert_text.h"

#include "reports/formats/wrap.h"
#include "tests/catch.h"

namespace assay::test {

TEST_CASE("no line of a text begins a command of a CI, whatever blanks stand before it") {
  CHECK(inert("::stop-commands::x") == "\\u{3A}:stop-commands::x");
  CHECK(inert("one\n  \t::error::x") == "one\n  \t\\u{3A}:error::x");
  CHECK(inert("\u00A0\u2003\u3000::add-mask::x") == "\u00A0\u2003\u3000\\u{3A}:add-mask::x");
  CHECK(inert("2001:db8::1 and std::string") == "2001:db8::1 and std::string");
}

TEST_CASE("the older commands of a CI stand nowhere in a text") {
  CHECK(inert("a ##[add-mask]b") == "a \\u{23}#[add-mask]b");
  CHECK(inert("##vso[task.setvariable]x") == "\\u{23}#vso[task.setvariable]x");
  CHECK(inert("## a heading [1]") == "## a heading [1]");
}

TEST_CASE("characters that turn text round or can't be seen are told by their number on a terminal") {
  CHECK(printable("a\u202Eb") == "a\\u{202E}b");
  CHECK(printable("a\u200Bb\u2028c\u2066d\uFEFFe") == "a\\u{200B}b\\u{2028}c\\u{2066}d\\u{FEFF}e");
  CHECK(printable("a\u180Eb\u3164c\U000E0041d\uFFF9e") == "a\\u{180E}b\\u{3164}c\\u{E0041}d\\u{FFF9}e");
  CHECK(printable("\x1b[31m\u0085") == "\\x1b[31m\\x85");
  CHECK(printable("Zürich 報告 \U0001F600") == "Zürich 報告 \U0001F600");
}

}  // namespace assay::test
