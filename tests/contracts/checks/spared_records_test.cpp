// Records and courses of records that no clause may hold against a server: each passes only by the words that spare it.
#include <algorithm>

#include "contracts/documents/document.h"
#include "contracts/history_file.h"
#include "contracts/lint/lint.h"
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

using nlohmann::json;

Exchange shown(int number, const json& members, const std::string& id = "1") {
  return asked(id, rotated(id, number, members));
}

VerdictKind kind_of(const std::string& clause, const std::vector<Exchange>& exchanges) {
  return verdict_on(clause, exchanges).kind;
}

History started(const char* day) {
  return parse_history(std::string(R"({"started":")") + day + R"(T00:00:00Z","exchanges":[]})", "");
}

Exchange by_get(Exchange exchange) {
  exchange.request.method = "GET";
  return exchange;
}

}  // namespace

TEST_CASE("a general error of the policy needs no place in the document") {
  for (const int status : {400, 404, 429, 503})
    CHECK(kind_of("shape/status-documented", {asked("1", answer(status))}) == VerdictKind::pass);
  for (const int status : {201, 302, 402, 418})
    CHECK(kind_of("shape/status-documented", {asked("1", answer(status))}) == VerdictKind::warn);
}

TEST_CASE("a redirection of a path that a front cleans is not the operation's") {
  CHECK(kind_of("shape/status-documented", {asked("2%2F..%2F1", answer(301))}) == VerdictKind::untested);
  CHECK(kind_of("shape/status-documented", {asked("2%2F..%2F1", answer(418))}) == VerdictKind::warn);
}

TEST_CASE("only a documented status has a documented media type") {
  const Headers page = {{"Content-Type", "text/html"}};
  CHECK(kind_of("shape/media-type", {asked("1", answer(404, "<p>", page))}) == VerdictKind::untested);
  CHECK(kind_of("shape/media-type", {asked("1", answer(422, "<p>", page))}) == VerdictKind::fail);
}

TEST_CASE("what passes a limit of ours is not judged, and nobody's fault") {
  const std::string deep = std::string(101, '[') + std::string(101, ']');
  CHECK(kind_of("shape/json", {asked("1", answer(200, deep))}) == VerdictKind::inconclusive);
  CHECK(kind_of("shape/json", {asked("1", answer(200, "[1e999]"))}) == VerdictKind::inconclusive);
  const std::string long_name = R"({"detail":[],")" + std::string(1001, 'n') + R"(":1})";
  CHECK(kind_of("shape/schema-422", {asked("xyz", answer(422, long_name))}) == VerdictKind::inconclusive);
}

TEST_CASE("under a media range a body may be of any form, but for one that is called JSON") {
  const char* const content_of_200 =
      "/paths/~1api-tokens~1{token_id}~1webhook~1rotate-secret/post/responses/200/content";
  json document = load_lint_document("").value;
  json& content = document.at(json::json_pointer(content_of_200));
  content = {{"*/*", content.at("application/json")}};
  const Contract contract = read_contract(document.dump(), "d.json", load_embedded_policy());
  const auto schema_of_200 = [&](const std::string& body, const char* type) {
    const History history{.exchanges = {asked("1", answer(200, body, {{"Content-Type", type}}))}};
    const auto verdicts = judge(contract, history, {.may_rotate = true, .tokens = 2});
    return std::find_if(verdicts.begin(), verdicts.end(),
                        [](const Verdict& each) { return each.check->id == "shape/schema-200"; })
        ->kind;
  };
  CHECK(schema_of_200("\"done\"", "text/plain") == VerdictKind::untested);
  CHECK(schema_of_200("\"done\"", "application/json") == VerdictKind::fail);
}

TEST_CASE("a body that is absent need not be JSON where the document asks for none, nor after HEAD") {
  CHECK(kind_of("shape/json", {asked("1", answer(404, ""))}) == VerdictKind::untested);
  CHECK(kind_of("shape/json", {asked("1", answer(404, "{"))}) == VerdictKind::fail);
  CHECK(kind_of("shape/json", {asked("1", answer(422, ""))}) == VerdictKind::fail);
  Exchange head = asked("1", answer(422, ""));
  head.request.method = "HEAD";
  CHECK(kind_of("shape/json", {head}) == VerdictKind::untested);
  CHECK(kind_of("shape/json", {asked("1", answer(404, "<p>", {{"Content-Type", "text/html"}}))}) ==
        VerdictKind::untested);
}

