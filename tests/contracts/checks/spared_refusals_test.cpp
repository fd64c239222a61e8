// Refusals that no clause of credentials, ids and methods may hold against a server: each passes only by the words that
// spare it.
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

using nlohmann::json;

std::vector<Exchange> with_credentials(std::vector<Exchange> exchanges) {
  for (Exchange& exchange : exchanges) exchange = with_header(exchange, "Authorization", "Bearer good");
  return exchanges;
}

std::vector<Exchange> operator+(std::vector<Exchange> exchanges, const Exchange& exchange) {
  exchanges.push_back(exchange);
  return exchanges;
}

const std::vector<Exchange> three_rotations = {asked("1", rotated("1", 1)), asked("1", rotated("1", 2)),
                                               asked("1", rotated("1", 3))};

Exchange by(const std::string& method, Exchange exchange) {
  exchange.request.method = method;
  return exchange;
}

Response refusal(const std::vector<json>& detail) { return answer(422, json{{"detail", detail}}.dump()); }

json an_error(const json& loc, const std::string& type = "int_parsing") {
  return {{"loc", loc}, {"msg", "no integer"}, {"type", type}};
}

const json at_path = {"path", "token_id"};
const json at_body = {"body", 0};

}  // namespace

TEST_CASE("a limit that is reached before credentials are looked at is no missing challenge") {
  const Verdict verdict = verdict_on("auth/required", with_credentials(three_rotations) + asked("1", answer(429)));
  CHECK(verdict.evidence.findings.empty());
  CHECK(verdict.kind == VerdictKind::untested);  // nor does it show anything
}

TEST_CASE("a refusal of good credentials for another reason is no missing challenge") {
  CHECK(blame("auth/required", with_credentials(three_rotations + asked("8", answer(404)))) == "");
}

TEST_CASE("a server that was never given credentials need not ask for any") {
  CHECK(blame("auth/required",
              three_rotations + with_header(asked("1", rotated("1", 4)), "Authorization", "Bearer x")) == "");
}

TEST_CASE("400 or 401 with a challenge is a request for credentials") {
  for (const int status : {400, 401}) {
    const Response challenge = answer(status, "{}", {{"WWW-Authenticate", "Bearer"}});
    CHECK(verdict_on("auth/required", with_credentials(three_rotations) + asked("1", challenge)).kind ==
          VerdictKind::pass);
  }
}

TEST_CASE("only a 429 must say when to come back") {
  CHECK(verdict_on("limit/retry-after", {asked("1", answer(503)), asked("1", answer(409))}).kind == VerdictKind::na);
}

TEST_CASE("tokens that look the same from outside are not taken for one another") {
  const Exchange lenient = asked("+3", rotated("3", 2));  // its own record, of the same name and ends as token 1's
  CHECK(blame("id/no-other-token", {asked("1", rotated("1", 1)), lenient}) == "");
  CHECK(blame("id/no-other-token", {asked("1", rotated("1", 1)), asked("3", rotated("3", 2, {{"id", "left out"}}))}) ==
        "");
}

TEST_CASE("another record for a token's own integer is state/id's to tell") {
  const std::vector<Exchange> mixed_up = {asked("1", rotated("1", 1)), asked("1", rotated("2", 2))};
  CHECK(verdict_on("state/id", mixed_up).kind == VerdictKind::fail);
  CHECK(blame("id/no-other-token", mixed_up) == "");
}

TEST_CASE("an id that no server has issued may be refused by any status") {
  for (const int status : {301, 400, 404, 422, 500})
    CHECK(blame("id/unknown-refused", {asked("-7", answer(status)), asked("99999999999999999999", answer(status))}) ==
          "");
  CHECK(blame("id/unknown-refused", {asked("3", rotated("3", 1)), asked("9223372036854775807", answer(200))}) == "");
}

TEST_CASE(
    "an id that is nobody's by the user's word must be refused, however it is written, and any other may be a "
    "token's") {
  const auto verdict = [](const std::string& id, const Response& response, const std::string& named) {
    return verdict_on("id/unknown-refused", {asked(id, response), asked(id, response)}, {.unknown_ids = {named}});
  };
  CHECK(verdict("77", rotated("77", 1), "77").kind == VerdictKind::fail);
  CHECK(verdict("0", rotated("0", 1), "-0").kind == VerdictKind::fail);
  CHECK(verdict("77", answer(404), "77").kind == VerdictKind::pass);
  CHECK(verdict("77", answer(404), "77").evidence.note.empty());
  CHECK(verdict("78", rotated("78", 1), "77").kind == VerdictKind::untested);
  CHECK(verdict("+77", rotated("77", 1), "77").kind == VerdictKind::untested);
  CHECK(verdict("xyz", answer(200), "77").kind == VerdictKind::untested);
  CHECK(verdict("-5", answer(404), "77").evidence.note.find("--unknown-id") != std::string::npos);
}

