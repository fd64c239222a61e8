#include "reports/json/json_layout.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

std::string marked(std::string_view text, std::string_view pointer) { return lay_out_json(text, pointer).marked; }

std::string whole(std::string_view text) {
  const MarkedText parts = lay_out_json(text, "/none");
  return parts.before + parts.marked + parts.after;
}

}  // namespace

TEST_CASE("the value that a pointer names is set apart") {
  const std::string_view text = R"({"a":[1,{"b":"}"}],"c/d":null,"e":{"f":true}})";
  CHECK(marked(text, "/a/0") == "1");
  CHECK(marked(text, "/a/1/b") == "\"}\"");
  CHECK(marked(text, "/c~1d") == "null");
  CHECK(marked(text, "/e") == "{\n    \"f\": true\n  }");
  CHECK(marked(text, "/g").empty());
  CHECK(marked(text, "").empty());
  const MarkedText parts = lay_out_json(text, "/a/0");
  CHECK(parts.before == "{\n  \"a\": [\n    ");
  CHECK(parts.after.starts_with(",\n    {"));
}

TEST_CASE("a name is compared by what it says, not by how it is escaped") {
  CHECK(marked(R"({"\u0061":1})", "/a") == "1");
}

TEST_CASE("tokens stay as they were written, also of a name that stands twice") {
  CHECK(whole(R"({"a":1.0e0,"a":"\u00e9" })") == "{\n  \"a\": 1.0e0,\n  \"a\": \"\\u00e9\"\n}");
  CHECK(whole("[]") == "[]");
  CHECK(whole("{ }") == "{}");
}

TEST_CASE("what is no JSON, or too deep, stays as it is") {
  for (const std::string& text : {std::string("{\"a\":"), std::string("<html>"), std::string(""), std::string("7"),
                                  std::string("[1] tail"), std::string(300, '[') + std::string(300, ']')}) {
    CHECK(whole(text) == text);
    CHECK(marked(text, "/a").empty());
  }
}

}  // namespace assay::test
