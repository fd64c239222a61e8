// Everything at once: clients on several connections and sessions while the admin API looks on and changes things. Run
// under ThreadSanitizer by script/test --threads.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "mock/http/listener.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using nlohmann::json;

namespace {

constexpr int clients = 8;
constexpr int requests_each = 150;

std::string rotation_bytes(int token, const std::string& session) {
  return "POST /api-tokens/" + std::to_string(token) +
         "/webhook/rotate-secret HTTP/1.1\r\nHost: x\r\nX-Assay-Session: " + session + "\r\nContent-Length: 0\r\n\r\n";
}

// What one client was answered.
struct Heard {
  std::vector<std::string> secrets{};
  std::vector<int> statuses{};
};

Heard rotate_in_turn(int port, int client) {
  const std::string session = client % 2 == 0 ? "" : "session-" + std::to_string(client);
  RawClient connection(port);
  Heard heard;
  for (int i = 0; i < requests_each; ++i) {
    connection.send(rotation_bytes(1 + i % 2, session));
    const std::string response = connection.read_response();
    heard.statuses.push_back(status_of(response));
    if (heard.statuses.back() == 200) heard.secrets.push_back(json::parse(body_of(response)).at("webhook_secret"));
  }
  return heard;
}

// Looks at everything and changes what does no harm, until `done`.
void meddle(int port, const std::atomic<bool>& done, std::atomic<int>& failures) {
  RawClient connection(port);
  while (!done) {
    for (const auto* path : {"/state", "/requests?limit=20", "/requests/count?id=1", "/metrics", "/sessions", "/tokens",
                             "/faults", "/clock"}) {
      connection.send(admin_bytes("GET", path));
      if (status_of(connection.read_response()) != 200) ++failures;
    }
  }
}

}  // namespace

TEST_CASE("under load every answer is whole, every secret is new, and the journal loses nothing") {
  const Controlled controlled(load_embedded_policy(), {.faults = {parse_fault("status=503,every=10")}});
  Listener listener(controlled.mock.handler, {.threads = 4});
  Listener admin(controlled.admin, {.threads = 2});
  std::atomic<bool> done{false};
  std::atomic<int> failures{0};
  std::thread meddler([&] { meddle(admin.port(), done, failures); });
  std::vector<Heard> heard(clients);
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&, i] { heard[static_cast<std::size_t>(i)] = rotate_in_turn(listener.port(), i); });
  for (auto& thread : threads) thread.join();
  done = true;
  meddler.join();

  std::vector<std::string> secrets;
  int refused = 0;
  for (const Heard& one : heard) {
    secrets.insert(secrets.end(), one.secrets.begin(), one.secrets.end());
    refused += static_cast<int>(std::count(one.statuses.begin(), one.statuses.end(), 503));
  }
  std::sort(secrets.begin(), secrets.end());
  CHECK(failures == 0);
  CHECK(refused == clients * requests_each / 10);
  CHECK(static_cast<int>(secrets.size()) + refused == clients * requests_each);
  CHECK(std::adjacent_find(secrets.begin(), secrets.end()) == secrets.end());
  CHECK(controlled.get("/state").at("requests").at("seen") == clients * requests_each);
}

}  // namespace assay::test
