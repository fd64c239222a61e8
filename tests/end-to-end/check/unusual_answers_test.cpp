// Vendors that answer some requests in ways of their own, all lawful: none may be blamed.
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

using nlohmann::ordered_json;

bool asks_rotation(const httplib::Request& request) {
  return request.method == "POST" && (request.path == "/api-tokens/1/webhook/rotate-secret" ||
                                      request.path == "/api-tokens/2/webhook/rotate-secret");
}

}  // namespace

TEST_CASE("410 for an unknown id, and a 404 page that links to files of its own, conform") {
  check_conforms(not_found(410, R"({"detail":"Gone"})", "application/json"));
  check_conforms(not_found(404,
                           R"(<p>Not here. Look at com.example or at <a href="/home/">home</a>.)"
                           R"(<script src="/app/main.js"></script><link href="/var/www/style.css">)",
                           "text/html"));
}

TEST_CASE("a server that takes one rotation of a token at a time and refuses the others with 409 conforms") {
  std::atomic<bool> busy{false};
  check_conforms({.answer =
                      [&](const httplib::Request& request, httplib::Response&) {
                        if (asks_rotation(request)) busy = false;
                      },
                  .early =
                      [&](const httplib::Request& request, httplib::Response& response) {
                        if (!asks_rotation(request)) return false;
                        if (!busy.exchange(true)) {
                          std::this_thread::sleep_for(std::chrono::milliseconds(5));
                          return false;
                        }
                        say(response, 409, R"({"detail":"A rotation is under way"})");
                        return true;
                      }});
}

TEST_CASE("412 to a precondition that does not hold, and a 422 about a body, conform") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (!request.has_header("If-None-Match")) return false;
    say(response, 412, R"({"detail":"Precondition Failed"})");
    return true;
  }});
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.body.empty() || !asks_rotation(request)) return false;
    const bool json = ordered_json::accept(request.body);
    say(response, 422,
        ordered_json{{"detail",
                      {{{"type", json ? "extra_forbidden" : "json_invalid"},
                        {"loc", {"body", 0}},
                        {"msg", "JSON decode error"}}}}}
            .dump());
    return true;
  }});
}

TEST_CASE("400 with a challenge to credentials that are none, as RFC 6750 has it, conforms") {
  setenv("ASSAY_TEST_VENDOR_TOKEN", "vendor-credential-91c7", 1);
  check_conforms({.early =
                      [](const httplib::Request& request, httplib::Response& response) {
                        const std::string given = request.get_header_value("Authorization");
                        if (given == "Bearer vendor-credential-91c7") return false;
                        const bool malformed = given == "Bearer";
                        say(response, malformed ? 400 : 401, R"({"detail":"Not authenticated"})");
                        response.set_header("WWW-Authenticate",
                                            malformed ? "Bearer error=\"invalid_request\"" : "Bearer");
                        return true;
                      }},
                 {"-H", "Authorization: Bearer ${ASSAY_TEST_VENDOR_TOKEN}"});
}

TEST_CASE("a front that answers what it takes for an odd path with 400 conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.target.find("%20") == std::string::npos) return false;
    say(response, 400, "<h1>400 Bad Request</h1>", "text/html");
    return true;
  }});
}

TEST_CASE("a token that is hidden by a word, by brackets or by crosses conforms") {
  for (const char* hidden : {"[REDACTED]", "(hidden)", "<redacted>", "not shown", "redacted", "XXXXXXXX", "####beef",
                             "-", "sl_live_", "sl_live_xxxxxxxxbeef"})
    check_conforms({.record = [=](ordered_json& record, int, int) { record["token"] = hidden; }});
}

TEST_CASE("optional members that are left out now and then conform") {
  check_conforms({.record = [](ordered_json& record, int, int count) {
    if (count % 3 == 0) record.erase("webhook_url");
    if (count % 2 == 0) record.erase("webhook_enabled");
  }});
}

}  // namespace assay::test
