// What keeps a live vendor safe: nothing sent in a dry run, budgets, the saved secret, credentials, a clean end on
// SIGINT.
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

std::vector<std::string> consent(const std::string& url, const std::vector<std::string>& more = {}) {
  std::vector<std::string> all = {"check", url, "--rotate", "--id", "1", "--id", "2"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// A vendor that counts whatever reaches the operation, and remembers the last secret of each token.
struct Watched {
  std::atomic<int> requests{0};
  std::mutex mutex{};
  json last = json::object();
  Vendor vendor{{.record =
                     [this](nlohmann::ordered_json& record, int id, int) {
                       const std::lock_guard lock(mutex);
                       last[std::to_string(id)] = record["webhook_secret"];
                     },
                 .answer = [this](const httplib::Request&, httplib::Response&) { ++requests; }}};
};

}  // namespace

TEST_CASE("a dry run prints the numbered plan and what it would rotate, and sends nothing") {
  Watched watched;
  const Finished run =
      run_assay(consent(watched.vendor.url(), {"--dry-run", "-H", "Authorization: Bearer dry-canary"}));
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(watched.requests == 0);
  CHECK_THAT(run.out, Contains("    1  invalid-ids"));
  CHECK_THAT(run.out, Contains("8 at once: POST /api-tokens/1/webhook/rotate-secret x 8"));
  CHECK_THAT(run.out, Contains("could rotate a token: token 1 ") && Contains("Nothing was sent."));
  CHECK((run.out + run.err).find("dry-canary") == std::string::npos);
  CHECK(run_assay({"check", "--dry-run"}).out.find("Nothing was sent.") != std::string::npos);
}

TEST_CASE("no more requests go out than the budget says, the first one included") {
  for (const int budget : {1, 10}) {
    std::atomic<int> requests{0};
    const Vendor vendor({.early = [&](const httplib::Request&, httplib::Response&) { return ++requests, false; }});
    const Finished run = run_assay(consent(vendor.url(), {"--max-requests", std::to_string(budget)}));
    INFO(run.out << run.err);
    CHECK(requests == budget);
    CHECK_THAT(run.out, Contains("the budget of " + std::to_string(budget) + " requests is used up"));
  }
}

TEST_CASE("the rate's first turn comes after the first request") {
  const Vendor vendor;
  const auto begun = std::chrono::steady_clock::now();
  run_assay(consent(vendor.url(), {"--max-requests", "3", "--rate", "4"}));
  CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(500));
}

TEST_CASE("a dry run announces at least as many rotations as the run then makes") {
  Watched watched;
  const std::string plan = run_assay(consent(watched.vendor.url(), {"--dry-run"})).out;
  const auto at = plan.find("up to ");
  REQUIRE(at != std::string::npos);
  const int announced = std::stoi(plan.substr(at + 6));
  run_assay(consent(watched.vendor.url()));
  CHECK(watched.vendor.rotations() > 0);
  CHECK(watched.vendor.rotations() <= announced);
}

TEST_CASE("another machine is asked four times a second unless told otherwise, and the plan says how long that takes") {
  const auto plan_of = [](const std::string& url, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"check", url, "--dry-run"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_assay(arguments).out;
  };
  const std::string far = "https://api.example.com";
  CHECK_THAT(plan_of(far, {}), Contains("At 4 requests a second that takes about "));
  CHECK_THAT(plan_of(far, {"--rate", "0.25", "--max-time", "60"}),
             Contains("At 0.25 requests a second") && Contains("The budget ends the run after 60 s (--max-time)"));
  CHECK(plan_of(far, {}).find("--max-time") == std::string::npos);
  CHECK(plan_of(far, {"--rate", "0"}).find("a second") == std::string::npos);
  CHECK(plan_of("http://127.0.0.1:9", {}).find("a second") == std::string::npos);
}

