// Waivers and baselines of assay check.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using nlohmann::json;

struct Checked {
  Finished run{};
  json report{};
};

Checked check_liar(const TemporaryFolder& folder, const std::vector<std::string>& more,
                   const std::string& deviation = "same-secret-again") {
  std::vector<std::string> arguments = {"check", "--seed",       "1",          "--explore", "0", "--report",
                                        "json",  "--report-dir", folder.path()};
  if (!deviation.empty()) arguments.insert(arguments.end(), {"--deviation", deviation});
  arguments.insert(arguments.end(), more.begin(), more.end());
  Checked checked{.run = run_assay(arguments)};
  if (const std::string text = read_file(folder.path() + "/report.json"); !text.empty())
    checked.report = json::parse(text);
  return checked;
}

json clause_of(const json& report, const std::string& id) {
  for (const json& clause : report.at("clauses"))
    if (clause.at("id") == id) return clause;
  return {};
}

std::string waiver_of(const std::string& clause, const std::string& scope, const std::string& expires) {
  return "  - clause: " + clause + "\n    scope: " + scope +
         "\n    reason: ticket 12\n    owner: ops\n    expires: " + expires + "\n";
}

// Of all that the deviation breaks.
std::string all_waived(const json& report, const std::string& expires) {
  std::string text = "waivers:\n";
  for (const json& clause : report.at("clauses"))
    if (clause.at("verdict") == "FAIL" || clause.at("verdict") == "WARN")
      text += waiver_of(clause.at("id"), "127.0.0.1", expires);
  return text;
}

}  // namespace

TEST_CASE("a waiver changes the exit code and the verdict, and never hides the finding") {
  const TemporaryFolder folder;
  const Checked before = check_liar(folder, {});
  REQUIRE(before.run.code == 1);
  write_file(folder.path() + "/waivers.yaml", all_waived(before.report, "2999-12-31"));
  const Checked after = check_liar(folder, {"--waivers", folder.path() + "/waivers.yaml"});
  INFO(after.run.out << after.run.err);
  CHECK(after.run.code == 0);
  CHECK(after.report["verdict"] == "CONFORMS_WITH_WARNINGS");
  const json clause = clause_of(after.report, "secret/fresh");
  CHECK(clause["verdict"] == "WAIVED");
  REQUIRE_FALSE(clause["findings"].empty());
  CHECK(clause["findings"][0]["message"] == clause_of(before.report, "secret/fresh")["findings"][0]["message"]);
  CHECK(after.report["waivers"][0]["state"] == "live");
  CHECK_THAT(after.run.out, Catch::Contains("WAIVED  secret/fresh") && Catch::Contains("by ops: ticket 12"));
  CHECK(run_assay({"report", "verify", folder.path() + "/report.json"}).code == 0);
}

TEST_CASE("a waiver that is expired, too broad, forbidden or unused waives nothing and is told") {
  const TemporaryFolder folder;
  write_file(folder.path() + "/waivers.yaml", "waivers:\n" + waiver_of("secret/fresh", "127.0.0.1", "2020-01-01") +
                                                  waiver_of("secret/*", "127.0.0.1", "2999-12-31") +
                                                  waiver_of("shape/json", "127.0.0.1", "2999-12-31") +
                                                  waiver_of("race/distinct", "vendor.example.com", "2999-12-31"));
  const Checked checked = check_liar(folder, {"--waivers", folder.path() + "/waivers.yaml"});
  INFO(checked.run.out << checked.run.err);
  CHECK(checked.run.code == 1);
  std::vector<std::string> states;
  for (const json& waiver : checked.report["waivers"]) states.push_back(waiver["state"]);
  CHECK(states == std::vector<std::string>{"expired", "too broad", "unused", "elsewhere"});
  CHECK_THAT(checked.run.out, Catch::Contains("waiver of secret/fresh (ops, until 2020-01-01) is expired"));
}

TEST_CASE("the vendor's name stands in the report and is a scope of waivers") {
  const TemporaryFolder folder;
  write_file(folder.path() + "/waivers.yaml", "waivers:\n" + waiver_of("secret/fresh", "Acme", "2999-12-31"));
  const Checked checked = check_liar(folder, {"--vendor", "Acme", "--waivers", folder.path() + "/waivers.yaml"});
  CHECK(checked.report["subject"]["vendor"] == "Acme");
  CHECK(checked.report["waivers"][0]["state"] == "live");
}

TEST_CASE("a broken waiver file stops the run before anything is sent, with file and line") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/waivers.yaml";
  write_file(file, "waivers:\n" + waiver_of("secret/frech", "127.0.0.1", "2999-12-31"));
  const Checked checked = check_liar(folder, {"--waivers", file});
  CHECK(checked.run.code == 2);
  CHECK_THAT(checked.run.err, Catch::StartsWith("assay: " + file + ":2: ") && Catch::Contains("did you mean"));
  CHECK(checked.run.out.empty());
}

TEST_CASE("a baseline says what changed, and with --only-new known failures do not make the exit code 1") {
  const TemporaryFolder good, bad, now;
  REQUIRE(check_liar(good, {}, "").run.code == 0);
  REQUIRE(check_liar(bad, {}).run.code == 1);
  const Checked worse = check_liar(now, {"--baseline", good.path() + "/report.json", "--only-new"});
  CHECK(worse.run.code == 1);
  CHECK_THAT(worse.run.out, Catch::Contains("regressed: ") && Catch::Contains("secret/fresh"));
  const Checked same = check_liar(now, {"--baseline", bad.path() + "/report.json"});
  CHECK(same.run.code == 1);
  CHECK(same.report["baseline"]["changes"][0]["change"] == "still");
  const Checked known = check_liar(now, {"--baseline", bad.path() + "/report.json", "--only-new"});
  CHECK(known.run.code == 0);
  CHECK(known.report["verdict"] == "DOES_NOT_CONFORM");
}

TEST_CASE("a baseline that can't be compared stops the run before anything is sent") {
  const TemporaryFolder folder;
  json report = check_liar(folder, {}).report;
  report["document"]["sha256"] = "00";
  const std::string file = folder.path() + "/old.json";
  write_file(file, report.dump());
  CHECK_THAT(check_liar(folder, {"--baseline", file}).run.err, Catch::StartsWith("assay: " + file + ": "));
  CHECK(check_liar(folder, {"--baseline", file}).run.code == 2);
  CHECK(check_liar(folder, {"--only-new"}).run.code == 2);
}

}  // namespace assay::test
