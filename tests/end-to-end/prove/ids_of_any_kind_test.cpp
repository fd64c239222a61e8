// The mock of an API whose ids are written and carried in any way: it conforms, and what is said of it is proved.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using nlohmann::json;

struct Ids {
  std::string schema{};
  int untested = 1;  // auth/required, and what the ids leave no room for
};

const std::vector<Ids> kinds = {
    {R"({"type": "string"})"},
    {R"({"type": "string", "format": "uuid"})"},
    {R"({"type": "string", "format": "date"})"},
    {R"({"type": "string", "format": "date-time"})"},
    {R"({"type": "string", "format": "email"})"},
    {R"({"type": "string", "pattern": "^cl_[a-z0-9]{6}$"})"},
    {R"({"type": "string", "minLength": 20})"},
    {R"({"type": "string", "maxLength": 3})"},
    {R"({"type": "string", "enum": ["red", "green", "blue"]})"},
    {R"({"type": "integer", "minimum": 100})"},
    {R"({"type": "number"})"},
    {"{}"},
    {R"({"type": "boolean"})", 2},  // both are somebody's: there is no unknown one
};

class Api {
 public:
  Api(const Ids& ids, const std::string& place) {
    const json schema = json::parse(ids.schema);
    const bool is_body = place == "body", is_path = place == "path";
    json operation = {{"operationId", "rotateKey"}, {"responses", responses()}};
    if (!is_body) operation["parameters"] = {{{"name", "kid"}, {"in", place}, {"required", true}, {"schema", schema}}};
    const json body = {{"type", "object"}, {"properties", {{"id", schema}}}};
    const json whole = {{"type", "object"}, {"properties", {{"key", body}}}};
    if (is_body)
      operation["requestBody"] = {{"required", true}, {"content", {{"application/json", {{"schema", whole}}}}}};
    const json document = {{"openapi", "3.1.0"},
                           {"info", {{"title", "Keys"}, {"version", "1"}}},
                           {"paths", {{is_path ? "/keys/{kid}/rotate" : "/keys/rotate", {{"post", operation}}}}}};
    write_file(folder_.path() + "/openapi.json", document.dump());
    write_file(
        folder_.path() + "/policy.yaml",
        "resources:\n  key:\n    members:\n      /secret: {role: secret}\n      /name: {role: stable, face: true}\n"
        "operations:\n  rotateKey: {of: key, effect: rotates, rotates: [/secret], by: {" +
            std::string(is_body ? "/key/id" : "kid") + ": identity}}\n");
  }

  Finished run(std::vector<std::string> command) const {
    command.insert(command.end(), {"--seed", "1"});
    for (const std::string& each : files()) command.push_back(each);
    return run_assay(command, 120);
  }

  std::vector<std::string> files() const {
    return {"--document", folder_.path() + "/openapi.json", "--policy", folder_.path() + "/policy.yaml"};
  }

 private:
  static json responses() {
    const json record = {{"type", "object"},
                         {"required", {"secret", "name"}},
                         {"properties", {{"secret", {{"type", "string"}}}, {"name", {{"type", "string"}}}}}};
    return {{"200", {{"description", "rotated"}, {"content", {{"application/json", {{"schema", record}}}}}}},
            {"400", {{"description", "no id"}}},
            {"404", {{"description", "nobody's"}}}};
  }

  TemporaryFolder folder_{};
};

}  // namespace

TEST_CASE("the mock of an API conforms whatever its ids are and wherever a request carries them") {
  for (const Ids& ids : kinds)
    for (const char* place : {"path", "query", "header", "body"}) {
      const Finished run = Api(ids, place).run({"check"});
      INFO(ids.schema << ' ' << place << '\n' << run.out << run.err);
      CHECK(run.code == (ids.untested == 1 ? 0 : 4));
      CHECK_THAT(run.out, Catch::Contains(", " + std::to_string(ids.untested) + " UNTESTED"));
    }
}

TEST_CASE("the line that a mock gives to be tried works wherever a request carries the id") {
  for (const char* place : {"path", "query", "header", "body"}) {
    const Api api(kinds.at(3), place);
    MockProcess mock(api.files());
    std::string line = mock.greeting_line("try");
    line.replace(0, line.find("curl") + 4, "curl -s -o /dev/null -w '%{http_code}'");
    INFO(line);
    CHECK(run_program({"sh", "-c", line}).out == "200");
  }
}

TEST_CASE("each law is proved for ids in the query, a header and the body, of a type or a pattern") {
  for (const auto& [kind, place] : {std::pair(5, "query"), {2, "header"}, {9, "body"}}) {
    const Finished run = Api(kinds.at(static_cast<std::size_t>(kind)), place).run({"prove"});
    INFO(place << '\n' << run.out << run.err);
    CHECK(run.code == 0);
  }
}

}  // namespace assay::test