TEST_CASE("what is no JSON is told once, by the clause of JSON") {
  const Exchange cut = asked("1", answer(200, R"({"id":1,"id":1)"));
  CHECK(kind_of("shape/json", {cut}) == VerdictKind::fail);
  for (const char* clause : {"shape/no-duplicate-keys", "shape/schema-200", "shape/date-time"})
    CHECK(kind_of(clause, {cut}) == VerdictKind::untested);
}

TEST_CASE("each status has its own schema, and only the document's media type has one") {
  CHECK(kind_of("shape/schema-200", {asked("1", answer(422, R"({"detail":[]})"))}) == VerdictKind::untested);
  const Headers problem = {{"Content-Type", "application/problem+json"}};
  CHECK(kind_of("shape/schema-422", {asked("1", answer(422, R"({"title":"no"})", problem))}) == VerdictKind::untested);
}

TEST_CASE("another id is held against the one asked for only where both are known") {
  CHECK(kind_of("state/id", {asked("abc", rotated("1", 1))}) == VerdictKind::untested);
  CHECK(kind_of("state/id", {shown(1, {{"id", "left out"}}), asked("1", rotated("1", 2))}) == VerdictKind::pass);
  CHECK(kind_of("state/id", {asked("1", rotated("2", 1))}) == VerdictKind::fail);
}

TEST_CASE("two tokens need not look alike, and a member that is left out has not changed") {
  CHECK(kind_of("state/unchanged", {shown(1, {{"name", "a"}}), shown(2, {{"name", "b"}}, "2"),
                                    shown(3, {{"name", "left out"}}), shown(4, {{"name", "a"}})}) == VerdictKind::pass);
  CHECK(kind_of("state/unchanged", {shown(1, {{"name", "a"}}), shown(2, {{"name", "left out"}}),
                                    shown(3, {{"name", "b"}})}) == VerdictKind::fail);
}

TEST_CASE("a token that is hidden, empty or no more than its prefix has no ends to compare") {
  for (const char* token : {"", "redacted", "[REDACTED]", "XXXXXXXXXXXXXXXX9999", "xxxxxxxxxxxxxxxx9999",
                            "----------------9999", "live_0123...4567890123", "live 0123456789abcdef",
                            "\xE2\x80\xA2\xE2\x80\xA2"
                            "0123456789abcdef",
                            "slate_live_0123456789"}) {
    INFO(token);
    CHECK(kind_of("state/token-consistent",
                  {shown(1, {{"token", token}, {"token_prefix", "slate_live_0123456789"}})}) == VerdictKind::na);
  }
  CHECK(kind_of("state/token-consistent", {shown(1, {{"token", "slate_live_0123456789"}})}) == VerdictKind::fail);
  CHECK(kind_of("state/token-consistent", {shown(1, {{"token", "0123456789"}})}) == VerdictKind::fail);
}

TEST_CASE("an end that is not shown is not compared") {
  const json neither = {{"token", "0123456789abcdef01234567"}, {"token_prefix", nullptr}, {"token_last4", "left out"}};
  CHECK(kind_of("state/token-consistent", {shown(1, neither)}) == VerdictKind::pass);
}

TEST_CASE("a server's clock may be five minutes ahead, and without a clock of ours nothing lies in the future") {
  const auto times = [](const json& members, const History& history) {
    return verdict_on("state/times", {asked("1", rotated("1", 1, members))}, history).kind;
  };
  const History day = started("2025-06-01");
  for (const char* member : {"created_at", "last_used_at"}) {
    INFO(member);
    json members = {{"created_at", "2025-01-01T00:00:00Z"}, {"last_used_at", nullptr}};
    members[member] = "2025-06-01T00:04:59Z";
    CHECK(times(members, day) == VerdictKind::pass);
    members[member] = "2025-06-01T00:05:02Z";
    CHECK(times(members, day) == VerdictKind::warn);
    CHECK(times(members, {}) == VerdictKind::pass);
  }
}

TEST_CASE("a token may be used in the moment of its creation, or never, and times that are none are told elsewhere") {
  const auto times = [](const json& members) { return kind_of("state/times", {shown(1, members)}); };
  CHECK(times({{"created_at", "2025-01-01T00:00:00Z"}, {"last_used_at", "2025-01-01T01:00:00+01:00"}}) ==
        VerdictKind::pass);
  CHECK(times({{"created_at", "2025-01-01T00:00:00.5Z"}, {"last_used_at", "2025-01-01T00:00:00.25Z"}}) ==
        VerdictKind::warn);
  CHECK(times({{"last_used_at", "left out"}}) == VerdictKind::pass);
  CHECK(times({{"last_used_at", "yesterday"}}) == VerdictKind::pass);
  CHECK(times({{"created_at", "yesterday"}}) == VerdictKind::untested);
}

