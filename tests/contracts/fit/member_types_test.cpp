#include "contracts/fit/member_types.h"

#include "contracts/documents/document.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using Types = std::set<std::string>;

// Of what stands at `pointer` of a body with this schema, where the document's components are `schemas`.
Types types(const std::string& schema, const std::string& pointer, const std::string& schemas = "{}") {
  const Document document =
      parse_document(R"({"media":{"schema":)" + schema + R"(},"components":{"schemas":)" + schemas + "}}", "d.json");
  return member_types(document, {.place = {.file = "d.json", .pointer = "/media"}}, pointer);
}

}  // namespace

TEST_CASE("the types of a member are those that its schema names, through references and allOf") {
  CHECK(types(R"({"properties":{"at":{"type":"integer"}}})", "/at") == Types{"integer"});
  CHECK(types(R"({"properties":{"a":{"properties":{"b":{"type":["string","null"]}}}}})", "/a/b") ==
        Types{"string", "null"});
  CHECK(types(R"({"$ref":"#/components/schemas/R"})", "/at", R"({"R":{"properties":{"at":{"type":"string"}}}})") ==
        Types{"string"});
  CHECK(types(R"({"allOf":[{"type":"object"},{"properties":{"at":{"allOf":[{"type":"string"}]}}}]})", "/at") ==
        Types{"string"});
}

TEST_CASE("where a document leaves the type of a member open, none is told") {
  CHECK(types("{}", "/at").empty());
  CHECK(types("true", "/at").empty());
  CHECK(types(R"({"properties":{"at":{}}})", "/at").empty());
  CHECK(types(R"({"properties":{"at":{"anyOf":[{"type":"integer"},{"type":"string"}]}}})", "/at").empty());
  CHECK(types(R"({"oneOf":[{"properties":{"at":{"type":"integer"}}}]})", "/at").empty());
  CHECK(types(R"({"$ref":"#/components/schemas/none"})", "/at").empty());
  CHECK(types(R"({"properties":{"at":{"type":7}}})", "/at").empty());
}

TEST_CASE("a schema that leads back to itself, and one that doubles, end") {
  CHECK(types(R"({"$ref":"#/components/schemas/R"})", "/at", R"({"R":{"allOf":[{"$ref":"#/components/schemas/R"}]}})")
            .empty());
  std::string doubling = "{";
  for (int k = 0; k < 40; ++k)
    doubling += "\"S" + std::to_string(k) + R"(":{"allOf":[{"$ref":"#/components/schemas/S)" + std::to_string(k + 1) +
                R"("},{"$ref":"#/components/schemas/S)" + std::to_string(k + 1) + "\"}]},";
  CHECK(types(R"({"$ref":"#/components/schemas/S0"})", "/at", doubling + R"("S40":{}})").empty());
}

}  // namespace assay::test
