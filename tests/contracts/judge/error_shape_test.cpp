// How refusals tell what is wrong, by the shape that a policy gives them.
#include "contracts/judge/error_shape.h"

#include <nlohmann/json.hpp>

#include "contracts/policy/policy.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using nlohmann::json;

ErrorReading read(const std::string& shape, int status, const char* body) {
  return read_errors(read_policy("errors: {shape: " + shape + "}", "p.yaml").errors, status, json::parse(body));
}

}  // namespace

TEST_CASE("a list of errors, one error, and what they lack") {
  const std::string list = "{list: /errors, where: source/parameter, text: title, code: code}";
  const ErrorReading whole = read(
      list, 400, R"({"errors":[{"code":12,"title":"Wrong.","source":{"parameter":"endpoint_id"}},{"title":"Also."}]})");
  CHECK(whole.fault.empty());
  REQUIRE(whole.items.size() == 2);
  CHECK(whole.items[0].code == "12");
  CHECK(whole.items[0].text == "Wrong.");
  CHECK(whole.items[0].where == std::vector<std::string>{"endpoint_id"});
  CHECK(whole.items[1].where.empty());
  CHECK(read(list, 400, R"({"errors":[]})").fault == "an empty array");
  CHECK(read(list, 400, R"({"errors":{"title":"x"}})").fault == "no array of error objects");
  CHECK(read(list, 400, R"({"errors":["x"]})").fault == "no array of error objects");
  CHECK(read(list, 400, R"({"errors":[{"title":"x"},{"title":null}]})").fault == "an error without the text title");
  CHECK(read(list, 400, "[]").fault == "no array of error objects");
  const std::string single = "{list: /error, single: true, text: message, code: code}";
  CHECK(read(single, 404, R"({"error":{"message":"No.","code":null}})").fault.empty());
  CHECK(read(single, 404, R"({"error":{"code":"x"}})").fault == "an error without the text message");
  CHECK(read(single, 404, R"({"error":"No."})").fault == "no error object");
  CHECK(read("{list: '', single: true, text: message}", 404, R"({"message":""})").fault.empty());
}

TEST_CASE("a problem is an object whose members have their types, and whose status is the answer's") {
  CHECK(read("problem", 404, R"({"type":"about:blank","title":"No","status":404,"more":[1]})").fault.empty());
  CHECK(read("problem", 404, "{}").fault.empty());  // all members are optional
  CHECK(read("problem", 404, R"({"status":null,"detail":null,"instance":null})").fault.empty());
  CHECK(read("problem", 404, R"({"status":400})").pointer == "/status");
  CHECK(read("problem", 404, R"({"status":"404"})").pointer == "/status");
  CHECK(read("problem", 404, R"({"detail":["x"]})").pointer == "/detail");
  CHECK(read("problem", 404, "[]").fault == "no JSON object");
  CHECK(read("problem", 404, R"({"detail":"No."})").items.front().text == "No.");
}

TEST_CASE("FastAPI's shape is of its 422 alone, that of others of any 4xx, and none is of nothing") {
  CHECK(has_shape(fastapi_errors(), 422));
  CHECK_FALSE(has_shape(fastapi_errors(), 404));
  CHECK(has_shape(read_policy("errors: {shape: problem}", "p").errors, 409));
  CHECK_FALSE(has_shape(read_policy("errors: {shape: problem}", "p").errors, 500));
  CHECK_FALSE(has_shape(read_policy("errors: {shape: none}", "p").errors, 422));
}

}  // namespace assay::test
