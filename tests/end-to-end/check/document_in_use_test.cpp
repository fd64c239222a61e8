// A run reads its document once: what becomes of the file while it goes on changes nothing.
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using nlohmann::json;

// The report of a run with a copy of the built-in document, to which `happens` happens when the first request is there.
json report_while(const std::function<void(const std::string& file)>& happens) {
  const TemporaryFolder folder;
  const std::string document = folder.path() + "/slate.openapi.yaml", policy = folder.path() + "/slate.policy.yaml";
  write_file(document, read_file("contracts/slate.openapi.yaml"));
  write_file(policy, read_file("contracts/slate.policy.yaml"));
  std::once_flag once;
  const Vendor vendor({.wait = [&] { std::call_once(once, [&] { happens(document); }); }});
  const Finished run = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--document", document,
                                  "--policy", policy, "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  return json::parse(read_file(folder.path() + "/report.json"));
}

}  // namespace

TEST_CASE("a document that is replaced or deleted during a run is reported as it was read") {
  const json usual = report_while([](const std::string&) {});
  REQUIRE(usual.at("document_defects").size() > 1);
  const auto check_same = [&](const json& report) {
    CHECK(report.at("document").at("sha256") == usual.at("document").at("sha256"));
    CHECK(report.at("document_defects").size() == usual.at("document_defects").size());
  };
  check_same(report_while([](const std::string& file) { std::remove(file.c_str()); }));
  check_same(report_while([](const std::string& file) { write_file(file, "openapi: 3.1.0"); }));
}

}  // namespace assay::test
