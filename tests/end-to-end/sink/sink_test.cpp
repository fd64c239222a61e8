// assay mock delivers, assay sink receives: two programs over real sockets.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/server_process.h"

namespace assay::test {
namespace {

using nlohmann::json;

// A sink that ends behind `count` deliveries, and a mock that delivers to it: rotates and shows what the sink said.
// FIRST and SECOND are the secrets of the mock's first two rotations, since its seed makes them known.
std::string story(const std::string& sink_flags, const std::string& mock_flags, const std::string& requests) {
  return R"sh(set -eu
assay=)sh" ASSAY_BINARY R"sh(
folder=$(mktemp -d)
trap 'kill $mock 2>/dev/null || true; rm -rf "$folder"' EXIT
mkfifo "$folder/sink" "$folder/mock"
first_line() { exec 3<"$folder/$1"; read -r line <&3; echo "${line##* }"; }
$assay mock --port 0 --seed 5 --no-admin --log off >"$folder/mock" &
mock=$!
url=$(first_line mock)
secret() { curl -s -X POST $url/api-tokens/1/webhook/rotate-secret | sed 's/.*"webhook_secret":"\([^"]*\)".*/\1/'; }
FIRST=$(secret) SECOND=$(secret)
export FIRST SECOND
kill $mock
wait $mock
$assay sink --port 0 --report-file report.json )sh" +
         sink_flags + R"sh( >"$folder/sink" &
sink=$!
exec 4<"$folder/sink"
read -r line <&4
to=${line##* }
$assay mock --port 0 --seed 5 --clock +0s --no-admin --log off --deliver-to $to/hook )sh" +
         mock_flags + R"sh( >"$folder/mock" &
mock=$!
url=$(first_line mock)
rotate() { curl -s -o /dev/null -X POST $url/api-tokens/1/webhook/rotate-secret; }
)sh" + requests +
         R"sh(
cat <&4
wait $sink
)sh";
}

struct Told {
  Finished run{};
  json report{};
};

Told tell(const std::string& script) {
  const TemporaryFolder folder;
  const Finished run = run_program({"sh", "-c", "cd " + folder.path() + "\n" + script});
  INFO(run.out << run.err);
  const std::string text = read_file(folder.path() + "/report.json");
  REQUIRE(json::accept(text));
  return {run, json::parse(text)};
}

}  // namespace

TEST_CASE("a sink says which of its secrets signed each delivery of the mock, and neither log nor report holds one") {
  const Told told = tell(story("--secret '${SECOND}' --secret '${FIRST}' --count 2", "", "rotate\nrotate"));
  INFO(told.run.out << told.run.err);
  CHECK(told.run.code == 0);
  CHECK_THAT(told.run.out, Catch::Contains("FITS secret 2 of 2") && Catch::Contains("FITS secret 1 of 2") &&
                               Catch::Contains("2 deliveries came, all fit"));
  const json& arrivals = told.report.at("arrivals");
  REQUIRE(arrivals.size() == 2);
  CHECK(arrivals[0].at("secret") == 2);
  CHECK(arrivals[1].at("secret") == 1);
  CHECK(told.run.out.find("whsec_") == std::string::npos);
  CHECK(told.report.dump().find("whsec_") == std::string::npos);
  CHECK(told.report.dump().find("v1,") == std::string::npos);
}

TEST_CASE("a delivery that is refused comes again with its id, and the sink says that it was there before") {
  const Told told =
      tell(story("--secret '${FIRST}' --answer 503,200 --count 2", "--set 'webhook_retries=[10ms]'", "rotate"));
  CHECK(told.run.code == 0);
  CHECK(told.report.at("arrivals")[1].at("seen_before") == 1);
  CHECK(told.report.at("arrivals")[0].at("status") == 503);
}

