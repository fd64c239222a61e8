// Targets that are no decent server: assay ends in time, with a clear error where nothing can be checked, else with a
// finding.
#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using nlohmann::json;

std::string answer(const std::string& status, const std::string& body, const std::string& headers = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

const std::string refusal = answer(
    "422 Unprocessable Entity",
    R"({"detail":[{"loc":["path","token_id"],"msg":"value is not a valid integer","type":"type_error.integer"}]})");

// Decent to what rotates nothing, so that the run goes on; rude to a rotation of token 1.
Script rude(std::function<void(Peer&)> to_rotation) {
  return [to_rotation = std::move(to_rotation)](Peer& peer) {
    for (std::string request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      const bool rotates = request.starts_with("POST /api-tokens/1/webhook/rotate-secret ");
      if (rotates) return to_rotation(peer);
      if (!peer.send(refusal)) return;
    }
  };
}

void is_unreachable(const Script& script, const std::string& says, const std::string& scheme = "http") {
  const RawServer server(script);
  const Finished run = run_assay({"check", scheme + server.url().substr(4), "--timeout", "1"}, 20);
  INFO(run.out << run.err);
  CHECK(run.code == 3);
  CHECK(run.err.starts_with("assay: "));
  CHECK(run.err.find('\n') == run.err.size() - 1);
  CHECK(run.err.find(says) != std::string::npos);
}

// The clauses that get the verdict in a run against the server that ends with the code.
std::string judged(const Script& script, const char* verdict, int code) {
  const RawServer server(script);
  const TemporaryFolder folder;
  const auto begin = std::chrono::steady_clock::now();
  const Finished run = run_assay({"check", server.url(), "--rotate", "--id", "1", "--timeout", "0.3", "--max-time", "6",
                                  "--max-rotations", "12", "--report", "json", "--report-dir", folder.path()},
                                 60);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  INFO(run.out << run.err);
  CHECK(run.code == code);
  std::string clauses;
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses"))
    if (clause.at("verdict") == verdict) clauses += clause.at("id").get<std::string>() + " ";
  return clauses;
}

std::string broken_by(const Script& script) { return judged(script, "FAIL", 1); }

bool names(const std::string& clauses, const std::string& id) { return clauses.find(id + " ") != std::string::npos; }

}  // namespace

TEST_CASE("a target that never speaks HTTP, or not at all, is unreachable") {
  is_unreachable(once("SSH-2.0-OpenSSH_9.2\r\n"), "HTTP");
  is_unreachable(once("<html>hello</html>"), "HTTP");
  is_unreachable([](Peer& peer) { peer.read_request(); }, "no answer");
  is_unreachable([](Peer& peer) { peer.read_request(), peer.wait_for_close(); }, "timed out");
  is_unreachable([](Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }, "TLS", "https");
}

TEST_CASE("a rotation that is never answered is a finding, not a hang") {
  CHECK(names(broken_by(rude([](Peer& peer) { peer.wait_for_close(); })), "server/always-answers"));
  CHECK(names(broken_by(rude([](Peer& peer) { peer.drip(refusal, std::chrono::milliseconds(100)); })),
              "server/always-answers"));
}

TEST_CASE("an answer that never ends is a finding in bounded time and memory") {
  CHECK(names(broken_by(rude([](Peer& peer) {
                if (!peer.send("HTTP/1.1 200 OK\r\n")) return;
                while (peer.send("X-More: " + std::string(4000, 'x') + "\r\n")) {
                }
              })),
              "server/always-answers"));
  CHECK(names(broken_by(rude([](Peer& peer) {
                if (!peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"))
                  return;
                while (peer.send(std::string(65536, ' '))) {
                }
              })),
              "server/always-answers"));
}

TEST_CASE("a body that is cut off, or none that JSON is made of, is a finding") {
  CHECK(names(broken_by(rude([](Peer& peer) { peer.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"id\":1"); })),
              "server/always-answers"));
  CHECK(names(broken_by(rude([](Peer& peer) {
                peer.send(answer("200 OK", "{\"id\":1,\"name\":\"\xff\xfe\"}", "Connection: close\r\n"));
              })),
              "shape/json"));
  CHECK(names(
      broken_by(rude([](Peer& peer) { peer.send(answer("200 OK", std::string(100, '['), "Connection: close\r\n")); })),
      "shape/json"));
}

TEST_CASE("a body that is made to be costly is a finding in bounded time and memory") {
  std::size_t size = 500 * 1000;
  const auto filled = [&](const std::string& begin, const std::string& part, const std::string& end) {
    std::string body = begin;
    while (body.size() + part.size() + end.size() < size) body += part;
    return body + end;
  };
  const auto broken = [&](const std::string& status, const std::string& body) {
    return broken_by(rude([=](Peer& peer) { peer.send(answer(status, body, "Connection: close\r\n")); }));
  };
  CHECK(names(broken("200 OK", filled("{", R"("a":1,)", R"("a":1})")), "shape/no-duplicate-keys"));
  CHECK(names(broken("422 Unprocessable Entity", filled(R"({"detail":[)", R"({"loc":[null]},)", "{}]}")),
              "shape/schema-422"));
  size = 1000 * 1000;  // just below what is kept of one body
  const std::string many = answer("200 OK", filled("[", "[],", "[]]"), "Connection: close\r\n");
  CHECK(names(judged(rude([&](Peer& peer) { peer.send(many); }), "INCONCLUSIVE", 4), "shape/json"));
  CHECK(names(broken("200 OK", filled(R"({"id":1,"webhook_secret":")", "whsec_", R"("})")), "shape/schema-200"));
  CHECK(names(broken("200 OK", filled(R"({"id":1,"webhook_secret":")", std::string(1000, 'A'), R"("})") +
                                   std::string(100'000, ' ')),
              "server/always-answers"));  // longer than what is kept
}

TEST_CASE("a redirect to elsewhere is not followed") {
  const RawServer elsewhere(always(answer("200 OK", "{}")));
  const RawServer server(
      always("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "/\r\nContent-Length: 0\r\n\r\n"));
  const Finished run = run_assay({"check", server.url()});
  CHECK(run.code == 4);
  CHECK(run.out.find("is the base URL right") != std::string::npos);
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("a wrong base URL accuses nobody, neither by the scenarios nor by explore") {
  const RawServer server([](Peer& peer) {
    while (!peer.read_request().empty() && peer.send(answer("404 Not Found", R"({"detail":"Not Found"})"))) {
    }
  });
  const Finished run = run_assay({"check", server.url() + "/v9", "--rotate", "--id", "1", "--explore", "20", "-H",
                                  "Authorization: Bearer of-no-use"},
                                 60);
  INFO(run.out << run.err);
  CHECK(run.code == 4);
  CHECK(run.out.find("FAIL") == std::string::npos);
  CHECK(run.out.find("WARN") == std::string::npos);
  CHECK(run.err.find("is the base URL right") != std::string::npos);
}

}  // namespace assay::test
