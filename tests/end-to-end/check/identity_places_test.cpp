// A server whose keys are named by a header and a member of the body together, from the flag to the report.
#include <httplib.h>

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

const char* document =
    R"({"openapi": "3.1.0", "info": {"title": "Keys", "version": "1"}, "paths": {"/keys/rotate": {"post": {
  "operationId": "rotateKey",
  "parameters": [{"name": "X-Key-App", "in": "header", "required": true, "schema": {"type": "string", "pattern": "^app_[0-9]$"}}],
  "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
    "key": {"type": "object", "properties": {"id": {"type": "integer"}}}}}}}},
  "responses": {
    "200": {"description": "rotated", "content": {"application/json": {"schema": {"type": "object", "properties": {
      "id": {"type": "integer"}, "secret": {"type": "string"}, "name": {"type": "string"}}}}}},
    "400": {"description": "no id"}, "404": {"description": "nobody's"}}}}}})";

const char* policy = R"(resources:
  key:
    identity: /id
    members:
      /secret: {role: secret}
      /name: {role: stable, face: true}
operations:
  rotateKey: {of: key, effect: rotates, rotates: [/secret], by: {X-Key-App: identity, /key/id: identity}}
)";

// Honest, or one that forgets to look at the header.
class KeyServer {
 public:
  enum class Reads { both, body_alone };
  explicit KeyServer(Reads reads = Reads::both) {
    server_.Post("/keys/rotate", [this, reads](const httplib::Request& request, httplib::Response& response) {
      answer(request, response, reads);
    });
    const httplib::Server::Handler refuse = &KeyServer::refuse_method;
    server_.Put("/keys/rotate", refuse).Patch("/keys/rotate", refuse).Delete("/keys/rotate", refuse);
    server_.Get("/keys/rotate", refuse).Options("/keys/rotate", refuse);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~KeyServer() {
    server_.stop();
    thread_.join();
  }
  KeyServer(const KeyServer&) = delete;
  KeyServer& operator=(const KeyServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  static void refuse_method(const httplib::Request&, httplib::Response& response) {
    response.status = 405;
    response.set_header("Allow", "POST");
  }

  void answer(const httplib::Request& request, httplib::Response& response, Reads reads) {
    static const std::map<std::string, std::pair<std::string, int>> apps = {{"app_1", {"first", 17}},
                                                                            {"app_2", {"second", 18}}};
    const std::lock_guard guard(mutex_);
    const json body = json::parse(request.body, nullptr, false);
    const json key = body.is_object() ? body.value("key", json()) : json();
    const json id = key.is_object() ? key.value("id", json()) : json();
    response.set_header("Cache-Control", "no-store");
    response.status = 400;
    if (!id.is_number_integer()) return;
    response.status = 404;
    for (const auto& [app, owned] : apps) {
      if (id != owned.second || (reads == Reads::both && request.get_header_value("X-Key-App") != app)) continue;
      response.status = 200;
      response.set_content(json{{"id", id}, {"name", owned.first}, {"secret", draw()}}.dump(), "application/json");
    }
  }

  std::string draw() {
    std::string secret = "key_";
    for (int k = 0; k < 43; ++k) secret += static_cast<char>((k % 2 == 0 ? 'a' : 'A') + random_() % 26);
    return secret;
  }

  httplib::Server server_{};
  std::mutex mutex_{};
  std::mt19937_64 random_{std::random_device{}()};
  int port_ = 0;
  std::thread thread_{};
};

std::vector<std::string> command_for(const std::string& url, const TemporaryFolder& folder) {
  write_file(folder.path() + "/openapi.json", document);
  write_file(folder.path() + "/policy.yaml", policy);
  return {"check",      url,
          "--document", folder.path() + "/openapi.json",
          "--policy",   folder.path() + "/policy.yaml",
          "--rotate",   "--id",
          "app_1,17",   "--id",
          "app_2,18"};
}

}  // namespace

TEST_CASE("keys that a header and a body name together are checked: an honest server conforms") {
  const KeyServer server;
  const TemporaryFolder folder;
  const Finished run = run_assay(command_for(server.url(), folder), 120);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("app_1,17"));
}

TEST_CASE("a server that looks at one part of an identity alone does not conform, and the report's lines show both") {
  const KeyServer server(KeyServer::Reads::body_alone);
  const TemporaryFolder folder;
  std::vector<std::string> command = command_for(server.url(), folder);
  command.insert(command.end(), {"--report", "json", "--report-dir", folder.path()});
  const Finished run = run_assay(command, 120);
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  for (const json& clause : report.at("clauses")) {
    if (clause.at("id") != "id/exact") continue;
    CHECK(clause.at("verdict") == "FAIL");
    const std::string curl = clause.at("findings").at(0).at("reproduce").at("curl");
    CHECK_THAT(curl, Contains("-H 'X-Key-App: zqvjkwzqvjkwzqvjkw'") && Contains(R"({"key":{"id":17}})"));
  }
  const std::vector<std::string> replay = {
      "replay",   folder.path() + "/report.json", "id/exact", "--document", folder.path() + "/openapi.json",
      "--policy", folder.path() + "/policy.yaml"};
  CHECK_THAT(run_assay(replay).err, Contains("allow it with --rotate --id app_1,17"));
  std::vector<std::string> allowed = replay;
  allowed.insert(allowed.end(), {"--rotate", "--id", "app_1,17"});
  CHECK(run_assay(allowed).code == 1);
  std::vector<std::string> other = replay;
  other.insert(other.end(), {"--rotate", "--id", "app_2,18"});
  CHECK_THAT(run_assay(other).err, Contains("allow it with --rotate"));
}

TEST_CASE("what would be sent is shown with the id that the target does not tell") {
  const TemporaryFolder folder;
  std::vector<std::string> command = command_for("http://127.0.0.1:9", folder);
  command.push_back("--dry-run");
  const Finished run = run_assay(command);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("(X-Key-App: app_1, /key/id: 17)") && Contains("key app_1,17 "));
}

TEST_CASE("a name of `by` that the operation does not have ends with code 2 before anything is sent") {
  const TemporaryFolder folder;
  std::vector<std::string> command = command_for("http://127.0.0.1:9", folder);
  std::string wrong = policy;
  wrong.replace(wrong.find("X-Key-App"), 9, "X-Key-Ap");
  write_file(folder.path() + "/policy.yaml", wrong);
  const Finished run = run_assay(command);
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("has no parameter 'X-Key-Ap'") && Contains("did you mean 'X-Key-App'?") &&
                          Contains("openapi.json:"));
}

}  // namespace assay::test