TEST_CASE("which of two calls at the same time used a token last cannot be seen") {
  const Exchange second = shown(1, {{"last_used_at", "2025-01-01T00:00:02Z"}});
  const Exchange first = shown(2, {{"last_used_at", "2025-01-01T00:00:01Z"}});
  CHECK(kind_of("state/times", {during(second, 0, 10), during(first, 5, 12)}) == VerdictKind::pass);
  CHECK(kind_of("state/times", {during(second, 0, 10), during(first, 10, 12)}) == VerdictKind::warn);
  CHECK(kind_of("state/times", {during(second, 0, 10), during(first, 11, 12)}) == VerdictKind::warn);
  const Exchange of_another = shown(2, {{"last_used_at", "2025-01-01T00:00:01Z"}}, "2");
  CHECK(kind_of("state/times", {second, of_another}) == VerdictKind::pass);
}

TEST_CASE("only a refusal must be inert: a server error, a redirection and other answers may be half done") {
  const Exchange before = shown(1, {{"name", "a"}}), after = shown(2, {{"name", "b"}});
  for (const int status : {200, 204, 302, 500, 503}) {
    INFO(status);
    CHECK(blame("state/refusal-is-inert", {before, asked("abc", answer(status)), after}) == "");
  }
  CHECK(blame("state/refusal-is-inert", {before, after}) == "");
  CHECK(blame("state/refusal-is-inert", {before, asked("abc", NoResponse{}), after}) == "");
  for (const int status : {400, 404, 422, 499})
    CHECK(kind_of("state/refusal-is-inert", {before, asked("abc", answer(status)), after}) == VerdictKind::fail);
}

TEST_CASE("a member that is left out after a refusal has not changed") {
  const Exchange refused = asked("abc", answer(422));
  CHECK(kind_of("state/refusal-is-inert", {shown(1, {}), refused, shown(2, {{"webhook_url", "left out"}})}) ==
        VerdictKind::pass);
  CHECK(kind_of("state/refusal-is-inert", {shown(1, {}), refused, shown(2, {{"token_last4", "0000"}})}) ==
        VerdictKind::fail);
}

TEST_CASE("a change is held against a rotation only of another token, and only where that was one") {
  const Exchange before = shown(1, {{"name", "a"}}), after = shown(3, {{"name", "b"}});
  const auto between = [&](const Exchange& other) {
    return verdict_on("state/others-untouched", {before, other, after}).evidence.findings.size();
  };
  CHECK(between(shown(2, {}, "2")) == 1);
  CHECK(between(shown(2, {{"name", "a"}})) == 0);
  CHECK(between(asked("2", answer(404))) == 0);
  CHECK(between(asked("2", NoResponse{})) == 0);
  CHECK(between(by_get(shown(2, {}, "2"))) == 0);
}

TEST_CASE("a record that another method or status shows is not held against the rotations") {
  const Exchange refused = asked("abc", answer(422));
  Exchange accepted = shown(2, {{"name", "b"}});
  std::get<Response>(accepted.outcome).status = 202;
  for (const Exchange& other : {accepted, by_get(shown(2, {{"name", "b"}}))})
    CHECK(blame("state/refusal-is-inert", {shown(1, {{"name", "a"}}), refused, other}) == "");
}

TEST_CASE("a token that is masked now and shown in full later has not been replaced") {
  const std::string full = "slate_test_1a1b2c3d4e5f60718293a4b5c6d79f3c";
  CHECK(kind_of("state/token-not-rotated",
                {shown(1, {{"token", "slate_test_****9f3c"}}), shown(2, {{"token", full}}), shown(3, {{"token", ""}}),
                 shown(4, {{"token", "left out"}}), shown(5, {{"token", nullptr}, {"token_last4", nullptr}})}) ==
        VerdictKind::pass);
  CHECK(kind_of("state/token-not-rotated", {shown(1, {}), shown(2, {{"token_last4", "0000"}}, "2")}) ==
        VerdictKind::untested);
}

}  // namespace assay::test
