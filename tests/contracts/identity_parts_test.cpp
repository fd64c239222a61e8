// Where the parts of an identity stand in a request: put there, found there, and unclear wherever readers may differ.
#include "contracts/identity_parts.h"

#include <nlohmann/json.hpp>

#include "contracts/fit/fit.h"
#include "contracts/judge/asked_id.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
namespace {

// POST /apps/{app}/rotate, with parameters of the query, the headers and the body.
std::string document(const std::string& more = "") {
  return R"({"openapi":"3.1.0","info":{"title":"Keys","version":"1"},"paths":{"/apps/{app}/rotate":{"post":{
      "operationId":"rotate","parameters":[
      {"name":"app","in":"path","required":true,"schema":{"type":"string"}},
      {"name":"key","in":"query","schema":{"type":"string"}},{"name":"X-Key","in":"header","schema":{"type":"string"}},
      {"name":"crumb","in":"cookie","schema":{"type":"string"}},
      {"name":"Accept","in":"header","schema":{"type":"string"}}],
      "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/B"}}}},
      "responses":{"200":{"description":"ok","content":{"application/json":{}}}}})" +
         more + R"(}},"components":{"schemas":{"B":{"type":"object","properties":{"key":{"type":"integer"},"text":{
      "type":"string"},"deep":{"type":"object","properties":{"id":{"type":"string","format":"uuid"}}}}}}}})";
}

Contract contract_by(const std::string& by, const std::string& more = "", const std::string& policy = "",
                     const std::string& beside = "") {
  return read_contract(
      document(more), "keys.json",
      read_policy("resources: {key: {members: {/secret: {role: secret}}}}\noperations:\n  rotate: {of: "
                  "key, effect: rotates, rotates: [/secret], by: " +
                      by + beside + "}\n" + policy,
                  "policy.yaml"));
}

std::string misfit(const std::string& by, const std::string& more = "", const std::string& policy = "",
                   const std::string& beside = "") {
  return refusal([&] { refuse_unfit(contract_by(by, more, policy, beside)); });
}

AskedId::Kind kind_of(const Contract& contract, const Request& request) {
  return asked_id(contract.operation(), request).value_or(AskedId{}).kind;
}

}  // namespace

TEST_CASE("parts stand where the policy says, those of the path first, then as the document lists them") {
  const Contract contract = contract_by("{/text: identity, X-Key: identity, key: identity, app: identity}");
  const Request request = rotation(contract, "a,b%26c,d,e\"f", {});
  CHECK(request.target == "/apps/a/rotate?key=b%26c");
  CHECK(find_header(request.headers, "X-Key") == "d");
  CHECK(nlohmann::json::parse(request.body).at("text") == "e\"f");
  CHECK(contract.policy.rotation().by == std::vector<std::string>{"app", "key", "X-Key", "/text"});
  CHECK(asked_id(contract.operation(), rotation(contract, "a,b,c,d", {}))->value == "a,b,c,d");
}

TEST_CASE("an integer of a body is a number there, digit by digit, and a text is none") {
  const Contract contract = contract_by("{app: identity, /key: identity}");
  const std::string large = "170141183460469231731687303715884105728";
  CHECK(rotation(contract, "a," + large, {}).body == "{\"key\":" + large + "}");
  CHECK(asked_id(contract.operation(), rotation(contract, "a," + large, {}))->value == "a," + large);
  Request request = rotation(contract, "a,17", {});
  const auto with = [&](const std::string& body) {
    request.body = body;
    return kind_of(contract, request);
  };
  CHECK(with(R"({"key":17})") == AskedId::Kind::exact);
  CHECK(with(R"({"key":17.0})") == AskedId::Kind::variant);
  CHECK(with(R"({"key":"xyz"})") == AskedId::Kind::invalid);
  for (const char* unclear : {R"({"key":"17"})", R"({"key":null})", R"({"key":[17]})", R"({"key":17,"key":18})", "{}",
                              "", "{\"key\":17", "[]", R"({"KEY":17})"}) {
    INFO(unclear);
    CHECK(with(unclear) == AskedId::Kind::unclear);
    CHECK(could_rotate(contract.operation(), request));
  }
}

