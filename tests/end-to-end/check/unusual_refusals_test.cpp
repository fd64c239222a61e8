// Vendors that refuse in unusual ways, all lawful: none may be blamed.
#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

using nlohmann::ordered_json;

// Changes the one error of a 422.
Habits refusing(const std::function<void(ordered_json& error)>& change) {
  return {.answer = [change](const httplib::Request&, httplib::Response& response) {
    if (response.status != 422) return;
    auto body = ordered_json::parse(response.body);
    change(body["detail"][0]);
    response.set_content(body.dump(), "application/json");
  }};
}

bool is_canonical(const std::string& text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
  return digits && !text.empty() && text.size() < 10 && (text == "0" || text.front() != '0');
}

// As pydantic 2 reads it.
std::optional<int> read_leniently(const std::string& segment) {
  std::string text = segment;
  std::erase(text, ' ');
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  if (text.starts_with('+')) text.erase(0, 1);
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  return is_canonical(text) ? std::optional(std::stoi(text)) : std::nullopt;
}

}  // namespace

TEST_CASE("the messages of pydantic 1, without an input, conform") {
  check_conforms(refusing([](ordered_json& error) {
    error = {{"loc", {"path", "token_id"}}, {"msg", "value is not a valid integer"}, {"type", "type_error.integer"}};
  }));
}

TEST_CASE("an error with an empty ctx, a url and a null input conforms") {
  check_conforms(refusing([](ordered_json& error) {
    error["ctx"] = ordered_json::object();
    error["url"] = "https://errors.pydantic.dev/2.8/v/int_parsing";
    error["input"] = nullptr;
  }));
}

TEST_CASE("an error in another language conforms") {
  check_conforms(refusing([](ordered_json& error) { error["msg"] = "整数ではありません"; }));
}

TEST_CASE("a server that takes only the plain writing of an integer conforms") {
  check_conforms({.read = [](const std::string& segment) {
    return is_canonical(segment) ? std::optional(std::stoi(segment)) : std::nullopt;
  }});
}

TEST_CASE("a server that takes what pydantic 2 takes conforms") { check_conforms({.read = read_leniently}); }

TEST_CASE("403 for an unknown id conforms") {
  check_conforms(not_found(403, R"({"detail":"Forbidden"})", "application/json"));
}

TEST_CASE("a 404 as problem+json, as text, as HTML or without a body conforms") {
  check_conforms(not_found(404, R"({"type":"about:blank","title":"Not Found"})", "application/problem+json"));
  check_conforms(not_found(404, "no such token", "text/plain"));
  check_conforms(not_found(404, "<h1>404</h1>", "text/html; charset=utf-8"));
  check_conforms(not_found(404, "", "application/octet-stream"));
}

TEST_CASE("a request that is too long for the server's taste may be refused with 414 or 400") {
  for (const int status : {414, 400})
    check_conforms({.early = [status](const httplib::Request& request, httplib::Response& response) {
      if (request.path.size() < 200) return false;
      say(response, status, "too long", "text/plain");
      return true;
    }});
}

TEST_CASE("a server that refuses what it did not ask for conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    const bool json = request.get_header_value("Content-Type").starts_with("application/json");
    if (request.body.empty()) return false;
    if (!json)
      say(response, 415, R"({"detail":"Unsupported Media Type"})");
    else
      say(response, 400, R"({"detail":"There was an error parsing the body"})");
    return true;
  }});
}

TEST_CASE("a server that answers other methods 405 with a long Allow conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "POST") return false;
    say(response, 405, R"({"detail":"Method Not Allowed"})");
    response.set_header("Allow", "OPTIONS,  POST");
    return true;
  }});
}

TEST_CASE("a server that answers OPTIONS, and HEAD and GET with a page, conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "OPTIONS") {
      response.status = 204;
      response.set_header("Access-Control-Allow-Methods", "POST");
    } else if (request.method == "GET" || request.method == "HEAD") {
      say(response, 200, "<p>Use POST to rotate the secret.</p>", "text/html");
    } else if (request.method != "POST") {
      say(response, 501, "");
    }
    return request.method != "POST";
  }});
}

TEST_CASE("a GET that shows the token without its secret conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.method != "GET") return false;
    say(response, 200, R"({"id":1,"name":"Vendor token 1","webhook_secret":null})");
    return true;
  }});
}

TEST_CASE("bearer credentials conform: asked for before anything else, or before the token") {
  setenv("ASSAY_TEST_VENDOR_TOKEN", "vendor-credential-91c7", 1);
  const std::vector<std::string> credentials = {"-H", "Authorization: Bearer ${ASSAY_TEST_VENDOR_TOKEN}"};
  const auto asks = [](const httplib::Request& request, httplib::Response& response) {
    if (request.get_header_value("Authorization") == "Bearer vendor-credential-91c7") return false;
    say(response, 401, R"({"detail":"Not authenticated"})");
    response.set_header("WWW-Authenticate", "Bearer realm=\"slate\", error=\"invalid_token\"");
    return true;
  };
  check_conforms({.early = asks}, credentials);
  check_conforms(
      {.answer = [asks](const httplib::Request& request, httplib::Response& response) { asks(request, response); }},
      credentials);
}

TEST_CASE("429 now and then, with Retry-After in seconds, conforms") {
  std::atomic<int> asked{0};
  check_conforms({.early = [&](const httplib::Request&, httplib::Response& response) {
    if (++asked % 40) return false;
    say(response, 429, R"({"detail":"Too many requests","error":"rate_limited"})");
    response.set_header("Retry-After", asked % 80 ? "0" : "1");
    return true;
  }});
}

TEST_CASE("429 with Retry-After as a date conforms") {
  std::atomic<int> asked{0};
  check_conforms({.early = [&](const httplib::Request&, httplib::Response& response) {
    if (++asked != 30) return false;
    const std::time_t soon = std::time(nullptr) + 1;
    std::array<char, 40> date{};
    std::tm utc{};
    std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&soon, &utc));
    say(response, 429, "", "text/plain");
    response.set_header("Retry-After", date.data());
    return true;
  }});
}

}  // namespace assay::test
