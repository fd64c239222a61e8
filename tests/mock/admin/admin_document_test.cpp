// The admin API is what its OpenAPI document says: every resource in both, every answer by its schema.
#include <set>

#include "contracts/schema/schema.h"
#include "mock/admin/call.h"
#include "mock/http/delivery.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
using nlohmann::json;

namespace {

json document_of(const Controlled& controlled) { return controlled.get("/openapi.json"); }

std::string escaped(std::string path) {
  for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at + 2)) path.replace(at, 1, "~1");
  return path;
}

// What is wrong with an answer of `path` (a template) by the document; "" when nothing is.
std::string wrong_with(const json& document, const std::string& method, const std::string& path,
                       const Response& response) {
  const json& responses = document.at("paths").at(path).at(method).at("responses");
  const std::string status = std::to_string(response.status);
  const std::string type = header(response, "Content-Type");
  std::string pointer = "/paths/" + escaped(path) + "/" + method + "/responses/" + status;
  if (!responses.contains(status)) pointer = "/components/responses/Problem";
  const json& said = document.at(json::json_pointer(pointer));
  if (!said.contains("content")) return response.body.empty() ? "" : "a body where none is said";
  const std::string media = type.substr(0, type.find(';'));
  if (!said.at("content").contains(media)) return media + " is not said";
  if (media == "text/plain") return "";
  const Schema schema = Schema::compile(document, {.pointer = pointer + "/content/" + escaped(media) + "/schema"});
  std::string wrong;
  for (const auto& violation : schema.validate(json::parse(response.body)))
    wrong += violation.pointer + ": " + violation.message + "\n";
  return wrong;
}

struct Call {
  const char* method;
  const char* path;   // as the document has it
  const char* asked;  // as it is asked for
  const char* body;
  int status;
};

// One call of every resource at least, with its errors; in an order that leaves something to see.
constexpr Call calls[] = {
    {"get", "/health", "/health", "", 200},
    {"get", "/version", "/version", "", 200},
    {"get", "/state", "/state", "", 200},
    {"get", "/state", "/state?x=1", "", 400},
    {"get", "/sessions", "/sessions", "", 200},
    {"get", "/metrics", "/metrics", "", 200},
    {"get", "/tokens", "/tokens", "", 200},
    {"get", "/tokens", "/tokens?secrets=shown&session=a", "", 200},
    {"post", "/tokens", "/tokens",
     R"({"id": "9", "name": "n", "token": "slate_test_abcdefgh", "created_by": "a", "created_at": "2025-01-01T00:00:00Z"})",
     201},
    {"post", "/tokens", "/tokens",
     R"({"id": "9", "name": "n", "token": "slate_test_abcdefgh", "created_by": "a", "created_at": "2025-01-01T00:00:00Z"})",
     409},
    {"post", "/tokens", "/tokens", "[]", 422},
    {"post", "/tokens", "/tokens", "", 400},
    {"get", "/tokens/{id}", "/tokens/2", "", 200},
    {"get", "/tokens/{id}", "/tokens/x", "", 404},
    {"patch", "/tokens/{id}", "/tokens/2", R"({"status": "disabled"})", 200},
    {"patch", "/tokens/{id}", "/tokens/2", R"({"status": "gone"})", 422},
    {"patch", "/tokens/{id}", "/tokens/x", R"({"status": "active"})", 404},
    {"get", "/requests", "/requests", "", 200},
    {"get", "/requests", "/requests?secrets=shown", "", 200},
    {"get", "/requests/count", "/requests/count?status=200", "", 200},
    {"get", "/requests/wait", "/requests/wait?timeout=1ms&count=500", "", 200},
    {"post", "/deliveries", "/deliveries", R"({"id": 1, "type": "order.filled", "data": {"n": 1}})", 202},
    {"post", "/deliveries", "/deliveries", R"({"id": "x"})", 404},
    {"post", "/deliveries", "/deliveries", R"({"id": "1", "fault": "nonsense"})", 422},
    {"post", "/deliveries", "/deliveries", R"({})", 422},
    {"post", "/deliveries/resend", "/deliveries/resend", R"({"number": 1})", 202},
    {"post", "/deliveries/resend", "/deliveries/resend", R"({"number": 999})", 404},
    {"post", "/deliveries/resend", "/deliveries/resend", R"({"number": "1"})", 422},
    {"get", "/deliveries", "/deliveries", "", 200},
    {"get", "/deliveries/wait", "/deliveries/wait?timeout=1ms&count=500", "", 200},
    {"get", "/deliveries/wait", "/deliveries/wait?timeout=2h", "", 400},
    {"get", "/clock", "/clock", "", 200},
    {"put", "/clock", "/clock", R"({"set": "+1h"})", 200},
    {"put", "/clock", "/clock", R"({"set": 1})", 422},
    {"post", "/clock/advance", "/clock/advance", R"({"by": "1h"})", 200},
    {"post", "/faults", "/faults", R"({"rule": "latency=1ms"})", 201},
    {"post", "/faults", "/faults", R"({"rule": "nonsense"})", 422},
    {"get", "/faults", "/faults", "", 200},
    {"delete", "/faults/{number}", "/faults/1", "", 204},
    {"delete", "/faults/{number}", "/faults/1", "", 404},
    {"delete", "/faults", "/faults", "", 204},
    {"delete", "/requests", "/requests", "", 204},
    {"post", "/reset", "/reset", "", 204},
    {"get", "/openapi.json", "/openapi.json", "", 200},
};

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