TEST_CASE("an odd path may lead to its own token, to a page or, with another method, to what is no rotation") {
  const auto at = [](const std::string& target, const Exchange& exchange) {
    Exchange changed = exchange;
    changed.request.target = target;
    return changed;
  };
  const std::string doubled = "//api-tokens/1/webhook/rotate-secret";
  CHECK(blame("id/path-tricks", {at(doubled, asked("1", rotated("1", 1)))}) == "");
  CHECK(blame("id/path-tricks", {at(doubled, asked("1", answer(200, R"({"welcome":true})")))}) == "");
  CHECK(blame("id/path-tricks", {by("GET", at(doubled, asked("1", rotated("2", 1))))}) == "");
  CHECK(blame("id/path-tricks", {at(doubled, asked("1", answer(404, R"({"id":2})")))}) == "");
  CHECK(verdict_on("id/path-tricks", {at(doubled, asked("1", rotated("2", 1)))}).kind == VerdictKind::fail);
}

TEST_CASE("what is answered before an id is looked at is no wrong answer to the id") {
  for (const int status : {401, 403, 407, 408, 413, 414, 421, 429, 431, 503}) {
    INFO(status);
    CHECK(blame("invalid-id/422", {asked("abc", answer(status))}) == "");
  }
  for (const int status : {400, 404, 405, 500}) {
    INFO(status);
    CHECK_FALSE(verdict_on("invalid-id/422", {asked("abc", answer(status))}).evidence.findings.empty());
  }
}

TEST_CASE("a 422 to an integer may be about a body: the clauses of invalid ids are silent about it") {
  const Exchange about_body = asked("1", refusal({an_error(at_body), an_error({"body", 1}, "")}));
  for (const char* clause : {"invalid-id/location", "invalid-id/single", "invalid-id/explained"})
    CHECK(blame(clause, {about_body}) == "");
}

TEST_CASE("a 422 without any error is told once, by the clause that asks for one") {
  const Exchange empty = asked("abc", refusal({}));
  CHECK(verdict_on("invalid-id/detail", {empty}).kind == VerdictKind::fail);
  for (const char* clause : {"invalid-id/location", "invalid-id/single", "invalid-id/explained"})
    CHECK(blame(clause, {empty}) == "");
}

TEST_CASE("a 422 that is no JSON is not asked for a detail") {
  CHECK(blame("invalid-id/detail", {asked("abc", answer(422, "<p>no</p>", {{"Content-Type", "text/html"}})),
                                    asked("abc", answer(422, R"({"detail":)")), asked("abc", answer(404))}) == "");
}

TEST_CASE("one of several errors is enough to point at the parameter, and other ids may get other types of error") {
  CHECK(blame("invalid-id/location", {asked("abc", refusal({an_error(at_body), an_error(at_path)}))}) == "");
  CHECK(blame("invalid-id/explained", {asked("abc", refusal({an_error(at_path)})),
                                       asked("1.5", refusal({an_error(at_path, "int_from_float")}))}) == "");
}

TEST_CASE("a convention of the policy's framework is a MUST") {
  CHECK(verdict_on("invalid-id/location", {asked("abc", refusal({an_error(at_body), an_error(at_body)}))}).kind ==
        VerdictKind::fail);
}

TEST_CASE("only an answer that looked at the id says whether it was taken for an integer") {
  const auto note = [](int status) { return verdict_on("invalid-id/aliases", {asked("+1", answer(status))}); };
  for (const int status : {400, 422}) CHECK_THAT(note(status).evidence.note, Catch::Contains("refused: \"+1\""));
  for (const int status : {200, 404, 409}) CHECK_THAT(note(status).evidence.note, Catch::Contains("integers: \"+1\""));
  CHECK(note(429).kind == VerdictKind::untested);
}

TEST_CASE("another method may show a secret's place, a mask, a refusal, or what lies elsewhere") {
  const std::string shown = R"({"webhook_secret":"whsec_0123456789abcdef"})";
  for (const char* body : {R"({"webhook_secret":null})", R"({"webhook_secret":"****"})", "[]"})
    CHECK(blame("method/only-post", {by("GET", asked("1", answer(200, body)))}) == "");
  CHECK(blame("method/only-post", {by("GET", asked("1", answer(405, shown)))}) == "");
  Exchange elsewhere = by("GET", asked("1", answer(200, shown)));
  elsewhere.request.target = "/api-tokens/1";
  CHECK(blame("method/only-post", {elsewhere}) == "");
  CHECK(verdict_on("method/only-post", {by("GET", asked("1", answer(200, shown)))}).kind == VerdictKind::fail);
}

TEST_CASE("a method in disguise and one without are told apart") {
  const std::string shown = R"({"webhook_secret":"whsec_0123456789abcdef"})";
  const Exchange plain = by("GET", asked("1", answer(200, shown)));
  for (const char* name : {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    CHECK(blame("method/only-post", {with_header(plain, name, "POST")}) == "");
  CHECK(blame("method/no-override", {plain}) == "");
}

TEST_CASE("only a 405 must list the methods, in one Allow or several, with spaces or without") {
  CHECK(verdict_on("method/405-allow", {by("GET", asked("1", answer(404)))}).kind == VerdictKind::na);
  for (const Headers& allow : {Headers{{"Allow", "OPTIONS,  POST"}}, Headers{{"Allow", "POST , OPTIONS"}},
                               Headers{{"Allow", "OPTIONS"}, {"allow", "POST"}}})
    CHECK(verdict_on("method/405-allow", {by("GET", asked("1", answer(405, "", allow)))}).kind == VerdictKind::pass);
}

}  // namespace assay::test
