// assay check --targets: many vendors in one run.
#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

std::string target(const std::string& name, const std::string& url, const std::string& more = "") {
  return "  - name: " + name + "\n    url: " + url + "\n" + more;
}

const std::string consent = "    rotate: true\n    ids: [1, 2]\n";

std::string file_of(const TemporaryFolder& folder, const std::string& targets) {
  const std::string file = folder.path() + "/vendors.yaml";
  write_file(file, "targets:\n" + targets);
  return file;
}

bool exists(const std::string& path) { return run_program({"test", "-e", path}).code == 0; }

}  // namespace

TEST_CASE("several targets are checked in one run, each with its report, and none stops another") {
  std::atomic<int> bearers{0};
  const Vendor good({.early = [&](const httplib::Request& request, httplib::Response&) {
    bearers += request.get_header_value("Authorization") == "Bearer from-the-environment-72" ? 1 : 0;
    return false;
  }});
  const Vendor wrong({.secret = [](int, int) { return std::string("whsec_0123456789abcdef0123456789abcdef"); }});
  std::atomic<int> strays{0};
  const Vendor unasked({.early = [&](const httplib::Request& request, httplib::Response&) {
    strays += request.has_header("Authorization") ? 1 : 0;
    return false;
  }});
  setenv("ASSAY_TEST_KEY", "from-the-environment-72", 1);
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/out";
  const std::string file = file_of(
      folder, target("good", good.url(), consent + "    headers: {Authorization: 'Bearer ${ASSAY_TEST_KEY}'}\n") +
                  target("down", "http://127.0.0.1:1") + target("wrong", wrong.url(), consent) +
                  target("unasked", unasked.url()));
  const Finished run = run_assay({"check", "--targets", file, "--report-dir", out, "--seed", "1"});
  INFO(run.out << run.err);
  CHECK(run.code == 3);
  CHECK_THAT(run.out, Contains("down     NOT CHECKED  http://127.0.0.1:1 gave no answer: refused"));
  CHECK_THAT(run.out, Contains("secret/fresh") && Contains("FAIL  wrong\n"));
  const auto verdict_of = [&](const std::string& name) {
    return json::parse(read_file(out + '/' + name + "/report.json")).at("verdict");
  };
  CHECK(verdict_of("good") == "CONFORMS_WITH_WARNINGS");  // it minds no credentials
  CHECK(verdict_of("wrong") == "DOES_NOT_CONFORM");
  CHECK(verdict_of("unasked") == "INCONCLUSIVE");
  CHECK(exists(out + "/good/report.html"));
  CHECK_FALSE(exists(out + "/down"));
  for (const char* matrix : {"/matrix.html", "/matrix.json"})
    CHECK_THAT(read_file(out + matrix), Contains("down was not checked: ") && Contains("gave no answer"));
  CHECK(bearers > 100);
  CHECK(strays == 0);
  CHECK(unasked.rotations() == 0);
  CHECK((run.out + run.err).find("from-the-environment-72") == std::string::npos);
  const json matrix = json::parse(read_file(out + "/matrix.json"));
  REQUIRE(matrix.at("vendors").size() == 4);
  CHECK(matrix.at("vendors").at(1).at("name") == "down");
  CHECK(matrix.at("vendors").at(1).at("absence") == "UNREACHABLE");
  CHECK(matrix.at("vendors").at(1).at("base_url") == "http://127.0.0.1:1");
  CHECK_THAT(read_file(out + "/matrix.md"), Contains("| Clause | Level | good | down | wrong | unasked |"));
  CHECK_THAT(read_file(out + "/matrix.html"), Contains("good/report.html#") && Contains("secret/fresh"));
}

TEST_CASE("the worst of the targets makes the exit code") {
  const Vendor good, wrong({.secret = [](int, int) { return std::string("whsec_0123456789abcdef0123456789abcdef"); }});
  const TemporaryFolder folder;
  const auto code_of = [&](const std::string& targets) {
    return run_assay({"check", "--targets", file_of(folder, targets), "--report-dir", folder.path() + "/out", "--only",
                      "secret,shape", "--parallel", "2"})
        .code;
  };
  const std::string conforms = target("a", good.url(), consent);
  const std::string inconclusive = target("b", good.url() + "/v9", "    rotate: true\n    ids: [7]\n");
  const std::string fails = target("c", wrong.url(), consent);
  CHECK(code_of(conforms) == 0);
  CHECK(code_of(inconclusive + conforms) == 4);
  CHECK(code_of(inconclusive + fails + conforms) == 1);
}

TEST_CASE("an interrupt ends the target under way with its report, and begins no other") {
  const TemporaryFolder folder;
  const std::string pid_file = folder.path() + "/pid", out = folder.path() + "/out";
  std::atomic<int> rotations{0};
  const Vendor first({.record = [&](nlohmann::ordered_json&, int, int) {
    if (++rotations == 3) kill(std::stoi(read_file(pid_file)), SIGINT);
  }});
  const Vendor second;
  const std::string file = file_of(
      folder, target("first", first.url(), consent + "    rate: 200\n") + target("second", second.url(), consent));
  const Finished run = run_program({"sh", "-c",
                                    "echo $$ > " + pid_file + "; exec " + std::string(ASSAY_BINARY) +
                                        " check --targets " + file + " --parallel 1 --report-dir " + out});
  INFO(run.out << run.err);
  CHECK(run.code == 130);
  CHECK(json::parse(read_file(out + "/first/report.json")).at("run").at("stopped_early") == "interrupted");
  CHECK_THAT(run.out, Contains("second  NOT CHECKED  interrupted before it began"));
  CHECK(second.rotations() == 0);
}

