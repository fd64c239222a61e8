#include "contracts/schema/regex.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include "tests/catch.h"

namespace assay::test {
using nlohmann::json;

namespace {

const std::vector<std::string> patterns = {
    "a",
    "^a$",
    "^[\\p{L}0-9 ._-]+$",
    "^\\p{Lu}",
    "\\p{Uppercase_Letter}\\P{L}",
    "^\\p{Script=Greek}+$",
    "^\\p{sc=Cyrl}+$",
    "^\\p{scx=Latn}+$",
    "\\p{Emoji_Presentation}",
    "\\p{gc=Nd}",
    "\\p{Alphabetic}\\p{White_Space}",
    "^[^\\p{L}]*$",
    "\\s",
    "^\\S+$",
    "[\\s\\d]",
    "[^\\S]",
    "^\\d+$",
    "\\D",
    "^\\w+$",
    "[^\\w]",
    "\\W",
    "\\cJ",
    "[\\cj]",
    "\\t|\\v|\\f|\\r",
    "\\0",
    "\\x41",
    "\\u0041",
    "\\u{1F600}",
    "\\uD83D\\uDE00",
    "^.$",
    "^[^a]$",
    "[\\u{1F600}-\\u{1F64F}]",
    "[\\b]",
    "a\\b",
    "\\Bb",
    "[]",
    "[^]",
    "x[]|a",
    "(?<year>\\d{4})-\\k<year>",
    "\\k<n>(?<n>a)",
    "(a)|b\\1",
    "(?:a|b){2,3}c",
    "a{0}",
    "^(?:ab)*?$",
    "(?<=\\$)\\d",
    "(?<!a)b",
    "(?=a)a",
    "^(?!a)",
    "^a.c$",
    "[[a]",
    "[a-]",
    "[-a]",
    "[a\\-z]",
    "[.*+?]",
    "\\.\\*\\/",
    "a|",
    "^$",
    "",
    "^(([^<>()[\\]\\.,;:\\s@\"]+(\\.[^<>()[\\]\\.,;:\\s@\"]+)*)|(\".+\"))@x$",
    "^-?(?:0|[1-9]\\d*)$",
    "ß",
    "^K$",
    "^[a-z#&&[^b]]",
    // What ECMAScript refuses, PCRE2 not always.
    "a++",
    "a*+",
    "(?>a)",
    "(?i)a",
    "(?P<n>a)",
    "(?#c)a",
    "(?R)",
    "(*ACCEPT)",
    "[[:alpha:]]x",
    "\\Aa",
    "a\\z",
    "\\h",
    "\\R",
    "\\Q.\\E",
    "\\e",
    "\\-",
    "\\_",
    "\\1",
    "\\01",
    "\\8",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "a{",
    "a{1",
    "a{2,1}",
    "{1}",
    "*",
    "^*",
    "(?=a)*",
    "\\",
    "\\u{110000}",
    "\\u12",
    "\\xg",
    "\\c1",
    "\\p{greek}",
    "\\p{Greek}",
    "\\p{IsGreek}",
    "\\p{L",
    "\\pL",
    "\\p{Script=}",
    "\\p{^L}",
    "\\k<x>",
    "\\k",
    "(?<a>x)(?<a>y)",
    "(?<1a>x)",
    "[b-a]",
    "[\\d-x]",
    "[a-\\d]",
    "[\\B]",
    "[\\1]",
};

const std::vector<std::string> texts = {
    "",       "a",           "b",      "ab",        "ba",     "abc", "aabc", "a\n",    "a\nc",   "a\rc", "a\u2028c",
    "\u00a0", "\ufeff",      "\u3000", "\u180e",    "\u0085", "é",   "É",    "Éa1",    "straße", "α",    "Ω1",
    "да",     "٣",           "7",      "2026-2026", "$5",     "5",   "😀",    "🙂",   "x😀",     "😀a",   "A",
    "_",      "-",           "a-z",    "\t",        "\v",     "\n",  "\b",   "[",      "]",      "a]",   "#&",
    "a b",    "Zoë 1_2.3-4", "aaa",    "12",        "-12",    "012", ".*/",  "x@x",    "\u212a", "ſ",    "ａ",
    "\u200b", "aa",          "bb",     "alphax",    ":x",     "QE",  "{",    "\u2029", "a{",
};

// What node says of each pattern and text: null for a pattern that it refuses, else a list of booleans. Null as a
// whole: no node.
json asked_of_node() {
  const auto file = std::filesystem::temp_directory_path() / ("assay-" + std::to_string(::getpid()) + "-regex.json");
  std::ofstream(file) << json{{"patterns", patterns}, {"texts", texts}}.dump();
  const std::string command =
      "node -e 'const t=JSON.parse(require(\"fs\").readFileSync(process.argv[1]));"
      "console.log(JSON.stringify(t.patterns.map(p=>{let r;try{r=new RegExp(p,\"u\")}catch{return null}"
      "return t.texts.map(x=>r.test(x))})))' '" +
      file.string() + "' 2>/dev/null";
  std::string said;
  {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::array<char, 4096> part{};
    for (std::size_t size = 0; pipe && (size = std::fread(part.data(), 1, part.size(), pipe.get())) > 0;)
      said.append(part.data(), size);
  }
  std::filesystem::remove(file);
  return said.empty() ? json() : json::parse(said);
}

}  // namespace

TEST_CASE("patterns match what node's RegExp with the u flag matches, and what it refuses is refused") {
  const json expected = asked_of_node();
  if (expected.is_null()) {
    WARN("skipped: there is no node to ask; script/setup --all installs it");
    return;
  }
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    INFO("pattern " << patterns[p] << ": " << wrong_regex(patterns[p]));
    REQUIRE(wrong_regex(patterns[p]).empty() != expected[p].is_null());
    if (expected[p].is_null()) continue;
    const Regex regex(patterns[p]);
    for (std::size_t t = 0; t < texts.size(); ++t) {
      INFO("text " << json(texts[t]).dump(-1, ' ', true));
      CHECK(regex.search(texts[t]) == std::optional<bool>(expected[p][t].get<bool>()));
    }
  }
}

TEST_CASE("a pattern says why it is none") {
  CHECK(wrong_regex("(?i)a") == "is no regular expression of ECMAScript (an unknown kind of group)");
  CHECK(wrong_regex("a++") == "is no regular expression of ECMAScript (nothing to repeat)");
  CHECK(wrong_regex("\xff") == "is not UTF-8");
  CHECK(wrong_regex("(?<=a*)b").starts_with("is a regular expression that PCRE2 does not take ("));
  CHECK(wrong_regex(std::string(10'001, 'a')) == "is longer than 10,000 bytes");
  CHECK(wrong_regex(std::string(9'000, '(')) == "is no regular expression of ECMAScript (groups nest too deep)");
}

TEST_CASE("a search that takes too much work says nothing") {
  CHECK(Regex("^(a+)+$").search(std::string(200, 'a') + "b") == std::nullopt);
  CHECK(Regex("^(a+)+$").search(std::string(200, 'a')) == std::optional(true));
}

}  // namespace assay::test
