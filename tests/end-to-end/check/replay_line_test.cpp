// The replay line that a report prints for a live finding, as it is.
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

// A vendor that gives one secret for ever, and keeps what the headers said.
struct Repeating {
  std::mutex mutex{};
  std::multiset<std::string> traces{}, credentials{};
  std::set<std::string> keys{};
  Vendor vendor{{.record = [](nlohmann::ordered_json& record, int,
                              int) { record["webhook_secret"] = "whsec_QmVhdXR5IGlzIHRydXRoLCB0cnV0aCBiZWF1dHkhIQ"; },
                 .early =
                     [this](const httplib::Request& request, httplib::Response&) {
                       const std::lock_guard guard(mutex);
                       traces.insert(request.get_header_value("X-Request-Id"));
                       keys.insert(request.get_header_value("X-Key"));
                       credentials.insert(request.get_header_value("Authorization"));
                       return false;
                     }}};
};

// The line of the first finding of the clause, which a shell runs.
std::string replay_line(const std::string& report, const std::string& clause) {
  const json parsed = json::parse(read_file(report));
  for (const json& each : parsed.at("clauses"))
    if (each.at("id") == clause) return each.at("findings").at(0).at("reproduce").at("replay");
  return {};
}

Finished run_line(const std::string& line) {
  REQUIRE(line.starts_with("assay "));
  return run_program({"sh", "-c", std::string(ASSAY_BINARY) + line.substr(line.find(' '))});
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("the replay line of a finding about an id that nobody has runs with the consent of the run") {
  const Vendor vendor({.read = [](const std::string& segment) -> std::optional<int> {
    if (segment == "4611686018427387905") return 1;  // 2^62 + 1
    if (segment.empty() || segment.size() > 9 || segment.find_first_not_of("0123456789") != std::string::npos)
      return std::nullopt;
    return std::stoi(segment);
  }});
  const TemporaryFolder folder;
  const Finished run = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--only", "id/no-other-token",
                                  "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  const std::string report = folder.path() + "/report.json";
  CHECK_THAT(run.out, Catch::Contains("id/no-other-token --rotate --id 1"));
  CHECK(run_assay({"replay", report, "id/no-other-token", "--rotate", "--id", "1"}).code == 1);
  CHECK(run_line(replay_line(report, "id/no-other-token")).code == 1);
  for (const std::vector<std::string>& consent : {std::vector<std::string>{}, {"--rotate", "--id", "2"}}) {
    std::vector<std::string> replay = {"replay", report, "id/no-other-token"};
    replay.insert(replay.end(), consent.begin(), consent.end());
    const Finished refused = run_assay(replay);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Contains("allow it with --rotate --id 1\n") && !Contains("--id 46"));
    CHECK_THAT(refused.err, Contains("asks for 4611686018427387905, for which a careless server may rotate a token"));
  }
}

TEST_CASE("consent is asked for tokens of the run, never for an id that nobody has, whatever failed") {
  const Vendor vendor({.answer =
                           [](const httplib::Request& request, httplib::Response& response) {
                             const bool has_digit = request.path.find_first_of("123456789") != std::string::npos;
                             if (request.path.size() > 45 && has_digit) response.status = 500;  // for each huge id
                           },
                       .early =
                           [](const httplib::Request& request, httplib::Response& response) {
                             if (request.method == "DELETE") response.status = 500;
                             return request.method == "DELETE";
                           }});
  const TemporaryFolder folder;
  run_assay({"check", vendor.url(), "--rotate", "--id", "2", "--only", "server/no-5xx,method", "--report", "json",
             "--report-dir", folder.path()});
  const std::string file = folder.path() + "/report.json";
  json report = json::parse(read_file(file));
  const auto names_huge_id = [&] {
    for (const json& token : report.at("side_effects").at("resources"))
      if (token.at("id") == "4611686018427387906") return true;
    return false;
  };
  CHECK(names_huge_id());
  std::size_t asked = 0, deletions = 0;
  for (const json& clause : report.at("clauses")) {
    if (clause.at("id") != "server/no-5xx") continue;
    for (std::size_t k = 1; k <= clause.at("findings").size(); ++k) {
      const std::vector<std::string> replay = {"replay", file, "server/no-5xx", "--case", std::to_string(k)};
      const Finished refused = run_assay(replay);
      INFO(refused.out << refused.err);
      CHECK(refused.code == 2);
      CHECK_THAT(refused.err, Contains("--rotate --id 2\n") && !Contains(std::string(25, '9')));
      deletions += clause.at("findings").at(k - 1).at("reproduce").at("curl").get<std::string>().find("DELETE") !=
                           std::string::npos
                       ? 1
                       : 0;
      ++asked;
    }
  }
  CHECK(asked >= 5);
  CHECK(deletions > 0);  // a careless server rotates for any method
}

