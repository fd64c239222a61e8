// Vendors whose HTTP is written in unusual ways, all lawful, byte by byte: none may be blamed.
#include <random>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

struct Answer {
  std::string status{};  // "200 OK"
  std::string headers{};
  std::string body{};
};

std::string random_secret() {
  static thread_local std::mt19937_64 engine(std::random_device{}());
  std::uniform_int_distribution<int> digit(0, 15);
  std::string text;
  while (text.size() < 64) text += "0123456789abcdef"[digit(engine)];
  return text;
}

std::string record(const std::string& id) {
  return R"({"id":)" + id + R"(,"name":"Raw )" + id +
         R"(","token_prefix":"raw_","token_last4":"f00d","scopes":[],"ip_allowlist":null,"rate_limit":null,)"
         R"("expires_at":null,"status":"active","created_by":"ada@example.com","created_at":"2025-01-01T00:00:00Z",)"
         R"("last_used_at":null,"webhook_url":"https://example.com/","webhook_enabled":true,"token":"","webhook_secret":")" +
         random_secret() + R"("})";
}

// The id of a request line for the operation; "" for another path. By hand: std::regex recurses for each character.
std::string id_asked(const std::string& request) {
  const std::string before = " /api-tokens/", after = "/webhook/rotate-secret";
  const std::string line = request.substr(0, request.find(" HTTP/1.1\r\n"));
  const auto begin = line.find(before);
  const auto end = line.find(after);
  if (begin == std::string::npos || end == std::string::npos || begin + before.size() >= end) return "";
  const std::string rest = line.substr(end + after.size());
  const std::string id = line.substr(begin + before.size(), end - begin - before.size());
  return id.find_first_of("/? ") == std::string::npos && (rest.empty() || rest.front() == '?') ? id : "";
}

bool is_integer(const std::string& id) {
  const std::string digits = id.substr(id.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
}

Answer answer_to(const std::string& request) {
  const std::string json = "content-type:application/json\r\n";
  const std::string id = id_asked(request);
  if (id.empty()) return {"404 Not Found", json, R"({"detail":"Not Found"})"};
  if (!request.starts_with("POST ")) return {"405 Method Not Allowed", "allow:POST\r\n", ""};
  if (id == "1" || id == "2") return {"200 OK", json + "cache-control:no-store\r\n", record(id)};
  if (is_integer(id)) return {"404 Not Found", json, R"({"detail":"Not Found"})"};
  return {"422 Unprocessable Entity", json,
          R"({"detail":[{"type":"int_parsing","loc":["path","token_id"],"msg":"no integer","input":""}]})"};
}

using Write = std::function<std::string(const Answer&)>;
enum class Then { next, close };

std::string with_length(const std::string& start, const Answer& answer) {
  return start + answer.headers + "content-length:" + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
}

void check_conforms_on_the_wire(const Write& write, Then then) {
  const RawServer server([&](Peer& peer) {
    for (std::string request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      const Answer answer = answer_to(request);
      std::string bytes = write(answer);
      if (request.starts_with("HEAD")) bytes.resize(bytes.size() - answer.body.size());
      if (!peer.send(bytes) || then == Then::close) return;
    }
  });
  const Finished run = run_assay({"check", server.url(), "--rotate", "--id", "1", "--id", "2", "--seed", "1"}, 120);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(run.out.find("CONFORMS") != std::string::npos);
  CHECK(run.out.find("FAIL") == std::string::npos);
  CHECK(run.out.find("WARN") == std::string::npos);
}

}  // namespace

TEST_CASE("HTTP/1.0 without a length, ended by the connection, conforms") {
  check_conforms_on_the_wire(
      [](const Answer& a) { return "HTTP/1.0 " + a.status + "\r\n" + a.headers + "\r\n" + a.body; }, Then::close);
}

TEST_CASE("interim answers before the final one conform") {
  check_conforms_on_the_wire(
      [](const Answer& a) {
        return "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" +
               with_length("HTTP/1.1 " + a.status + "\r\n", a);
      },
      Then::next);
}

TEST_CASE("a status line without a reason, or with one in another language, conforms") {
  for (const std::string reason : {" ", " in Ordnung \xC3\xBC"})
    check_conforms_on_the_wire(
        [&](const Answer& a) { return with_length("HTTP/1.1 " + a.status.substr(0, 3) + reason + "\r\n", a); },
        Then::next);
}

TEST_CASE("chunks with extensions and leading zeros conform") {
  check_conforms_on_the_wire(
      [](const Answer& a) {
        std::ostringstream size;
        size << std::hex << std::uppercase << a.body.size();
        const std::string chunk = a.body.empty() ? "" : "00" + size.str() + ";sig=\"x\"\r\n" + a.body + "\r\n";
        if (a.body.empty()) return with_length("HTTP/1.1 " + a.status + "\r\n", a);
        return "HTTP/1.1 " + a.status + "\r\n" + a.headers + "Transfer-Encoding: Chunked\r\n\r\n" + chunk +
               "000\r\n\r\n";
      },
      Then::next);
}

TEST_CASE("chunks with trailers conform") {
  check_conforms_on_the_wire(
      [](const Answer& a) {
        std::ostringstream size;
        size << std::hex << a.body.size();
        if (a.body.empty()) return with_length("HTTP/1.1 " + a.status + "\r\n", a);
        return "HTTP/1.1 " + a.status + "\r\n" + a.headers +
               "transfer-encoding:chunked\r\ntrailer:server-timing\r\n\r\n" + size.str() + "\r\n" + a.body +
               "\r\n0\r\nserver-timing: total;dur=1.5\r\nx-checksum: 0a1b\r\n\r\n";
      },
      Then::next);
}

TEST_CASE("a connection that ends after every answer without a word of it conforms") {
  check_conforms_on_the_wire([](const Answer& a) { return with_length("HTTP/1.1 " + a.status + "\r\n", a); },
                             Then::close);
}

}  // namespace assay::test