TEST_CASE("a dry run of targets sends nothing, and a mistake is told before anything is sent") {
  std::atomic<int> requests{0};
  const Vendor vendor({.early = [&](const httplib::Request&, httplib::Response&) {
    ++requests;
    return false;
  }});
  const TemporaryFolder folder;
  const std::string good = target("good", vendor.url(), consent);
  const Finished dry = run_assay({"check", "--targets", file_of(folder, good), "--dry-run"});
  CHECK(dry.code == 0);
  CHECK_THAT(dry.out, Contains("== good") && Contains("Nothing was sent."));
  const auto refused = [&](const std::string& more, const std::vector<std::string>& flags = {}) {
    std::vector<std::string> arguments{"check", "--targets", file_of(folder, good + more), "--report-dir",
                                       folder.path() + "/out"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Finished run = run_assay(arguments);
    CHECK(run.code == 2);
    return run.err;
  };
  CHECK_THAT(refused(target("second", "http://127.0.0.1:1", "    policy: none.yaml\n")),
             Contains("target second: ") && Contains(folder.path() + "/none.yaml"));
  CHECK_THAT(refused("", {vendor.url()}), Contains("a URL is for one target"));
  CHECK_THAT(refused("", {"--rotate"}), Contains("--rotate is for one target: with --targets say it in the file"));
  CHECK_THAT(refused("", {"-H", "A: b"}), Contains("-H is for one target"));
  CHECK_THAT(refused("", {"--deviation", "same-secret-again"}), Contains("cannot be used with --targets"));
  CHECK(requests == 0);
  CHECK_FALSE(exists(folder.path() + "/out"));
}

TEST_CASE("targets that run one after the other may rotate the same token") {
  const TemporaryFolder folder;
  const std::string two = target("a", "http://127.0.0.1:1", consent) + target("b", "http://localhost:1", consent);
  const Finished run = run_assay({"check", "--targets", file_of(folder, two), "--dry-run", "--parallel", "1"});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run_assay({"check", "--targets", file_of(folder, two), "--dry-run"}).err, Contains("or --parallel 1"));
}

TEST_CASE("what a file of targets gets wrong is told with its line") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& targets) {
    const Finished run = run_assay({"check", "--targets", file_of(folder, targets), "--dry-run"});
    CHECK(run.code == 2);
    return run.err;
  };
  const std::string url = "http://127.0.0.1:1";
  CHECK_THAT(refused(target("../up", url)), Contains("vendors.yaml:2: /targets/0/name: 'name' names a folder"));
  CHECK_THAT(refused(target("a", url) + target("A", url)),
             Contains("vendors.yaml:4") && Contains("two targets are named"));
  CHECK_THAT(refused(target("a", url, "    tokens: [1]\n")),
             Contains("vendors.yaml:4: /targets/0/tokens: a target has no key 'tokens'"));
  CHECK_THAT(refused(target("a", "http://user:canary@host")), Contains("vendors.yaml:3") && !Contains("canary"));
  CHECK_THAT(refused(target("a", url, "    ids: [1.5]\n")), Contains("holds what is no id"));
  CHECK_THAT(refused(target("a", url, "    timeout: 0\n")), Contains("'timeout' is no number that the flag"));
  const std::string literal = refused(target("a", url, "    headers:\n      X-Api-Key: canary\n"));
  CHECK_THAT(literal, Contains("vendors.yaml:5") && Contains("take it from the environment, as ${NAME}"));
  CHECK(literal.find("canary") == std::string::npos);
  CHECK_THAT(refused(target("a", url, "    headers: {X-Access-Id: canary}\n")),
             Contains("header X-Access-Id may be a credential: take it from the environment") && !Contains("canary"));
  CHECK_THAT(refused(target("a", url, "    headers: {X-Access-Id: 'canary ${ASSAY'}\n")),
             Contains("header X-Access-Id: a ${ has no }") && !Contains("canary"));
  CHECK_THAT(refused(target("a", url, "    headers: {X-A: '${ASSAY_NO_SUCH}'}\n")),
             Contains("the environment has no variable ASSAY_NO_SUCH"));
  CHECK_THAT(refused(target("a", url, consent) + target("b", url, "    rotate: true\n    ids: ['2']\n")),
             Contains("would rotate token 2 of one server at the same time"));
  for (const std::string same : {"http://localhost:1", "http://LOCALHOST:1/", "http://[::1]:1"})
    CHECK_THAT(refused(target("a", url, consent) + target("b", same, consent)), Contains("of one server"));
  CHECK_THAT(refused(target("a", url, "    ids: [7, '7']\n")), Contains("names 7 twice"));
  CHECK_THAT(refused(target("a", url, "    max_requests: 0\n")),
             Contains("'max_requests' is no integer that the flag"));
  CHECK_THAT(refused("  []\n"), Contains("names no target"));
}

}  // namespace assay::test
