// assay report over the reports of real runs: render, verify, diff, merge, and files that are none.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using nlohmann::json;

// Two runs of the mock, one of which lies; made once.
struct Runs {
  TemporaryFolder folder{};
  std::string good = folder.path() + "/good/report.json";
  std::string bad = folder.path() + "/bad/report.json";

  Runs() {
    run_assay({"check", "--seed", "1", "--report", "json,junit", "--report-dir", folder.path() + "/good"});
    run_assay({"check", "--seed", "1", "--deviation", "same-secret-again", "--report", "json", "--report-dir",
               folder.path() + "/bad"});
  }
};

const Runs& runs() {
  static const Runs made;
  return made;
}

std::string edited(const TemporaryFolder& folder, const json& patch) {
  const std::string file = folder.path() + "/edited.json";
  write_file(file, nlohmann::ordered_json::parse(read_file(runs().bad)).patch(patch).dump(2) + "\n");
  return file;
}

bool is_one_line(const std::string& text) { return std::count(text.begin(), text.end(), '\n') == 1; }

}  // namespace

TEST_CASE("a format that is rendered later is byte for byte the one that the run wrote") {
  const TemporaryFolder folder;
  const Finished render =
      run_assay({"report", "render", runs().good, "--report", "json,junit", "--report-dir", folder.path()});
  INFO(render.out << render.err);
  REQUIRE(render.code == 0);
  CHECK(read_file(folder.path() + "/report.json") == read_file(runs().good));
  CHECK(read_file(folder.path() + "/report.xml") == read_file(runs().folder.path() + "/good/report.xml"));
}

TEST_CASE("a report is told on the terminal, or in one format on standard output") {
  const Finished console = run_assay({"report", "render", runs().bad});
  CHECK(console.code == 0);
  CHECK_THAT(console.out, Catch::StartsWith("DOES_NOT_CONFORM"));
  const Finished as_json = run_assay({"report", "render", runs().bad, "--format", "json"});
  CHECK(as_json.out == read_file(runs().bad));
  CHECK(run_assay({"report", "render", runs().bad, "--format", "pdf"}).code == 2);
  CHECK(run_assay({"report", "render"}).code == 2);
}

TEST_CASE("a report says what its evidence says until it is edited") {
  const Finished whole = run_assay({"report", "verify", runs().bad, runs().good});
  INFO(whole.out << whole.err);
  CHECK(whole.code == 0);
  const TemporaryFolder folder;
  const std::string file = edited(folder, json::parse(R"([{"op":"replace","path":"/verdict","value":"CONFORMS"},
                                     {"op":"replace","path":"/counts/FAIL","value":0}])"));
  const Finished changed = run_assay({"report", "verify", file});
  INFO(changed.out);
  CHECK(changed.code == 1);
  CHECK_THAT(changed.out, Catch::Contains("/verdict: is CONFORMS") && Catch::Contains("/counts/FAIL") &&
                              Catch::Contains("/integrity/sha256"));
}

TEST_CASE("a run rotates no more often than its report says that it may") {
  for (const std::string& file : {runs().good, runs().bad}) {
    const auto run = nlohmann::json::parse(read_file(file)).at("run");
    CHECK(run.at("rotations") <= run.at("budgets").at("max_rotations"));
  }
}

TEST_CASE("the document is compared when it is given") {
  CHECK(run_assay({"report", "verify", runs().good, "--document", "contracts/slate.openapi.yaml"}).code == 0);
  CHECK(run_assay({"report", "verify", runs().good, "--document", "contracts/slate.policy.yaml"}).code == 1);
}

TEST_CASE("a difference names what got worse and exits 1, and what got better and exits 0") {
  const Finished worse = run_assay({"report", "diff", runs().good, runs().bad});
  CHECK(worse.code == 1);
  CHECK_THAT(worse.out, Catch::Contains("regressed  secret/fresh"));
  const Finished better = run_assay({"report", "diff", runs().bad, runs().good, "--format", "json"});
  CHECK(better.code == 0);
  CHECK(json::parse(better.out)["counts"]["fixed"].get<int>() > 0);
  CHECK(run_assay({"report", "diff", runs().good, runs().good}).code == 0);
}

TEST_CASE("reports of two documents are compared by force alone") {
  const TemporaryFolder folder;
  const std::string file = edited(folder, json::parse(R"([{"op":"replace","path":"/document/sha256","value":"00"}])"));
  const Finished refused = run_assay({"report", "diff", runs().good, file});
  CHECK(refused.code == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, Catch::Contains("--force"));
  CHECK(run_assay({"report", "diff", runs().good, file, "--force"}).code == 1);
}

TEST_CASE("a matrix of vendors links each cell to the page beside the report") {
  const Finished merge = run_assay({"report", "merge", runs().good, runs().bad, "--report", "html,markdown,json",
                                    "--report-dir", runs().folder.path()});
  INFO(merge.out << merge.err);
  REQUIRE(merge.code == 0);
  const json matrix = json::parse(read_file(runs().folder.path() + "/matrix.json"));
  CHECK(matrix["vendors"].size() == 2);
  CHECK(matrix["clauses"][0]["cells"][1]["href"].get<std::string>().starts_with("bad/report.html#c-"));
  CHECK(read_file(runs().folder.path() + "/matrix.html").find("bad/report.html#c-secret-fresh") != std::string::npos);
  CHECK_THAT(run_assay({"report", "merge", runs().good}).out, Catch::StartsWith("# Vendors by clauses"));
}

TEST_CASE("what is no report is refused in one line, with the file and exit code 2") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/x.json", text = read_file(runs().good);
  const auto refusal = [&](const std::string& content) {
    write_file(file, content);
    const Finished run = run_assay({"report", "render", file});
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(is_one_line(run.err));
    CHECK_THAT(run.err, Catch::StartsWith("assay: " + file + ": "));
    return run.err;
  };
  CHECK_THAT(refusal(text.substr(0, text.size() / 2)), Catch::Contains("cut off"));
  CHECK_THAT(refusal(""), Catch::Contains("cut off or no JSON"));
  CHECK_THAT(refusal(R"({"$schema":"sarif-2.1.0"})"), Catch::Contains("no report of assay"));
  CHECK_THAT(refusal(R"({"format":"assay-report/2"})"), Catch::Contains("use the assay that wrote it"));
  CHECK_THAT(refusal("\xff\xfe"), Catch::Contains("UTF-8"));
  CHECK_THAT(run_assay({"report", "render", folder.path() + "/none.json"}).err, Catch::Contains("cannot be read"));
  CHECK_THAT(run_assay({"report", "render", folder.path()}).err, Catch::Contains("is a folder"));
}

TEST_CASE("a report of a gigabyte is refused by its size, before it is read") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/huge.json";
  write_file(file, "{");
  std::filesystem::resize_file(file, std::uintmax_t{1} << 30);  // sparse
  const auto started = std::chrono::steady_clock::now();
  const Finished run = run_assay({"report", "render", file});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Catch::Contains("1024 MiB") && Catch::Contains("not read"));
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(5));
}

TEST_CASE("an unknown flag of a report command names the nearest and where help is") {
  CHECK_THAT(run_assay({"report", "diff", "a", "b", "--forse"}).err, Catch::Contains("did you mean --force?"));
  CHECK_THAT(run_assay({"report", "diff", "a"}).err, Catch::Contains("see assay report diff --help"));
  CHECK(run_assay({"report"}).code == 2);
}

}  // namespace assay::test
