// Vendors that break one promise in a way that hides it: each is caught by its clause.
#include <atomic>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

struct Said {
  int code = -1;
  std::map<std::string, std::string> verdicts{};
  std::string text{};
};

Said ask(const Vendor& vendor) {
  const TemporaryFolder folder;
  const Finished run = run_assay(
      {"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--report", "json", "--report-dir", folder.path()});
  Said said{.code = run.code, .text = run.out + run.err};
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses")) said.verdicts[clause.at("id")] = clause.at("verdict");
  return said;
}

Habits answering(const std::string& method, int status, const std::string& body, const char* type) {
  return {.early = [=](const httplib::Request& request, httplib::Response& response) {
    if (request.method != method) return false;
    response.status = status;
    if (*type != '\0')
      response.set_content(body, type);
    else
      response.body = body;
    return true;
  }};
}

Habits with_header(const std::string& name, const std::string& value) {
  return {.answer = [=](const httplib::Request&, httplib::Response& response) {
    if (response.body.find("webhook_secret") == std::string::npos) return;
    if (name == "Expires") response.headers.erase("Cache-Control");
    response.set_header(name, value);
  }};
}

}  // namespace

TEST_CASE("another method that shows a secret is caught whatever its status, its type and its depth") {
  const std::string flat = R"({"id":1,"webhook_secret":"whsec_0123456789abcdef0123"})";
  const std::string deep = R"({"data":[{"webhook_secret":"whsec_0123456789abcdef0123"}]})";
  const Habits habits[] = {answering("GET", 200, flat, "text/plain"), answering("GET", 200, flat, ""),
                           answering("PUT", 201, flat, "application/json"),
                           answering("DELETE", 202, flat, "application/json"),
                           answering("GET", 203, deep, "application/json")};
  for (const Habits& each : habits) {
    const Vendor vendor(each);
    const Said said = ask(vendor);
    INFO(said.text);
    CHECK(said.code == 1);
    CHECK(said.verdicts.at("method/only-post") == "FAIL");
  }
}

TEST_CASE(
    "a refusal that changes the record is caught by the rotations behind it, and so is one that shows the last "
    "secret") {
  std::atomic<bool> renamed{false};
  const Vendor renames({.record =
                            [&](nlohmann::ordered_json& record, int, int) {
                              if (renamed) record["name"] = "as a refused DELETE left it";
                            },
                        .early =
                            [&](const httplib::Request& request, httplib::Response& response) {
                              if (request.method != "DELETE") return false;
                              renamed = true;
                              response.status = 405;
                              response.set_header("Allow", "POST");
                              return true;
                            }});
  const Said changed = ask(renames);
  INFO(changed.text);
  CHECK(changed.verdicts.at("state/unchanged") == "FAIL");

  std::mutex guard;
  std::string last;
  const Vendor shows({.answer =
                          [&](const httplib::Request&, httplib::Response& response) {
                            const std::lock_guard lock(guard);
                            const json body = json::parse(response.body, nullptr, false);
                            if (body.is_object() && body.contains("webhook_secret")) last = body["webhook_secret"];
                          },
                      .early =
                          [&](const httplib::Request& request, httplib::Response& response) {
                            if (request.method != "GET") return false;
                            const std::lock_guard lock(guard);
                            response.status = 404;
                            response.set_content(json{{"detail", "no page, but " + last}}.dump(), "application/json");
                            return true;
                          }});
  const Said shown = ask(shows);
  INFO(shown.text);
  CHECK(shown.verdicts.at("secrecy/not-again") == "FAIL");
}

TEST_CASE("a body that chooses the secret is warned of") {
  const Vendor vendor({.answer = [](const httplib::Request& request, httplib::Response& response) {
    json body = json::parse(response.body, nullptr, false);
    const json asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object() || !asked.contains("webhook_secret") || !body.is_object()) return;
    body["webhook_secret"] = asked["webhook_secret"];
    response.set_content(body.dump(), "application/json");
  }});
  const Said said = ask(vendor);
  INFO(said.text);
  CHECK(said.verdicts.at("server/body-ignored") == "WARN");
}

TEST_CASE("a lifetime that stands in another header than Cache-Control is caught") {
  for (const auto& [name, value] : std::map<std::string, std::string>{{"Expires", "Thu, 01 Jan 2099 00:00:00 GMT"},
                                                                      {"CDN-Cache-Control", "max-age=60"},
                                                                      {"Surrogate-Control", "public"}}) {
    const Vendor vendor(with_header(name, value));
    const Said said = ask(vendor);
    INFO(said.text);
    CHECK(said.verdicts.at("secrecy/not-cacheable") == "FAIL");
  }
  for (const auto& [name, value] : std::multimap<std::string, std::string>{
           {"Expires", "0"}, {"CDN-Cache-Control", "no-store"}, {"Expires", "Thu, 01 Jan 1970 00:00:00 GMT"}}) {
    const Vendor vendor(with_header(name, value));
    CHECK(ask(vendor).verdicts.at("secrecy/not-cacheable") == "PASS");
  }
}

TEST_CASE("a Retry-After that no client can read is a warning") {
  std::atomic<int> asked{0};
  const Vendor vendor({.early = [&](const httplib::Request&, httplib::Response& response) {
    if (++asked % 40 != 0) return false;
    response.status = 429;
    response.set_header("Retry-After", "whenever you like, around 12:00");
    return true;
  }});
  CHECK(ask(vendor).verdicts.at("limit/retry-after") == "WARN");
}

TEST_CASE("a negative id that is answered 201 with another token's record is caught") {
  const Vendor vendor({.answer = [](const httplib::Request& request, httplib::Response& response) {
    if (request.path.find("/-") == std::string::npos) return;
    response.status = 201;
    response.set_content(R"({"id":1,"webhook_secret":"whsec_0123456789abcdef0123"})", "application/json");
  }});
  const Said said = ask(vendor);
  INFO(said.text);
  CHECK(said.verdicts.at("id/no-other-token") == "FAIL");
  CHECK(said.verdicts.at("id/unknown-refused") == "FAIL");
}

}  // namespace assay::test