TEST_CASE("the replay line holds the headers, the proxy, the document and the policy of its run, and no credential") {
  Repeating repeating;
  setenv("ASSAY_TEST_KEY", "from-the-environment-81", 1);
  const TemporaryFolder folder;
  const std::string document = folder.path() + "/the slate.yaml", policy = folder.path() + "/a policy.yaml",
                    file = folder.path() + "/headers";
  write_file(document, read_file("contracts/slate.openapi.yaml"));
  write_file(policy, read_file("contracts/slate.policy.yaml"));
  write_file(file, "X-Session: canary-session-Q4471Z\n");
  const Finished run = run_assay({"check",
                                  repeating.vendor.url(),
                                  "--rotate",
                                  "--id",
                                  "1",
                                  "--only",
                                  "secret/fresh",
                                  "--report",
                                  "json,html,markdown,junit,sarif,ctrf",
                                  "--report-dir",
                                  folder.path() + "/out",
                                  "-H",
                                  "Authorization: Bearer canary-bearer-Q4471Z",
                                  "-H",
                                  "X-Vendor: Bearer ${ASSAY_TEST_KEY}",
                                  "-H",
                                  "X-Mixed: canary-mixed-Q4471Z${ASSAY_TEST_KEY}",
                                  "-H",
                                  "X-Request-Id: it's ${UNIQUE}",
                                  "-H",
                                  "X-Key: ${UNIQUE}",
                                  "--header-file",
                                  file,
                                  "--proxy",
                                  "none",
                                  "--document",
                                  document,
                                  "--policy",
                                  policy,
                                  "--set",
                                  "secret_bytes=24",
                                  "--rate",
                                  "500"});
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  const std::string report = folder.path() + "/out/report.json";
  const std::string line = replay_line(report, "secret/fresh");
  CHECK(line == "assay replay " + report + " secret/fresh --rotate --id 1 -H 'Authorization: ...' -H " +
                    "'X-Vendor: Bearer ${ASSAY_TEST_KEY}' -H 'X-Mixed: ...' -H 'X-Request-Id: it'\\''s ${UNIQUE}' -H " +
                    "'X-Key: ${UNIQUE}' --header-file " + file + " --proxy none --rate 500 --document '" + document +
                    "' --policy '" + policy + "' --set secret_bytes=24");
  for (const char* name : {"json", "html", "md", "xml", "sarif", "ctrf.json"}) {
    const std::string path = folder.path() + "/out/report." + name;
    if (run_program({"test", "-e", path}).code != 0) continue;
    CHECK_THAT(read_file(path), !Contains("Q4471Z") && !Contains("from-the-environment-81"));
  }
  CHECK_THAT(run.out + run.err, Contains("\n      assay replay ") && !Contains("Q4471Z"));
  const int before = repeating.vendor.rotations();
  const Finished unfilled = run_line(line);
  CHECK(unfilled.code == 2);
  CHECK_THAT(unfilled.err, Contains("header Authorization: ... stands for the value"));
  CHECK(repeating.vendor.rotations() == before);
  const Finished filled = run_line(with(with(line, "Authorization: ...", "Authorization: Bearer other-4472"),
                                        "X-Mixed: ...", "X-Mixed: other-4472"));
  INFO(filled.out << filled.err);
  CHECK(filled.code == 1);
  CHECK(repeating.credentials.count("Bearer other-4472") == 3);  // the first request, and the finding's two
}

TEST_CASE("each request of a replay has a value of its own where the header says ${UNIQUE}") {
  Repeating repeating;
  const TemporaryFolder folder;
  run_assay({"check", repeating.vendor.url(), "--rotate", "--id", "1", "--only", "secret/fresh", "--report", "json",
             "--report-dir", folder.path(), "-H", "X-Request-Id: run-${UNIQUE}", "-H", "X-Key: ${UNIQUE}"});
  const auto traces = repeating.traces.size(), keys = repeating.keys.size();
  CHECK(keys == traces);
  const Finished again = run_line(replay_line(folder.path() + "/report.json", "secret/fresh"));
  INFO(again.out << again.err);
  CHECK(again.code == 1);
  CHECK(repeating.traces.size() == traces + 3);
  CHECK(repeating.keys.size() == keys + 3);
  CHECK(std::set(repeating.traces.begin(), repeating.traces.end()).size() == traces + 3);
}

TEST_CASE("the lines for a mock of the run's own name its policy, which made it what it was") {
  const TemporaryFolder folder;
  const std::string policy = folder.path() + "/policy.yaml";
  write_file(policy, read_file("contracts/slate.policy.yaml"));
  const Finished run =
      run_assay({"check", "--deviation", "same-secret-again", "--seed", "3", "--only", "secret/fresh", "--policy",
                 policy, "--set", "secret_bytes=24", "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  const std::string flags = "--deviation same-secret-again --seed 3 --policy " + policy + " --set secret_bytes=24";
  CHECK_THAT(run.out, Contains("start it again: assay mock --port ") && Contains(" " + flags + "\n"));
  const std::string line = replay_line(folder.path() + "/report.json", "secret/fresh");
  CHECK_THAT(line, Contains(" secret/fresh --mock " + flags));
  CHECK(run_line(line).code == 1);
}

}  // namespace assay::test
