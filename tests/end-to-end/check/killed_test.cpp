// A run that is killed loses nothing that it heard.
#include <signal.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using nlohmann::json;

constexpr int killed_at = 60;  // requests

// The pid of the process that holds our run: the shell writes it, then becomes assay.
std::vector<std::string> with_pid_in(const std::string& file, const std::string& arguments) {
  return {"/bin/sh", "-c", "echo $$ > " + file + "; exec " + std::string(ASSAY_BINARY) + " " + arguments};
}

std::size_t count_exchanges(const std::string& events) {
  std::istringstream lines(events);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) count += line.starts_with(R"({"event":"exchange")") ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("the events of a run that was killed with signal 9 make a report that says INTERRUPTED") {
  const TemporaryFolder folder;
  const std::string pid_file = folder.path() + "/pid", repeated = "whsec_a2lsbGVkLWFuZC1yZXBlYXRlZC1zZWNyZXQtMDE";
  std::atomic<int> answered{0};
  const Vendor vendor({.answer =
                           [&](const httplib::Request&, httplib::Response&) {
                             if (++answered == killed_at) kill(std::stoi(read_file(pid_file)), SIGKILL);
                           },
                       .secret = [&](int, int) { return repeated; }});
  const Finished run = run_program(with_pid_in(pid_file, "check " + vendor.url() +
                                                             " --rotate --id 1 --id 2 --report json "
                                                             "--report-dir " +
                                                             folder.path()));
  REQUIRE(run.code == 128 + SIGKILL);
  CHECK(read_file(folder.path() + "/report.json").empty());
  const std::string file = folder.path() + "/events.ndjson", events = read_file(file);
  CHECK(count_exchanges(events) > killed_at / 2);
  CHECK(events.find(repeated) == std::string::npos);

  const Finished render = run_assay({"report", "render", "--from", file, "--report", "json", "--report-dir",
                                     folder.path() + "/told", "--format", "console"});
  INFO(render.out << render.err);
  REQUIRE(render.code == 0);
  CHECK_THAT(render.out, Catch::Contains("INTERRUPTED"));
  const json report = json::parse(read_file(folder.path() + "/told/report.json"));
  CHECK(report["exchanges"].size() == count_exchanges(events));
  CHECK_THAT(report["run"]["stopped_early"].get<std::string>(), Catch::StartsWith("INTERRUPTED: "));
  CHECK(report["verdict"] == "DOES_NOT_CONFORM");
  CHECK(run_assay({"report", "verify", folder.path() + "/told/report.json"}).code == 0);
}

TEST_CASE("a run that was killed with signal 9 has saved the last secret that it heard of each token") {
  const TemporaryFolder folder;
  const std::string pid_file = folder.path() + "/pid", file = folder.path() + "/secrets";
  std::atomic<int> answered{0};
  const auto secret_of = [](int id, int count) {
    return "whsec_c2F2ZWQtYXMtdGhleS1jb21lLXNhdmVkLWFz" + std::to_string(id * 100000 + count);
  };
  std::atomic<int> last{0};
  const Vendor vendor({.answer =
                           [&](const httplib::Request&, httplib::Response&) {
                             if (++answered == killed_at) kill(std::stoi(read_file(pid_file)), SIGKILL);
                           },
                       .secret =
                           [&](int id, int count) {
                             if (id == 1) last = count;
                             return secret_of(id, count);
                           }});
  const Finished run = run_program(
      with_pid_in(pid_file, "check " + vendor.url() + " --rotate --id 1 --rate 0 --save-last-secret " + file));
  REQUIRE(run.code == 128 + SIGKILL);
  const json saved = json::parse(read_file(file));
  REQUIRE(saved["tokens"].size() == 1);
  const std::string secret = saved["tokens"][0]["webhook_secret"];
  CHECK(last > 0);
  // The round under way when it was killed may have given some more.
  const int heard = std::stoi(secret.substr(secret.size() - 5));
  CHECK(heard > 0);
  CHECK(heard <= last);
  CHECK(last - heard <= 8);
}

TEST_CASE("the events of a run that ended make the same verdicts as its report, and hold no secret") {
  const TemporaryFolder folder;
  const std::string canary = "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTE";
  const Vendor vendor({.secret = [&](int id, int count) { return canary + std::to_string(id * 1000 + count); }});
  const Finished run =
      run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK(read_file(folder.path() + "/events.ndjson").find(canary) == std::string::npos);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  const json told =
      json::parse(run_assay({"report", "render", "--from", folder.path() + "/events.ndjson", "--format", "json"}).out);
  CHECK(told["verdict"] == report["verdict"]);
  CHECK(told["counts"] == report["counts"]);
  CHECK(told["run"]["requests"] == report["run"]["requests"]);
  CHECK(told["run"]["rotations"] == report["run"]["rotations"]);
  CHECK(told["run"]["stopped_early"] == "");
}

}  // namespace assay::test
