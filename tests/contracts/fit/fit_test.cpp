#include "contracts/fit/fit.h"

#include "contracts/lint/lint.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

// Whether the rotation at `path`, whose 200 has this content, fits; else why not.
std::string misfit(const std::string& content, const std::string& path = "/keys/{id}/rotate",
                   const std::string& type = R"("type":"integer")", const std::string& schemas = "{}") {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = "rotate";
  const std::string text = R"({"openapi":"3.1.0","info":{"title":"Keys","version":"1"},"paths":{")" + path +
                           R"(":{"post":{"operationId":"rotate","parameters":[{"name":"id","in":"path","required":true,
      "schema":{)" + type + R"(}}],"responses":{"200":{"description":"ok")" +
                           content + R"(}}}}},"components":{"schemas":)" + schemas + "}}";
  try {
    refuse_unfit(read_contract(text, "keys.json", policy));
  } catch (const BadDocument& bad) {
    return bad.what();
  }
  return {};
}

std::string content(const std::string& schema) {
  return R"(,"content":{"application/json":{"schema":)" + schema + "}}";
}

const std::string other = R"({"type":"object","required":["id"],"properties":{"id":{},"signing_key":{}}})";
const std::string record = R"({"type":"object","properties":{"id":{},"webhook_secret":{}}})";

}  // namespace

TEST_CASE("a document whose success can't hold the new secret is refused, with the place") {
  const std::string why = misfit(content(other));
  CHECK_THAT(why,
             Catch::Contains("webhook_secret") && Catch::Contains("keys.json:") && Catch::Contains("/responses/200"));
  CHECK_FALSE(misfit("").empty());
  CHECK_FALSE(misfit(content(R"({"allOf":[)" + other + "," + other + "]}")).empty());
  CHECK_FALSE(misfit(content(R"({"$ref":"#/components/schemas/K"})"), "/keys/{id}/rotate", R"("type":"integer")",
                     R"({"K":)" + other + "}")
                  .empty());
  CHECK_FALSE(misfit(content(R"({"type":"array","items":)" + other + "}")).empty());
}

TEST_CASE("a document fits where a success names the secret, however deep, or leaves its members open") {
  for (const std::string& schema :
       {record, R"({"allOf":[)" + other + "," + record + "]}", R"({"oneOf":[)" + record + R"(,{"type":"null"}]})",
        std::string("{}"), std::string("true"), std::string(R"({"type":"object"})"),
        R"({"type":"object","properties":{"data":)" + record + "}}",
        std::string(R"({"type":"object","properties":{"id":{}},"additionalProperties":true})"),
        std::string(R"({"$ref":"#/components/schemas/R"})"),
        std::string(R"({"type":"object","required":["webhook_secret"]})")}) {
    INFO(schema);
    CHECK(misfit(content(schema), "/keys/{id}/rotate", R"("type":"integer")", R"({"R":)" + record + "}") == "");
  }
  CHECK(misfit(R"(,"content":{"application/json":{}})") == "");
}

TEST_CASE("a document fits whose success leads to the record by an $anchor or an $id") {
  const std::string held = R"({"R":{"$anchor":"Record","$id":"https://example.test/record",)" + record.substr(1) + "}";
  const auto refers = [&](const std::string& reference) {
    return misfit(content(R"({"$ref":")" + reference + R"("})"), "/keys/{id}/rotate", R"("type":"integer")", held);
  };
  CHECK(refers("https://example.test/record").empty());
  CHECK(refers("https://example.test/record#Record").empty());
  CHECK_FALSE(refers("https://example.test/other").empty());

  const std::string anchored = R"({"R":{"$anchor":"Record",)" + record.substr(1) + "}";
  CHECK(misfit(content(R"({"$ref":"#Record"})"), "/keys/{id}/rotate", R"("type":"integer")", anchored).empty());
}

TEST_CASE("an example that looks like a reference is followed nowhere") {
  CHECK(misfit(content(R"({"type":"object","properties":{"id":{"examples":[{"$ref":"#/no"}]},"webhook_secret":{}}})"))
            .empty());
}

TEST_CASE("a path fits that has a parameter, whatever its type") {
  CHECK(misfit(content(record), "/keys/{id}/rotate", R"("title":"any")") == "");
  CHECK(misfit(content(record), "/keys/{id}/rotate", R"("type":"string")") == "");
  CHECK(misfit(content(record), "/orgs/{org}/keys/{id}/rotate") == "");
  CHECK_THAT(misfit(content(record), "/keys/rotate"), Catch::Contains("has no parameter that says whose secret"));
}

TEST_CASE("what every request must carry and assay does not send is told before anything is sent") {
  const auto refused = [](const std::string& more) {
    Policy policy = load_embedded_policy();
    policy.uses.front().operation = "rotate";
    const std::string text = R"({"openapi":"3.1.0","info":{"title":"Keys","version":"1"},"paths":{"/keys/{id}/rotate":{
        "post":{"operationId":"rotate",)" +
                             more + R"("responses":{"200":{"description":"ok","content":{"application/json":{}}}}}}}})";
    try {
      refuse_unfit(read_contract(text, "keys.json", policy));
    } catch (const BadDocument& bad) {
      return std::string(bad.what());
    }
    return std::string();
  };
  const std::string id = R"({"name":"id","in":"path","required":true,"schema":{"type":"integer"}})";
  CHECK(refused(R"("parameters":[)" + id + "],") == "");
  CHECK(refused(R"("parameters":[)" + id + R"(,{"name":"v","in":"query","schema":{}}],)") == "");
  CHECK_THAT(refused(R"("parameters":[)" + id + R"(,{"name":"v","in":"query","required":true,"schema":{}}],)"),
             Catch::Contains("needs the query parameter v"));
  CHECK(refused(R"("parameters":[)" + id + R"(],"requestBody":{"content":{}},)") == "");
  CHECK_THAT(refused(R"("parameters":[)" + id + R"(],"requestBody":{"required":true,"content":{}},)"),
             Catch::Contains("needs a body"));
}

TEST_CASE("the document of this program fits") { CHECK_NOTHROW(refuse_unfit(load_embedded_contract())); }

}  // namespace assay::test