TEST_CASE("a sink names what is wrong with a spoiled delivery, and ends with exit code 1") {
  const Told bad = tell(story("--secret '${FIRST}' --count 1", "--deliver-fault bad-signature", "rotate"));
  CHECK(bad.run.code == 1);
  CHECK_THAT(bad.run.out, Catch::Contains("DOES_NOT_FIT the secret made none of the signatures"));
  const Told stale = tell(story("--secret '${FIRST}' --count 1", "--deliver-fault stale=10m", "rotate"));
  CHECK(stale.report.at("arrivals")[0].at("mistake").at("id") == "clock");
  const Told old = tell(
      story("--secret '${SECOND}' --old-secret '${FIRST}' --count 2", "--deliver-fault old-secret", "rotate\nrotate"));
  CHECK(old.report.at("arrivals")[1].at("mistake").at("id") == "old-secret");
}

TEST_CASE("a check with a sink judges which secret signed the deliveries of its own mock, in each scheme") {
  for (const std::string scheme : {"standard-webhooks", "svix", "stripe", "github", "slack", "shopify"}) {
    const TemporaryFolder folder;
    const Finished run = run_assay(
        {"check", "--sink", "--set", "webhook_scheme=" + scheme, "--report", "json", "--report-dir", folder.path()});
    INFO(scheme << run.out << run.err);
    CHECK(run.code == 0);
    const json report = json::parse(read_file(folder.path() + "/report.json"));
    for (const json& clause : report.at("clauses")) {
      const std::string id = clause.at("id");
      const bool has_none = (id == "webhook/id" && scheme != "standard-webhooks" && scheme != "svix") ||
                            (id == "webhook/fresh-timestamp" && (scheme == "github" || scheme == "shopify")) ||
                            (id == "webhook/one-register" && scheme == "shopify");  // it signs with the oldest
      if (id.starts_with("webhook/")) CHECK(clause.at("verdict") == (has_none ? "NA" : "PASS"));
    }
    CHECK(run.out.find("whsec_") == std::string::npos);
  }
}

TEST_CASE("a live vendor that signs with the secret before is told by the clause, and one that does not conforms") {
  const int port = free_port();
  const std::string trigger = "webhook_trigger=POST /api-tokens/{token_id}/webhook/test";
  const auto judged = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> mock_flags = {"--set", trigger, "--deliver-to",
                                           "http://127.0.0.1:" + std::to_string(port)};
    mock_flags.insert(mock_flags.end(), flags.begin(), flags.end());
    const MockProcess mock(mock_flags);
    return run_assay({"check", mock.url(), "--rotate", "--id", "1", "--only", "webhook", "--set", trigger, "--sink",
                      "--sink-port", std::to_string(port)});
  };
  const Finished honest = judged({});
  INFO(honest.out << honest.err);
  CHECK(honest.code == 0);
  CHECK_THAT(honest.out, Catch::Contains("9 PASS"));
  const Finished old = judged({"--deliver-fault", "old-secret", "--deliver-on", "demand"});
  INFO(old.out << old.err);
  CHECK(old.code == 1);
  CHECK_THAT(old.out,
             Catch::Contains("FAIL  webhook/new-secret-signs") &&
                 Catch::Contains("A delivery that was asked for after a rotation is not signed with the new secret"));
  const Finished bad = judged({"--deliver-fault", "bad-signature", "--deliver-on", "demand"});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.out, Catch::Contains("FAIL  webhook/known-secret"));
}

TEST_CASE("a sink to which nothing came says so with exit code 4, and bad flags with 2") {
  const Finished none = run_program(
      {"sh", "-c",
       std::string("S=x; export S; timeout -s TERM 1 ") + ASSAY_BINARY + " sink --port 0 --secret '${S}'; echo $?"});
  CHECK_THAT(none.out, Catch::Contains("no delivery came"));
  CHECK(run_assay({"sink", "--port", "0"}).code == 2);
  CHECK(run_assay({"sink", "--port", "0", "--secret", "visible"}).code == 2);
  CHECK_THAT(run_assay({"mock", "--port", "0", "--deliver-to", "http://10.0.0.1/"}).err,
             Catch::Contains("is not this machine"));
  CHECK_THAT(
      run_assay({"mock", "--port", "0", "--deliver-to", "http://10.0.0.1/", "--deliver-allow", "10.0.0.0/99"}).err,
      Catch::Contains("is no block of addresses"));
}

}  // namespace assay::test
