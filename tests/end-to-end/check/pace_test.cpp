// A server that says "too many requests" and not for how long.
#include <algorithm>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using std::chrono::milliseconds;

// A vendor that answers 429 without Retry-After to the fifth to seventh request, and notes how long it was left alone
// then.
struct Hurried {
  std::mutex mutex{};
  int asked = 0;
  std::chrono::steady_clock::time_point refused_at{};
  bool refused = false;
  std::vector<milliseconds> pauses{};
  Vendor vendor{{.early = [this](const httplib::Request&, httplib::Response& response) {
    const std::lock_guard guard(mutex);
    const auto now = std::chrono::steady_clock::now();
    if (refused) pauses.push_back(std::chrono::duration_cast<milliseconds>(now - refused_at));
    ++asked;
    refused = asked >= 5 && asked <= 7;
    if (!refused) return false;
    refused_at = now;
    response.status = 429;
    response.set_content(R"({"detail":"Too many requests"})", "application/json");
    return true;
  }}};
};

}  // namespace

TEST_CASE(
    "after a 429 that does not say when to come back the run waits, longer each time, and the note names --rate") {
  Hurried hurried;
  const TemporaryFolder folder;
  const Finished run = run_assay(
      {"check", hurried.vendor.url(), "--only", "invalid-id,limit", "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  REQUIRE(hurried.pauses.size() == 3);
  CHECK(hurried.pauses[0] >= milliseconds(100));
  CHECK(hurried.pauses[1] >= milliseconds(200));
  CHECK(hurried.pauses[2] >= milliseconds(400));
  CHECK_THAT(run.err, Contains("note: the server refused 3 requests as too many (429)") && Contains("--rate N"));
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  CHECK(report.at("run").at("too_many_requests") == 3);
  CHECK(report.at("run").at("retries") == 0);  // each request that was refused is left at that
  const Vendor patient;
  CHECK_THAT(run_assay({"check", patient.url(), "--only", "invalid-id"}).err, !Contains("--rate"));
}

}  // namespace assay::test
