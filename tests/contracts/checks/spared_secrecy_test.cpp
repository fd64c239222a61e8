// Answers that no clause of secrecy may hold against a server: each passes only by the words that spare it.
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

using nlohmann::json;

// The 200 of token 1 with a header more, or another.
Exchange rotation_with(const Headers& headers, int number = 1) {
  Response response = rotated("1", number);
  response.headers = {{"Content-Type", json_type}};
  response.headers.insert(response.headers.end(), headers.begin(), headers.end());
  return asked("1", response);
}

VerdictKind kept(const Headers& headers) { return verdict_on("secrecy/not-cacheable", {rotation_with(headers)}).kind; }

const Header date = {"Date", "Wed, 01 Jan 2025 00:00:00 GMT"};
const Header later = {"Expires", "Wed, 01 Jan 2025 01:00:00 GMT"};

VerdictKind error_of(const std::string& body, const std::string& asked_body = "", int status = 404) {
  Exchange exchange = asked("1", answer(status, body));
  exchange.request.body = asked_body;
  return verdict_on("secrecy/errors-clean", {asked("2", answer(404)), exchange}).kind;
}

}  // namespace

TEST_CASE("a secret that an earlier answer gave is shown again by a reason phrase too") {
  Response missing = answer(404, R"({"detail":"Not Found"})");
  missing.reason = "Not Found " + secret_number(1);
  CHECK(verdict_on("secrecy/not-again", {asked("1", rotated("1", 1)), asked("xyz", missing)}).kind ==
        VerdictKind::fail);
  missing.reason = "Not Found";
  CHECK(verdict_on("secrecy/not-again", {asked("1", rotated("1", 1)), asked("xyz", missing)}).kind ==
        VerdictKind::pass);
}

TEST_CASE("a secret too short to be told from other words is not looked for") {
  const auto short_one = asked("1", rotated("1", 1, {{"webhook_secret", "7f3a2"}}));
  Response header = answer(404);
  header.headers.push_back({"ETag", "7f3a2"});
  CHECK(blame("secrecy/not-in-headers", {short_one, asked("1", header)}) == "");
  CHECK(blame("secrecy/not-again", {short_one, asked("1", answer(404, R"({"id":"7f3a2"})"))}) == "");
}

TEST_CASE("a secret that a rotation gives again in its own place is secret/fresh's to tell") {
  const auto again = std::vector<Exchange>{asked("1", rotated("1", 1)), asked("1", rotated("1", 1))};
  CHECK(verdict_on("secret/fresh", again).kind == VerdictKind::fail);
  CHECK(verdict_on("secrecy/not-again", again).kind == VerdictKind::pass);
  CHECK(verdict_on("secrecy/not-again",
                   {asked("1", rotated("1", 1)), asked("1", rotated("1", 2, {{"name", secret_number(1)}}))})
            .kind == VerdictKind::fail);
}

TEST_CASE("an error may repeat what it was asked, and link to pages of its own") {
  CHECK(error_of("no SELECT * FROM here", "SELECT * FROM") == VerdictKind::pass);
  CHECK(error_of("no SELECT * FROM here") == VerdictKind::warn);
  CHECK(error_of("/home/me/a.py", "is it /home/ ?") == VerdictKind::pass);
  CHECK(error_of("/home/me/a.py") == VerdictKind::warn);
  CHECK(error_of(R"(<a href="/home/">home</a> of our a.py)") == VerdictKind::pass);
  CHECK(error_of("/home/ and nothing else") == VerdictKind::pass);
  for (const char* page : {"/var/www/style.css", "/app/is.google", "/home/x.javascript"})
    CHECK(error_of(page) == VerdictKind::pass);
  for (const char* source : {"/var/www/Style.cs", "/app/main.go:12", "/home/x.css and y.cs"})
    CHECK(error_of(source) == VerdictKind::warn);
  CHECK(error_of("Traceback (most recent call last)", "", 200) == VerdictKind::pass);
  CHECK(error_of("Traceback (most recent call last)", "", 399) == VerdictKind::pass);
  CHECK(error_of("Traceback (most recent call last)", "", 400) == VerdictKind::warn);
}

TEST_CASE("an origin that is named may read its own answer") {
  const auto allowing = [](const char* origin) {
    return verdict_on("secrecy/no-wildcard-origin", {rotation_with({{"Access-Control-Allow-Origin", origin}})}).kind;
  };
  CHECK(allowing("https://console.example.com") == VerdictKind::pass);
  CHECK(allowing("https://*.example.com") == VerdictKind::pass);
  CHECK(allowing("*") == VerdictKind::warn);
}

TEST_CASE("this machine needs no TLS") {
  using Way = History::Way;
  for (const Way way : {Way::in_process, Way::loopback})
    CHECK(verdict_on("secrecy/tls", {asked("1", answer(404))}, {.way = way}).kind == VerdictKind::na);
  CHECK(verdict_on("secrecy/tls", {asked("1", answer(404))}, {.way = Way::tls}).kind == VerdictKind::pass);
  CHECK(verdict_on("secrecy/tls", {asked("1", answer(404))}, {.way = Way::plain}).kind == VerdictKind::warn);
  CHECK(verdict_on("secrecy/tls", {}, {.way = Way::plain}).kind == VerdictKind::na);
}

TEST_CASE("words that only resemble those for caches are none") {
  for (const char* value : {"x-public", "publicity", "private, x-immutable", "max-age=0", "max-age=\"0\"", "max-age=-1",
                            "no-store, public", "no-store, max-age=600", "public, no-store", "s-maxage=0"}) {
    INFO(value);
    CHECK(kept({{"Cache-Control", value}}) == VerdictKind::pass);
  }
  for (const char* value : {"public", "Public", "private,immutable", "max-age=600", "max-age=\"600\"", "s-maxage=1",
                            "public, x-no-store", "no-storefront, max-age=1"}) {
    INFO(value);
    CHECK(kept({{"Cache-Control", value}}) == VerdictKind::fail);
  }
  CHECK(verdict_on("secrecy/no-store", {rotation_with({{"Cache-Control", "private"}, {"Cache-Control", "No-Store"}})})
            .kind == VerdictKind::pass);
}

TEST_CASE("Expires invites nobody where Cache-Control says otherwise, or where it has passed or is no date") {
  for (const char* value : {"no-store", "no-cache", "max-age=0"}) {
    INFO(value);
    CHECK(kept({date, later, {"Cache-Control", value}}) == VerdictKind::pass);
  }
  CHECK(kept({date, {"Expires", date.value}}) == VerdictKind::pass);
  CHECK(kept({date, {"Expires", "Thu, 01 Dec 1994 16:00:00 GMT"}}) == VerdictKind::pass);
  for (const char* none : {"0", "-1", "never"}) CHECK(kept({date, {"Expires", none}}) == VerdictKind::pass);
  CHECK(kept({date, later}) == VerdictKind::fail);
  CHECK(kept({date, later, {"Cache-Control", "private"}}) == VerdictKind::fail);
  CHECK(kept({later}) == VerdictKind::fail);
}

TEST_CASE("a shared cache may be told in a field of its own not to keep") {
  for (const char* name : {"CDN-Cache-Control", "Surrogate-Control"}) {
    INFO(name);
    CHECK(kept({{name, "no-store, max-age=600"}}) == VerdictKind::pass);
    CHECK(kept({{"Cache-Control", "no-store"}, {name, "max-age=600"}}) == VerdictKind::fail);
  }
}

}  // namespace assay::test