TEST_CASE("the last secret of each token is saved in a file that only its owner reads") {
  Watched watched;
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/secrets.json";
  write_file(file, "older, and open to all");
  REQUIRE(chmod(file.c_str(), 0644) == 0);
  const Finished run =
      run_assay(consent(watched.vendor.url(), {"--save-last-secret", file, "--report-dir", folder.path()}));
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  struct stat facts {};
  REQUIRE(stat(file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  const json saved = json::parse(read_file(file));
  CHECK(saved.at("target") == watched.vendor.url());
  for (const auto& token : saved.at("tokens")) {
    CHECK(token.at("certain") == true);
    CHECK(token.at("webhook_secret") == watched.last.at(token.at("id").get<std::string>()));
  }
  CHECK(saved.at("tokens").size() == 2);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  CHECK(report.at("side_effects").at("last_secret_saved_to") == file);
  for (const auto& effect : report.at("side_effects").at("resources"))
    for (const auto& token : saved.at("tokens"))
      if (token.at("id") == effect.at("id")) CHECK(token.at("issued") == effect.at("last_secret_issued"));
  CHECK(run.out.find(watched.last.at("1").get<std::string>()) == std::string::npos);
}

TEST_CASE("a file for the secret that cannot be written stops the run before anything is rotated") {
  Watched watched;
  const TemporaryFolder folder;
  for (const std::string& file : {folder.path() + "/no/such/folder/secrets.json", folder.path()}) {
    const Finished run = run_assay(consent(watched.vendor.url(), {"--save-last-secret", file}));
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Contains("--save-last-secret"));
  }
  CHECK(watched.requests == 0);
}

TEST_CASE("headers come from a file, and a bad line is named without its value") {
  std::string seen;
  const Vendor vendor({.answer = [&](const httplib::Request& request, httplib::Response&) {
    seen = request.get_header_value("Authorization") + ' ' + request.get_header_value("X-Tenant");
  }});
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/headers";
  setenv("ASSAY_TEST_KEY", "from-the-environment-71", 1);
  write_file(file, "# for the test vendor\nX-Tenant: blue\r\n\nAuthorization: Bearer ${ASSAY_TEST_KEY}\n");
  const Finished run = run_assay({"check", vendor.url(), "--header-file", file});
  CHECK(run.code == 4);
  CHECK(seen == "Bearer from-the-environment-71 blue");
  CHECK((run.out + run.err).find("from-the-environment-71") == std::string::npos);
  write_file(file, "X-Tenant: blue\nonly-a-canary-value\n");
  const Finished bad = run_assay({"check", vendor.url(), "--header-file", file});
  CHECK(bad.code == 2);
  CHECK_THAT(bad.err, Contains("headers:2"));
  CHECK(bad.err.find("only-a-canary-value") == std::string::npos);
}

TEST_CASE("an interrupted run ends with its report and exit code 130") {
  const TemporaryFolder folder;
  const std::string pid_file = folder.path() + "/pid";
  std::atomic<int> rotations{0};
  const Vendor vendor({.record = [&](nlohmann::ordered_json&, int, int) {
    if (++rotations == 3) kill(std::stoi(read_file(pid_file)), SIGINT);
  }});
  const Finished run = run_program({"sh", "-c",
                                    "echo $$ > " + pid_file + "; exec " + std::string(ASSAY_BINARY) + " check " +
                                        vendor.url() + " --rotate --id 1 --rate 200 --report-dir " + folder.path() +
                                        " --save-last-secret " + folder.path() + "/secret"});
  INFO(run.out << run.err);
  CHECK(run.code == 130);
  CHECK(rotations < 20);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  CHECK(report.at("run").at("stopped_early") == "interrupted");
  CHECK(report.at("side_effects").at("resources").at(0).at("rotated") == rotations.load());
  CHECK(json::parse(read_file(folder.path() + "/secret")).at("tokens").at(0).at("id") == "1");
}

TEST_CASE("the first request tells missing credentials, a wrong path and a redirection apart") {
  const auto note_of = [](int status) {
    const Vendor vendor(
        {.answer = [=](const httplib::Request&, httplib::Response& response) { response.status = status; }});
    const Finished run = run_assay({"check", vendor.url()});
    return run.err;
  };
  CHECK_THAT(note_of(401), Contains("answers 401: give credentials"));
  CHECK_THAT(note_of(403), Contains("answers 403: give credentials"));
  CHECK_THAT(note_of(404), Contains("answers 404") && Contains("base URL"));
  CHECK_THAT(note_of(307), Contains("answers 307") && Contains("redirect"));
  const Vendor vendor;
  CHECK_THAT(run_assay({"check", vendor.url() + "/v9"}).err, Contains("answers 404"));
}

TEST_CASE("a server without TLS, or with nothing but TLS, is told from one that is not there") {
  const Vendor plain;
  const std::string port = plain.url().substr(plain.url().rfind(':'));
  // Not the vendor's own server: newer ones of its library wait for the end of what they can't read.
  const RawServer refusing([](Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"), peer.wait_for_close(); });
  const Finished https = run_assay({"check", "https://127.0.0.1:" + std::to_string(refusing.port()), "--timeout", "1"});
  CHECK(https.code == 3);
  CHECK_THAT(https.err, Contains("does the server speak https at this port?"));
  const RawServer alert([](Peer& peer) {
    peer.read_request();
    peer.send("\x15\x03\x01\x00\x02\x02\x16");  // what a TLS server says to plain HTTP
  });
  const Finished http = run_assay({"check", "http://127.0.0.1:" + std::to_string(alert.port()), "--timeout", "1"});
  CHECK(http.code == 3);
  CHECK_THAT(http.err, Contains("and not https"));
  const Finished certificate =
      run_assay({"check", "https://127.0.0.1" + port, "--client-cert", "/no/such/file.pem", "--timeout", "1"});
  CHECK(certificate.code == 3);
  CHECK_THAT(certificate.err, Contains("client certificate /no/such/file.pem"));
}

TEST_CASE("a vendor that limits the rate is waited for, and nothing is held against it") {
  std::atomic<int> asked{0};
  const Vendor vendor({.answer = [&](const httplib::Request&, httplib::Response& response) {
    if (++asked % 40 != 0) return;
    response.status = 429;
    response.set_header("Retry-After", "0");
    response.set_content(R"({"detail":"Too many requests"})", "application/json");
  }});
  const Finished run = run_assay(consent(vendor.url()));
  INFO(run.out << run.err);
  CHECK(run.code == 0);
}

TEST_CASE("a live vendor is explored only when asked to, and only with consent") {
  const Vendor vendor;
  const auto requests_of = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"check", vendor.url(), "--report", "json"};
    const TemporaryFolder folder;
    arguments.insert(arguments.end(), {"--report-dir", folder.path()});
    arguments.insert(arguments.end(), more.begin(), more.end());
    run_assay(arguments);
    return nlohmann::json::parse(read_file(folder.path() + "/report.json")).at("run").at("requests").get<int>();
  };
  const int without_consent = requests_of({});
  CHECK(requests_of({"--explore", "5"}) == without_consent);
  CHECK(vendor.rotations() == 0);
  const std::vector<std::string> consent = {"--rotate", "--id", "1"};
  const int planned = requests_of(consent);
  CHECK(requests_of({"--rotate", "--id", "1", "--explore", "0"}) == planned);
  CHECK(requests_of({"--rotate", "--id", "1", "--explore", "5"}) > planned);
}

}  // namespace assay::test
