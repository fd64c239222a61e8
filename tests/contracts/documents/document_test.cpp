#include "contracts/documents/document.h"

#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
using nlohmann::json;

namespace {

json value(const std::string& text) { return parse_document(text, "d.yaml").value; }

std::string refused(const std::string& text, const std::string& file = "d.yaml") {
  return refusal([&] { parse_document(text, file); });
}

}  // namespace

TEST_CASE("plain scalars follow YAML 1.2's core schema") {
  CHECK(value("[~, null, Null, NULL, ]") == json::array({nullptr, nullptr, nullptr, nullptr}));
  CHECK(value("[true, True, FALSE]") == json({true, true, false}));
  CHECK(value("[0, -12, +7, 010, 0o17, 0x1F]") == json({0, -12, 7, 10, 15, 31}));
  CHECK(value("[1.5, -.5, 2., 1e3, +1.5E-1]") == json({1.5, -0.5, 2.0, 1000.0, 0.15}));
  CHECK(value("[yes, no, on, 2026-01-01, 1_000, 0b1, 1:30, '', ., e5, +, 0x, 1e]") ==
        json({"yes", "no", "on", "2026-01-01", "1_000", "0b1", "1:30", "", ".", "e5", "+", "0x", "1e"}));
  CHECK(value("a:") == json{{"a", nullptr}});
}

TEST_CASE("quoted and block scalars stay strings") {
  CHECK(value("['200', \"null\", 'true', \"1.5\"]") == json({"200", "null", "true", "1.5"}));
  CHECK(value("a: |\n  12\nb: >-\n  null\nc: !!str 12") == json{{"a", "12\n"}, {"b", "null"}, {"c", "12"}});
}

TEST_CASE("a name is text however it is written") {
  CHECK(value("200: a\ntrue: b\n1.0: c") == json{{"200", "a"}, {"true", "b"}, {"1.0", "c"}});
}

TEST_CASE("integers beyond 64 bits become doubles") {
  CHECK(value("[9223372036854775807, 9223372036854775808]") == json({INT64_MAX, 9223372036854775808.0}));
}

TEST_CASE("JSON is read as JSON, in any file") {
  const std::string text = "{\n\t\"a\": \"\\ud83d\\ude00\\/\",\n\t\"b\": [1,\n\t\t2]\n}\n";
  for (const char* file : {"d.json", "d.yaml"}) {
    const Document document = parse_document(text, file);
    CHECK(document.value == json{{"a", "\xf0\x9f\x98\x80/"}, {"b", {1, 2}}});
    CHECK(document.lines == std::map<std::string, int>{{"", 1}, {"/a", 2}, {"/b", 3}, {"/b/0", 3}, {"/b/1", 4}});
  }
}

TEST_CASE("a flow mapping that is no JSON is YAML") { CHECK(value("{a: 1, b: [x]}") == json{{"a", 1}, {"b", {"x"}}}); }

TEST_CASE("a byte order mark is passed over") {
  CHECK(value("\xef\xbb\xbf"
              "a: 1") == json{{"a", 1}});
}

TEST_CASE("each pointer knows the line of its name or item") {
  const Document document = parse_document("# first\na/b:\n  - x\n  -\n    c~d: 1\n\nlast: |\n  text\n", "d.yaml");
  CHECK(document.lines ==
        std::map<std::string, int>{
            {"", 2}, {"/a~1b", 2}, {"/a~1b/0", 3}, {"/a~1b/1", 5}, {"/a~1b/1/c~0d", 5}, {"/last", 7}});
}

TEST_CASE("aliases are written out, and stand where they are used") {
  const Document document = parse_document("a: &x\n  k: [1, &y two]\nb: *x\nc:\n  - *y\n  - *x\n", "d.yaml");
  CHECK(document.value["b"] == json{{"k", {1, "two"}}});
  CHECK(document.value["c"] == json({"two", {{"k", {1, "two"}}}}));
  CHECK(document.lines.at("/b/k/1") == 3);
  CHECK(document.lines.at("/c/1/k") == 6);
}

TEST_CASE("100,000 levels are refused in one line") {
  const std::string flow(100'000, '[');
  CHECK(refused(flow).find("nests deeper than 100 levels; give a smaller document") != std::string::npos);
  CHECK(refused(flow, "d.json").find("nests deeper than 100 levels") != std::string::npos);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(refused(objects).find("nests deeper than 100 levels") != std::string::npos);
  std::string block;
  for (int i = 0; i < 150; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(refused(block).find("nests deeper than 100 levels") != std::string::npos);
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  CHECK(refused(dashes).find("nests deeper than 100 levels") != std::string::npos);
}

TEST_CASE("an alias bomb of texts is refused") {
  std::string bomb = "a0: &a0 " + std::string(100'000, 'x') + "\n";
  bomb += "a1: [";
  for (int i = 0; i < 1000; ++i) bomb += "*a0, ";
  CHECK(refused(bomb + "]\n").find("add up to too many bytes") != std::string::npos);
}

TEST_CASE("a document whose pointers would fill the memory is refused") {
  std::string text = "{\"" + std::string(1'000'000, 'n') + "\": [0";
  for (int i = 0; i < 1000; ++i) text += ", 0";
  text += "]}";
  CHECK(refused(text).find("add up to too many bytes") != std::string::npos);
}

TEST_CASE("names that are no text are refused") {
  CHECK(refused("? [a]\n: 1").find("a name is a sequence or a mapping") != std::string::npos);
  CHECK(refused("~: 1").find("a name is null; quote it") != std::string::npos);
  CHECK(refused("a: &x b\n*x : 1").find("an alias stands for a name") != std::string::npos);
}

}  // namespace assay::test
