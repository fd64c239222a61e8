// Headers that a user gave and that would make a correct server look wrong, or that cannot be sent.
#include <map>
#include <mutex>
#include <set>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using Catch::Contains;

// A vendor that keeps the answer to each Idempotency-Key, and repeats it to the next request with this key; a key is a
// must.
struct Remembering {
  std::string name = "Idempotency-Key";
  std::mutex mutex{};
  std::map<std::string, std::pair<int, std::string>> answers{};
  std::size_t repeated = 0;
  std::size_t without = 0;

  bool repeat(const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard guard(mutex);
    if (!request.has_header(name)) ++without;
    const auto known = answers.find(request.get_header_value(name));
    if (known == answers.end()) return false;
    ++repeated;
    say(response, known->second.first, known->second.second);
    return true;
  }

  void remember(const httplib::Request& request, const httplib::Response& response) {
    const std::lock_guard guard(mutex);
    answers[request.get_header_value(name)] = {response.status, response.body};
  }

  Habits habits() {
    return {
        .answer = [this](const httplib::Request& request, httplib::Response& response) { remember(request, response); },
        .early = [this](const httplib::Request& request,
                        httplib::Response& response) { return repeat(request, response); }};
  }
};

Finished ask_with(const std::vector<std::string>& headers, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"check", "http://127.0.0.1:1", "--dry-run"};
  for (const std::string& header : headers) arguments.insert(arguments.end(), {"-H", header});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_assay(arguments);
}

bool is_uuid(const std::string& text) {
  return text.size() == 36 && text.find_first_not_of("0123456789abcdef-") == std::string::npos && text[14] == '4';
}

}  // namespace

TEST_CASE("with ${UNIQUE} a vendor that honours an Idempotency-Key conforms, twice with one seed") {
  for (const char* name : {"Idempotency-Key", "X-Idempotency-Key"}) {
    Remembering memory{.name = name};
    const Vendor vendor(memory.habits());
    for (int run = 0; run < 2; ++run)
      check_conforms(vendor, {"-H", std::string(name) + ": ${UNIQUE}", "--explore", "2"});
    CHECK(memory.repeated == 0);
    CHECK(memory.without == 0);
    for (const auto& [key, answer] : memory.answers) CHECK(is_uuid(key));
  }
}

TEST_CASE("a key that is the same in each request is refused with the reason and the remedy") {
  setenv("ASSAY_TEST_KEY", "canary-key-5a", 1);
  for (const std::string header : {"Idempotency-Key: x", "idempotency-key: 1", "X-IDEMPOTENCY-KEY: x",
                                   "Idempotency-Token: x", "X_Idempotency_Key: x", "Repeatability-Request-ID: x",
                                   "PayPal-Request-Id: x", "Idempotency-Key:", "Idempotency-Key: ${ASSAY_TEST_KEY}",
                                   "Idempotency-Key: $UNIQUE", "Idempotency-Key: {UNIQUE}"}) {
    const Finished run = ask_with({header});
    INFO(header << '\n' << run.out << run.err);
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Contains("same value in each request") && Contains(": ${UNIQUE}") && !Contains("canary"));
  }
  CHECK(ask_with({"X-Request-Id: x", "X-Correlation-Id: y", "Traceparent: z"}).code == 0);
}

TEST_CASE("a header that changes what is asked is refused") {
  for (const std::string header : {"Range: bytes=0-0", "content-length: 5", "Transfer-Encoding: chunked",
                                   "X-HTTP-Method-Override: GET", "If-Range: x"}) {
    const Finished run = ask_with({header});
    INFO(header << '\n' << run.out << run.err);
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Contains("changes what is asked") && Contains("leave it out"));
  }
}

TEST_CASE("a new value in each request is taken from header files and targets too, and shown as it was sent") {
  Remembering memory;
  const Vendor vendor(memory.habits());
  const TemporaryFolder folder;
  write_file(folder.path() + "/headers", "# once each\nIdempotency-Key: run-${UNIQUE}\n");
  const Finished filed = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--header-file",
                                    folder.path() + "/headers", "--report", "json", "--report-dir", folder.path()});
  INFO(filed.out << filed.err);
  CHECK(filed.code == 0);
  std::set<std::string> shown;
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& exchange : report.at("exchanges"))
    for (const auto& header : exchange.at("request").at("headers"))
      if (header.at("name") == "Idempotency-Key") CHECK(shown.insert(header.at("value").get<std::string>()).second);
  std::size_t met = 0;  // all but the few that cpp-httplib refuses before the vendor sees them
  for (const std::string& value : shown) met += memory.answers.contains(value) ? 1 : 0;
  CHECK(met + 4 >= shown.size());
  CHECK(met > 5);

  write_file(folder.path() + "/targets.yaml",
             "targets:\n  - {name: one, url: " + vendor.url() +
                 ", rotate: true, ids: [1, 2],\n"
                 "     headers: {Idempotency-Key: \"${UNIQUE}\", X-Key: \"${UNIQUE}\"}}\n");
  const Finished run =
      run_assay({"check", "--targets", folder.path() + "/targets.yaml", "--report-dir", folder.path() + "/out"});
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK(memory.repeated == 0);
}

TEST_CASE("a credential beside ${UNIQUE} would be shown, so it is refused") {
  const Finished run = ask_with({"X-Key: canary-77${UNIQUE}"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("header X-Key: ${UNIQUE} stands alone") && !Contains("canary"));
}

TEST_CASE("a header that cannot be sent, and a file with a byte order mark, are bad input and quoted nowhere") {
  for (const std::string header :
       {"Authorization Bearer canary:x", "X Key: canary", "X-Key : canary", " X-Key: canary", "X\xC3\xA9: canary",
        "(x): canary", "X-Key: canary\nX-Other: y", "canary", ": canary"}) {
    const Finished run = ask_with({header});
    INFO(header << '\n' << run.out << run.err);
    CHECK(run.code == 2);
    CHECK_THAT(run.err, !Contains("canary") && !Contains("proxy"));
  }
  const TemporaryFolder folder;
  for (const std::string mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    write_file(folder.path() + "/headers", mark + "X-Key: canary\n");
    const Finished run = ask_with({}, {"--header-file", folder.path() + "/headers"});
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Contains("headers:1: begins with a byte order mark") && !Contains("canary"));
  }
}

}  // namespace assay::test
