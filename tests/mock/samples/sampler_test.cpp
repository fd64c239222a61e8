#include "mock/samples/sampler.h"

#include "contracts/schema/regex.h"
#include "contracts/schema/schema.h"
#include "mock/samples/pattern.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

std::string sample_of(const std::string& schema, int variant = 1) {
  const Document document = parse_document(
      "openapi: 3.1.0\ns: " + schema + "\nt: {type: object, properties: {u: {type: string}}}\n", "d.yaml");
  const Sample made = sample(document, "/s", variant);
  INFO(schema << " gave " << made.dump());
  CHECK(Schema::compile(document.value, {.file = "d.yaml", .pointer = "/s"}).validate(made).empty());
  return made.dump();
}

std::string matching(const std::string& pattern, std::size_t least = 0, std::size_t most = 100) {
  std::size_t turn = 0;
  return text_matching(pattern, least, most, [&](std::size_t n) { return turn++ % n; }).value_or("(none)");
}

}  // namespace

TEST_CASE("a sample is what the schema gives: example, default, const, the first of enum, where they fit") {
  CHECK(sample_of("{type: string, example: given}") == R"("given")");
  CHECK(sample_of("{type: string, example: 5, default: d}") == R"("d")");
  CHECK(sample_of("{const: 7}") == "7");
  CHECK(sample_of("{enum: [a, b]}") == R"("a")");
  CHECK(sample_of("{type: string, examples: [x, y]}") == R"("x")");
}

TEST_CASE("a sample keeps bounds, formats and patterns, and variants differ") {
  CHECK(sample_of("{type: integer, minimum: 10}") == "10");
  CHECK(sample_of("{type: integer, minimum: 10}", 2) == "11");
  CHECK(sample_of("{type: integer, exclusiveMinimum: 3, multipleOf: 5}") == "5");
  CHECK(sample_of("{type: number, maximum: -2}") == "-2");
  CHECK(sample_of("{type: string, minLength: 9}").size() == 11);
  CHECK(sample_of("{type: string, maxLength: 3}").size() == 5);
  CHECK(sample_of("{type: string, format: uuid}") != sample_of("{type: string, format: uuid}", 2));
  CHECK(sample_of("{type: string, format: date-time}") == R"("2025-03-01T09:30:00Z")");
  CHECK(sample_of("{type: string, pattern: '^we_[a-z]{3}$'}") !=
        sample_of("{type: string, pattern: '^we_[a-z]{3}$'}", 2));
  CHECK(sample_of("{type: array, minItems: 3, uniqueItems: true, items: {type: integer}}") == "[1,2,3]");
  CHECK(sample_of("{type: ['null', boolean]}") == "true");
}

TEST_CASE("a sample has all members, in the order of the document, through references and sums") {
  CHECK(sample_of(R"(
  type: object
  required: [z]
  properties:
    z: {type: integer}
    a: {$ref: '#/t'}
    m: {allOf: [{type: object, properties: {b: {const: 1}}}, {type: object, properties: {c: {const: 2}}}]}
    o: {anyOf: [{type: 'null'}, {type: string, enum: [first]}]}
)") == R"({"z":1,"a":{"u":"u 1"},"m":{"b":1,"c":2},"o":"first"})");
  CHECK(sample_of("{type: object, properties: {me: {$ref: '#/s'}}}").size() < 200);
}

TEST_CASE("the schema of a member is found through references and sums") {
  const Document document = parse_document(
      "s: {allOf: [{type: object}, {$ref: '#/t'}]}\nt: {properties: {data: {properties: {key: {type: string}}}}}\n",
      "d");
  CHECK(schema_of_member(document, "/s", "/data/key") == "/t/properties/data/properties/key");
  CHECK_FALSE(schema_of_member(document, "/s", "/data/keys"));
}

TEST_CASE("a text is found that a pattern matches") {
  for (const std::string pattern :
       {"^[a-zA-Z0-9\\-_.]+$", "^AC[0-9a-fA-F]{32}$", "^(?:whsec|sk)_[A-Za-z0-9+/=]{24,}$", "^\\d{3}-\\w+$", "[^a-z]x?",
        "^(a|b)(c|d)*$", "^\\p{L}+$|^id$", "^x{0}y$", "^(?<year>\\d{4})$", "^$"}) {
    INFO(pattern << " gave " << matching(pattern));
    CHECK(Regex(pattern).search(matching(pattern)) == true);
  }
  CHECK(matching("^[a-f]+$", 20, 20).size() == 20);
  CHECK(matching("^a$", 2) == "(none)");
  CHECK(matching("(") == "(none)");
}

TEST_CASE("schemas that branch at each level end with a clear error, or are looked through once each") {
  std::string text = "openapi: 3.1.0\ns0: {type: object, properties: {deep: {type: string}}}\n";
  std::string tree = "t0: {type: string}\n";
  for (int level = 1; level <= 11; ++level) {
    const std::string below = std::to_string(level - 1);
    std::string branches, members;
    for (int branch = 0; branch < 10; ++branch) {
      branches += (branch == 0 ? "" : ", ") + std::string("{$ref: '#/s") + below + "'}";
      members += (branch == 0 ? "m" : ", m") + std::to_string(branch) + ": {$ref: '#/t" + below + "'}";
    }
    text += "s" + std::to_string(level) + ": {allOf: [" + branches + "]}\n";
    tree += "t" + std::to_string(level) + ": {type: object, properties: {" + members + "}}\n";
  }
  const Document document = parse_document(text + tree, "d.yaml");
  CHECK(schema_of_member(document, "/s11", "/deep") == "/s0/properties/deep");
  CHECK_FALSE(schema_of_member(document, "/s11", "/other"));
  CHECK_THROWS_WITH(sample(document, "/s11"), Catch::Contains("make up more than 10000 values"));
  CHECK_THROWS_WITH(sample(document, "/t11"), Catch::Contains("make up more than 10000 values"));
}

TEST_CASE("the values that a schema names are given in their order, those alone that fit it") {
  const Document document =
      parse_document("openapi: 3.1.0\ns: {type: string, enum: [b, 7, c], default: c}\nr: {$ref: '#/s'}\n", "d.yaml");
  CHECK(given_samples(document, "/r") == std::vector<Sample>{"c", "b", "c"});
}

}  // namespace assay::test
