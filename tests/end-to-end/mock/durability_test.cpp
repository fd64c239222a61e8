// The SQLite store under kill -9.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "contracts/live/live_server.h"
#include "mock/stores/sqlite.h"
#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

// One client that rotates one token of one session, again and again.
struct Lane {
  std::string session{};
  std::string id{};
  std::vector<std::string> secrets{};  // answered, in their order
};

std::string secret_in(const Outcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr || response->status != 200) return "";
  const std::string name = R"("webhook_secret":")";
  const auto begin = response->body.find(name) + name.size();
  return response->body.substr(begin, response->body.find('"', begin) - begin);
}

std::string rotate(const Handler& server, const Lane& lane) {
  Request request{.method = "POST", .target = "/api-tokens/" + lane.id + "/webhook/rotate-secret"};
  if (!lane.session.empty()) request.headers.push_back({"X-Assay-Session", lane.session});
  return secret_in(server(request));
}

std::vector<std::string> on_store(const std::string& file) { return {"--store", "sqlite:" + file, "--no-admin"}; }

// Loads the mock until `enough` rotations were answered, and kills it in the middle of the next ones.
void load_and_kill(test::MockProcess& mock, std::vector<Lane>& lanes, int enough) {
  std::atomic<int> answered{0};
  std::atomic<int> at_work{static_cast<int>(lanes.size())};
  std::vector<std::thread> clients;
  for (Lane& lane : lanes)
    clients.emplace_back([&] {
      const Handler server = live_server(parse_target(mock.url()));
      for (std::string secret = rotate(server, lane); !secret.empty(); secret = rotate(server, lane)) {
        lane.secrets.push_back(std::move(secret));
        answered += 1;
      }
      at_work -= 1;
    });
  while (answered < enough && at_work > 0) std::this_thread::yield();
  CHECK(mock.kill() == 137);
  for (auto& client : clients) client.join();
}

const Resource& token_of(const std::vector<Resource>& tokens, const std::string& id) {
  return *std::find_if(tokens.begin(), tokens.end(), [&](const Resource& token) { return token.key() == id; });
}

}  // namespace

TEST_CASE("after kill -9 under load every answered rotation is there, and none half") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path() + "/tokens.db";
  std::vector<Lane> lanes = {{"", "1"}, {"", "2"}, {"a", "1"}, {"a", "2"}, {"b", "1"}, {"b", "2"}};
  std::set<std::string> answered;
  std::size_t count = 0;
  for (int life = 0; life < 3; ++life) {
    {
      test::MockProcess mock(on_store(file));
      load_and_kill(mock, lanes, 100);
    }
    const auto store = sqlite_store(file, {});
    for (Lane& lane : lanes) {
      INFO("token " << lane.id << " of session '" << lane.session << "'");
      const Resource token = token_of(store->list(lane.session), lane.id);
      const bool one_unheard = token.rotations == lane.secrets.size() + 1;  // done, and killed before it was said
      REQUIRE((one_unheard || token.rotations == lane.secrets.size()));
      REQUIRE(!lane.secrets.empty());
      CHECK((token.text("/webhook_secret") == lane.secrets.back()) != one_unheard);
      if (one_unheard) lane.secrets.push_back(token.text("/webhook_secret"));
    }
  }
  for (const Lane& lane : lanes) {
    count += lane.secrets.size();
    answered.insert(lane.secrets.begin(), lane.secrets.end());
  }
  CHECK(count >= 300);
  CHECK(answered.size() == count);
}

TEST_CASE("a mock on a store that cannot be used says so and does not start") {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() + "/notes.txt", std::string(2000, 'x'));
  const auto foreign = test::run_assay({"mock", "--port", "0", "--store", "sqlite:" + folder.path() + "/notes.txt"});
  CHECK(foreign.code == 2);
  CHECK_THAT(foreign.err, Catch::Contains("notes.txt") && Catch::Contains("is no SQLite database"));
  const auto unknown = test::run_assay({"mock", "--port", "0", "--store", "redis"});
  CHECK(unknown.code == 2);
  CHECK_THAT(unknown.err, Catch::Contains("--store: there is no \"redis\""));
}

}  // namespace assay::test
