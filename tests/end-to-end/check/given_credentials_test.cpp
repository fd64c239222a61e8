// Headers that a user gave: what may be a credential is shown nowhere, and what the run itself says stays readable.
#include <cstdlib>

#include "tests/catch.h"
#include "tests/end-to-end/canaries.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;

const std::string all_formats = "json,junit,html,sarif,ctrf,markdown,badge";

}  // namespace

TEST_CASE("a credential in a header of any name is shown nowhere, not even where the server echoes it") {
  setenv("ASSAY_TEST_JWT", "canary-jwt-31c8", 1);
  Canaries canaries;
  for (const char* value : {"canary-access-9f2b", "canary-custom-0a6e", "canary-jwt-31c8", "canary-file-77d1"})
    canaries.add(value);
  const Vendor vendor({.early = [](const httplib::Request& request, httplib::Response& response) {
    response.status = 403;
    std::string echo;
    for (const auto& [name, value] : request.headers) echo += name + ": " + value + "\n";
    response.set_content(echo, "text/plain");
    return true;
  }});
  const TemporaryFolder folder, reports;
  write_file(folder.path() + "/headers", "X-File-Key: key canary-file-77d1\n");
  const Finished run = run_assay({"check",
                                  vendor.url(),
                                  "--rotate",
                                  "--id",
                                  "1",
                                  "-H",
                                  "X-Access-Key: canary-access-9f2b",
                                  "--header=X-Custom-Auth: canary-custom-0a6e",
                                  "-H",
                                  "Private-Jwt: ${ASSAY_TEST_JWT}",
                                  "-H",
                                  "User-Agent: agent with ${ASSAY_TEST_JWT}",
                                  "-H",
                                  "X-Request-Id: request-4711",
                                  "-H",
                                  "X-Short: xyzzy",
                                  "--header-file",
                                  folder.path() + "/headers",
                                  "--report",
                                  all_formats,
                                  "--report-dir",
                                  reports.path()});
  INFO(run.out << run.err);
  CHECK(run.code != 2);
  CHECK(canaries.shown_by(run, reports.path()) == std::vector<std::string>{});
  const std::string report = read_file(reports.path() + "/report.json");
  CHECK_THAT(report, Contains("request-4711"));
  CHECK_THAT(report, Contains("(credential, not shown)"));
}

TEST_CASE("a ${ that is not closed is refused by the header's name, not its value") {
  const TemporaryFolder folder;
  write_file(folder.path() + "/headers", "\nX-Key: canary-value ${ASSAY_TEST_KEY\n");
  const Finished flag = run_assay({"check", "http://127.0.0.1:1", "-H", "Authorization: canary-value ${SVC"});
  CHECK(flag.code == 2);
  CHECK_THAT(flag.err, Contains("header Authorization: a ${ has no } behind it") && !Contains("canary"));
  const Finished file = run_assay({"check", "http://127.0.0.1:1", "--header-file", folder.path() + "/headers"});
  CHECK(file.code == 2);
  CHECK_THAT(file.err, Contains("headers:2") && Contains("header X-Key: a ${ has no }") && !Contains("canary"));
}

TEST_CASE("a secret that is a word of the run garbles no report") {
  std::string address;
  const auto check = [&](const std::function<std::string()>& secret) {
    const Vendor vendor({.secret = [&](int, int) { return secret(); }});
    address = vendor.url().substr(7);
    const TemporaryFolder folder;
    const Finished run = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--seed", "12345678", "--vendor",
                                    "Acme Widgets", "--report", all_formats, "--report-dir", folder.path()});
    INFO(run.out << run.err);
    CHECK(run.code == 1);
    const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
    CHECK(report.at("subject").at("base_url") == vendor.url());
    CHECK(report.at("subject").at("vendor") == "Acme Widgets");
    CHECK(report.at("run").at("seed") == "12345678");
    CHECK_THAT(read_file(folder.path() + "/report.html"), Contains("</html>"));
    CHECK(run_assay({"report", "verify", folder.path() + "/report.json"}).code == 0);
  };
  check([&] { return address; });
  check([] { return "seed 12345678"; });
  check([] { return "12345678"; });
  check([] { return "Acme Widgets"; });
  check([] { return "rotate-sequence"; });
  check([] { return "--rotate"; });
}

}  // namespace assay::test