Response known(Response response) {
  if (!response.delivery || !response.delivery->later) return response;
  std::optional<Response> later;
  while (!later) later = (*response.delivery->later)();
  return *later;
}

}  // namespace

TEST_CASE("every answer of the admin API is valid by its own document") {
  MockSetup setup;
  setup.deliveries = DeliverySetup{.receiver = [](const Request&) { return Response{.status = 200}; },
                                   .sends = DeliverySetup::Sends::in_turn};
  const Controlled controlled(load_embedded_policy(), setup);
  const json document = document_of(controlled);
  controlled.rotate("1", {{"Host", "h"}});
  controlled.mock.parts.journal->add({.request = a_rotation("\xFF"), .outcome = NoResponse{}});
  for (const Call& call : calls) {
    INFO(call.method << " " << call.asked << " " << call.body);
    const Response response = known(controlled.call(upper(call.method), call.asked, call.body));
    INFO(response.body);
    CHECK(response.status == call.status);
    CHECK(wrong_with(document, call.method, std::string("/__admin") + call.path, response) == "");
  }
}

TEST_CASE("the document and the API have the same resources, and each is called above") {
  const json document = document_of(Controlled());
  std::set<std::string> said, served = {"GET /__admin/openapi.json"}, called;
  for (const auto& [path, methods] : document.at("paths").items())
    for (const auto& [method, operation] : methods.items()) said.insert(upper(method) + " " + path);
  for (const AdminRoute& route : admin_routes()) served.insert(route.method + " " + route.path);
  for (const Call& call : calls) called.insert(upper(call.method) + " /__admin" + call.path);
  CHECK(said == served);
  CHECK(said == called);
}

TEST_CASE("the document names every query parameter that is understood, and its bodies' schemas") {
  const json document = document_of(Controlled());
  for (const AdminRoute& route : admin_routes()) {
    INFO(route.method << " " << route.path);
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const json& operation = document.at("paths").at(route.path).at(method);
    std::set<std::string> said;
    for (json parameter : operation.value("parameters", json::array())) {
      if (parameter.contains("$ref"))
        parameter = document.at(json::json_pointer(parameter.at("$ref").get<std::string>().substr(1)));
      if (parameter.at("in") == "query") said.insert(parameter.at("name").get<std::string>());
    }
    CHECK(said == std::set<std::string>(route.query.begin(), route.query.end()));
    CHECK(operation.contains("requestBody") == !route.body.empty());
    if (!route.body.empty())
      CHECK(operation.at("requestBody").at("content").at("application/json").at("schema").at("$ref") ==
            "#/components/schemas/" + route.body);
  }
}

TEST_CASE("an answer that is not as the document says would be seen") {
  const Controlled controlled;
  const json document = document_of(controlled);
  Response response = controlled.call("GET", "/health");
  response.body = R"({"status": "fine"})";
  CHECK(wrong_with(document, "get", "/__admin/health", response) != "");
}

}  // namespace assay::test