TEST_CASE("what readers of a query or of headers may take differently is unclear, and could rotate") {
  const Contract query = contract_by("{app: identity, key: identity}");
  for (const char* target : {"/apps/a/rotate", "/apps/a/rotate?key", "/apps/a/rotate?key=", "/apps/a/rotate?key=b+c",
                             "/apps/a/rotate?key=b&key=b", "/apps/a/rotate?KEY=b", "/apps/a/rotate?key[]=b"}) {
    INFO(target);
    const Request request{.method = "POST", .target = target};
    CHECK(kind_of(query, request) == AskedId::Kind::unclear);
    CHECK(could_rotate(query.operation(), request));
  }
  const Contract header = contract_by("{app: identity, X-Key: identity}");
  const Request twice{.method = "POST", .target = "/apps/a/rotate", .headers = {{"X-Key", "b"}, {"x-key", "b"}}};
  CHECK(kind_of(header, twice) == AskedId::Kind::unclear);
  const Request once{.method = "POST", .target = "/apps/a/rotate", .headers = {{"x-key", "b"}}};
  CHECK(kind_of(header, once) == AskedId::Kind::exact);
}

TEST_CASE("a request of nobody's id reaches nobody only where nothing else stands beside it") {
  const Contract contract = contract_by("{app: identity, key: identity, /text: identity}");
  const Request nobodys = rotation(contract, harmless_identity(contract.operation()), {});
  CHECK_FALSE(could_rotate(contract.operation(), nobodys));
  Request more = nobodys;
  more.target += "&id=b";
  CHECK(could_rotate(contract.operation(), more));
  more = nobodys;
  more.body = R"({"text":"zqvjkwzqvjkwzqvjkw","id":"b"})";
  CHECK(could_rotate(contract.operation(), more));
  CHECK(asked_address(contract.operation(), more) == asked_address(contract.operation(), nobodys));
  CHECK(asked_address(contract.operation(), rotation(contract, "a,b,c", {})) !=
        asked_address(contract.operation(), rotation(contract, "a,b,d", {})));
}

TEST_CASE("a header carries no id that it would change, and the others carry every text") {
  const Contract contract = contract_by("{app: identity, X-Key: identity}");
  for (const char* id : {"a,b%0Ac", "a,b%C3%A9", "a,%20b"}) CHECK_FALSE(can_carry(contract.operation().identity, id));
  CHECK(can_carry(contract.operation().identity, "a%0A,b c"));
  CHECK(find_header(rotation(contract, "a,b%0Dc", {}).headers, "X-Key") == "b%0Dc");
}

TEST_CASE("a reading takes the id where its own operation has it") {
  const std::string get =
      R"(},"/keys":{"get":{"operationId":"read","parameters":[{"name":"app","in":"query","schema":{}},
      {"name":"which","in":"query","schema":{}}],
      "responses":{"200":{"description":"ok","content":{"application/json":{}}}}})";
  const std::string read = "  read: {of: key, effect: reads, by: {app: identity, which: identity}}\n";
  const Contract contract = contract_by("{app: identity, /text: identity}", get, read);
  CHECK_NOTHROW(refuse_unfit(contract));
  const Request request = reading(contract, "a,b", {});
  CHECK(request.target == "/keys?app=a&which=b");
  CHECK(is_reading(contract.operation(), request));
  CHECK_FALSE(is_reading(contract.operation(), {.target = "/keys?app=a&which=b&more=1"}));
  CHECK_FALSE(could_rotate(contract.operation(), request));
}

TEST_CASE("a name in `by` that stands nowhere, or where no id can, is refused with what to do") {
  CHECK_THAT(misfit("{app: identity, kei: identity}"), Catch::Contains("keys.json:") &&
                                                           Catch::Contains("has no parameter 'kei'") &&
                                                           Catch::Contains("did you mean 'key'?"));
  CHECK_THAT(misfit("{app: identity, /txt: identity}"), Catch::Contains("cannot hold /txt"));
  CHECK_THAT(misfit("{app: identity, crumb: identity}"), Catch::Contains("the cookie crumb, where assay puts no id"));
  CHECK_THAT(misfit("{app: identity, Accept: identity}"), Catch::Contains("the header Accept, which is HTTP's own"));
  CHECK_THAT(misfit("{key: identity}"), Catch::Contains("has parameters that the policy's `by` does not name"));
  CHECK_THAT(misfit("{app: identity, key: identity}", "", "", ", query: {key: 1}"),
             Catch::Contains("`query` both name"));
  CHECK_THAT(misfit("{app: secret}"), Catch::Contains("policy.yaml:3: ") && Catch::Contains("write 'app: identity'"));
  CHECK(misfit("{app: identity, key: identity, X-Key: identity, /deep/id: identity}").empty());
}

}  // namespace assay::test
