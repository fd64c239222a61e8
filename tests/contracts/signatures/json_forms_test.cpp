#include "contracts/signatures/json_forms.h"

#include <algorithm>

#include "tests/catch.h"

namespace assay::test {
namespace {

// How the form that gives `text` is called; empty where none does.
std::string called(const std::string& from, const std::string& text) {
  for (const JsonForm& form : json_forms(from))
    if (form.text == text) return form.called;
  return "";
}

const std::string spaced = "{ \"b\" : [1, 2.50, -0.1e+3, {}],\n \"a\" : \"\xC3\xA9/<\xF0\x9F\x98\x80\\n\", \"c\":[] }";

}  // namespace

TEST_CASE("JSON is written as other programs write it, its members and numbers as they were") {
  CHECK_THAT(called(spaced, "{\"b\":[1,2.50,-0.1e+3,{}],\"a\":\"\xC3\xA9/<\xF0\x9F\x98\x80\\n\",\"c\":[]}"),
             Catch::StartsWith("compact, as JSON.stringify"));
  CHECK_THAT(called(spaced, R"({"b":[1,2.50,-0.1e+3,{}],"a":"\u00e9\/<\ud83d\ude00\n","c":[]})"),
             Catch::Contains("PHP"));
  CHECK_THAT(called(spaced, "{\"b\":[1,2.50,-0.1e+3,{}],\"a\":\"\xC3\xA9/\\u003c\xF0\x9F\x98\x80\\n\",\"c\":[]}"),
             Catch::Contains("Go"));
  CHECK_THAT(called(spaced, R"({"b": [1, 2.50, -0.1e+3, {}], "a": "\u00e9/<\ud83d\ude00\n", "c": []})"),
             Catch::Contains("Python"));
  CHECK(called(spaced,
               "{\n  \"b\": [\n    1,\n    2.50,\n    -0.1e+3,\n    {}\n  ],\n  \"a\": "
               "\"\xC3\xA9/<\xF0\x9F\x98\x80\\n\",\n  \"c\": []\n}") == "indented by two spaces");
}

TEST_CASE("members may have been sorted") {
  CHECK(called(R"({"b":1,"a":{"d":2,"c":3}})", R"({"a":{"c":3,"d":2},"b":1})") ==
        "compact, as JSON.stringify writes it, members sorted");
}

TEST_CASE("numbers keep their digits beyond 64 bits") {
  CHECK(!called("[ 123456789012345678901234567890 ]", "[123456789012345678901234567890]").empty());
}

TEST_CASE("what is no JSON has no forms, and neither has what is too deep") {
  for (const std::string text : {"", "a=1&b=2", "{\"a\":1", "{} {}", "\xFF"}) CHECK(json_forms(text).empty());
  CHECK(json_forms(std::string(101, '[') + std::string(101, ']')).empty());
  CHECK(!json_forms(std::string(100, '[') + std::string(100, ']')).empty());
  CHECK(json_forms(std::string(1'000'000, '[')).empty());
}

}  // namespace assay::test
