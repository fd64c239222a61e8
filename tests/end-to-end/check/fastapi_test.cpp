// A vendor on the real FastAPI (fixtures/vendors/fastapi_vendor.py): what assay says of a correct one, and of wrong
// ones.
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/server_process.h"

namespace assay::test {
namespace {

struct Said {
  int code = -1;
  std::map<std::string, std::string> verdicts{};  // clause -> verdict
  std::string text{};
};

// What assay says of the vendor that lies in this way; "": not at all.
Said ask_about(const std::string& lie) {
  const ServerProcess vendor({"env", "VENDOR_LIE=" + lie, "/usr/bin/python3", "fixtures/vendors/fastapi_vendor.py"});
  const TemporaryFolder folder;
  const Finished run = run_assay(
      {"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--report", "json", "--report-dir", folder.path()},
      120);
  Said said{.code = run.code, .text = run.out + run.err};
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses")) said.verdicts[clause.at("id")] = clause.at("verdict");
  return said;
}

}  // namespace

TEST_CASE("a correct vendor on FastAPI conforms") {
  if (!has_fastapi()) return;
  const Said said = ask_about("");
  INFO(said.text);
  CHECK(said.code == 0);
  CHECK(said.verdicts.size() > 50);
  for (const auto& [clause, verdict] : said.verdicts) {
    INFO(clause << " " << verdict);
    CHECK((verdict != "FAIL" && verdict != "WARN" && verdict != "ERROR"));
  }
}

TEST_CASE("a vendor on FastAPI that breaks a MUST does not conform, by the clause that it breaks") {
  if (!has_fastapi()) return;
  const std::map<std::string, std::string> lies = {{"stock", "secret/fresh"},      {"race", "race/distinct"},
                                                   {"null", "secret/present"},     {"overflow", "server/no-5xx"},
                                                   {"wraps", "id/no-other-token"}, {"header", "secrecy/not-in-headers"},
                                                   {"get", "method/only-post"},    {"own-errors", "invalid-id/422"}};
  for (const auto& [lie, clause] : lies) {
    const Said said = ask_about(lie);
    INFO(lie << "\n" << said.text);
    CHECK(said.code == 1);
    CHECK(said.verdicts.at(clause) == "FAIL");
  }
}

TEST_CASE("a vendor on FastAPI that breaks a SHOULD conforms with a warning") {
  if (!has_fastapi()) return;
  const Said cached = ask_about("cached");
  INFO(cached.text);
  CHECK(cached.code == 0);
  CHECK(cached.verdicts.at("secrecy/no-store") == "WARN");
}

TEST_CASE("a secret made of the time, and a stack trace, are told beside the failures that they cause") {
  if (!has_fastapi()) return;
  const Said clock = ask_about("clock");
  INFO(clock.text);
  CHECK(clock.verdicts.at("secret/not-derived") == "WARN");
  CHECK(clock.verdicts.at("secret/fresh") == "FAIL");
  CHECK(ask_about("overflow").verdicts.at("secrecy/errors-clean") == "WARN");
}

}  // namespace assay::test
