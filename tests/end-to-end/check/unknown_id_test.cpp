// --unknown-id: an id that is nobody's by the user's word, asked for without other consent.
#include <atomic>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

// A vendor that makes the token whatever id is asked for, and counts.
struct Making {
  std::atomic<int> made{0};
  std::atomic<int> others{0};  // requests for an integer that is not 77
  Vendor vendor{{.early = [this](const httplib::Request& request, httplib::Response& response) {
    if (request.method != "POST") return false;
    if (request.path == "/api-tokens/77/webhook/rotate-secret") {
      response.set_content(json{{"id", 77}, {"webhook_secret", "whsec_" + std::to_string(++made)}}.dump(),
                           "application/json");
      return true;
    }
    others += request.path.find_first_of("0123456789") != std::string::npos ? 1 : 0;
    return false;
  }}};
};

struct Said {
  Finished run{};
  json report{};
};

Said check(const TemporaryFolder& folder, const std::string& url, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"check", url, "--report", "json", "--report-dir", folder.path()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Said said{.run = run_assay(arguments, 60)};
  said.report = json::parse(read_file(folder.path() + "/report.json"));
  return said;
}

json clause(const Said& said, const std::string& id) {
  for (const auto& each : said.report.at("clauses"))
    if (each.at("id") == id) return each;
  return {};
}

void refuses(const std::vector<std::string>& arguments, const std::string& says) {
  const Finished run = run_assay(arguments, 30);
  INFO(run.out << run.err);
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains(says));
}

}  // namespace

TEST_CASE("a vendor that makes a token for an id that is nobody's fails by --unknown-id, without other consent") {
  Making making;
  const TemporaryFolder folder;
  const Said said = check(folder, making.vendor.url(), {"--unknown-id", "77"});
  INFO(said.run.out << said.run.err);
  CHECK(said.run.code == 1);
  CHECK(clause(said, "id/unknown-refused").at("verdict") == "FAIL");
  CHECK(making.made == 2);
  CHECK(making.others == 0);
  CHECK(making.vendor.rotations() == 0);
  CHECK(said.report.at("side_effects").at("resources").at(0).at("id") == "77");
  CHECK(said.report.at("side_effects").at("at_most") == 2);
  CHECK_THAT(said.run.out, Contains("id/unknown-refused --unknown-id 77"));
}

TEST_CASE("what was found by --unknown-id is sent again only by who names the id again") {
  Making making;
  const TemporaryFolder folder;
  check(folder, making.vendor.url(), {"--unknown-id", "77"});
  const std::string report = folder.path() + "/report.json";
  CHECK(run_assay({"replay", report, "id/unknown-refused", "--unknown-id", "77"}).code == 1);
  const int made = making.made;
  for (const std::vector<std::string>& consent : {std::vector<std::string>{}, {"--rotate", "--id", "1"}}) {
    std::vector<std::string> arguments = {"replay", report, "id/unknown-refused"};
    arguments.insert(arguments.end(), consent.begin(), consent.end());
    refuses(arguments, "allow it with --unknown-id 77");
  }
  CHECK(making.made == made);
}

TEST_CASE("without --unknown-id a vendor that makes tokens goes unseen, and the clause says what would show it") {
  const std::string hint = "give an id that is nobody's with --unknown-id N";
  Making making;
  const TemporaryFolder folder;
  const Said harmless = check(folder, making.vendor.url(), {});
  CHECK(clause(harmless, "id/unknown-refused").at("verdict") == "UNTESTED");
  CHECK_THAT(clause(harmless, "id/unknown-refused").at("reason").get<std::string>(), Contains("or " + hint));
  const Said consented = check(folder, making.vendor.url(), {"--rotate", "--id", "1"});
  CHECK(clause(consented, "id/unknown-refused").at("verdict") == "PASS");
  CHECK_THAT(clause(consented, "id/unknown-refused").at("note").get<std::string>(), Contains(hint));
  CHECK(making.made == 0);
}

TEST_CASE("a vendor that refuses the id that is nobody's passes, and so does the mock") {
  const Vendor vendor;
  const TemporaryFolder folder;
  const Said live = check(folder, vendor.url(), {"--unknown-id", "77", "--unknown-id", "78"});
  INFO(live.run.out << live.run.err);
  CHECK(clause(live, "id/unknown-refused").at("verdict") == "PASS");
  CHECK(clause(live, "id/unknown-refused").at("note") == "");
  CHECK(live.report.at("side_effects").at("at_most") == 4);
  const Finished mock = run_assay({"check", "--unknown-id", "77", "--report-dir", folder.path()});
  CHECK(mock.code == 0);
}

TEST_CASE("requests for an id that is nobody's are counted before they are sent") {
  Making making;
  const TemporaryFolder folder;
  check(folder, making.vendor.url(), {"--unknown-id", "77", "--max-rotations", "1"});
  CHECK(making.made == 1);
  const Finished dry = run_assay({"check", making.vendor.url(), "--unknown-id", "77", "--dry-run"});
  CHECK_THAT(dry.out, Contains("up to 2 of them could rotate a token") &&
                          Contains("2 ask for 77, which is nobody's by --unknown-id"));
  CHECK(making.made == 1);
}

TEST_CASE("an id that is no integer, given twice or a token's is refused, and nothing is sent") {
  refuses({"check", "--unknown-id", "abc"}, "--unknown-id abc is no integer");
  refuses({"check", "--unknown-id", "7", "--unknown-id", "7"}, "--unknown-id 7 was given already");
  refuses({"check", "http://127.0.0.1:1", "--id", "17", "--unknown-id", "17"},
          "--unknown-id 17 is one that may be rotated");
  refuses({"check", "--unknown-id", "1"}, "--unknown-id 1 is one that may be rotated");
  refuses({"check", "--targets", "vendors.yaml", "--unknown-id", "7"}, "--unknown-id is for one target");
}

TEST_CASE("a target of a file has unknown_ids of its own, which are no token's") {
  Making making;
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/vendors.yaml";
  const auto write = [&](const std::string& more) {
    write_file(file, "targets:\n  - name: a\n    url: " + making.vendor.url() + "\n" + more);
  };
  write("    unknown_ids: [77]\n    ids: [77]\n");
  refuses({"check", "--targets", file}, "'unknown_ids' and 'ids' both hold 77");
  write("    unknown_ids: [77]\n");
  CHECK(run_assay({"check", "--targets", file, "--report-dir", folder.path()}).code == 1);
  CHECK(making.made == 2);
}

}  // namespace assay::test
