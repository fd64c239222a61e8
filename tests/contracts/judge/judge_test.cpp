// What the judge makes of a run as a whole; what each clause makes of a history stands in recorded_histories_test.cpp.
#include "contracts/judge/judge.h"

#include <algorithm>
#include <chrono>

#include "contracts/contract.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

Exchange asked_for_abc(int status, const std::string& type = "application/json", const std::string& body = "{}") {
  return {.request = {.method = "POST", .target = "/api-tokens/abc/webhook/rotate-secret"},
          .outcome = Response{.status = status, .headers = {{"Content-Type", type}}, .body = body}};
}

History answered(std::size_t times, const Exchange& exchange) {
  return {.exchanges = std::vector<Exchange>(times, exchange)};
}

History operator+(History history, const Exchange& exchange) {
  history.exchanges.push_back(exchange);
  return history;
}

Verdict verdict_on(const std::string& clause, const std::vector<Verdict>& verdicts) {
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& each) { return each.check->id == clause; });
}

Verdict verdict_on(const std::string& clause, const History& history) {
  return verdict_on(clause, judge(contract(), history, {}));
}

const Exchange not_found = asked_for_abc(404);
const Exchange page = asked_for_abc(200, "text/html; charset=utf-8", "<!doctype html>");

}  // namespace

TEST_CASE("a server that has nothing at this base URL is not accused: the run is inconclusive and asks for the URL") {
  for (const Exchange& elsewhere :
       {not_found, page, asked_for_abc(405), asked_for_abc(301, "text/html"), asked_for_abc(308)}) {
    const History history = answered(12, elsewhere);
    for (const auto& verdict : judge(contract(), history, {})) {
      INFO(verdict.check->id << " " << to_text(verdict.kind));
      CHECK((verdict.kind != VerdictKind::fail && verdict.kind != VerdictKind::warn));
      CHECK(verdict.kind != VerdictKind::info);
    }
    const Verdict verdict = verdict_on("invalid-id/422", history);
    CHECK(verdict.kind == VerdictKind::inconclusive);
    CHECK_THAT(verdict.reason, Catch::StartsWith("12 of 12 answers") && Catch::Contains("base URL"));
    CHECK(verdict.evidence.findings.front().culprit == Culprit::environment);
    CHECK(conclude(judge(contract(), history, {}), {}) == Conclusion::inconclusive);
  }
}

TEST_CASE("a front that answers odd requests itself changes nothing about it") {
  CHECK(verdict_on("invalid-id/422", answered(18, not_found) + asked_for_abc(414) + asked_for_abc(400)).kind ==
        VerdictKind::inconclusive);
}

TEST_CASE("a server that has the operation is accused of its 404 for an id that is no integer") {
  const Exchange refused = asked_for_abc(422, "application/json", R"({"detail":[]})");
  const Exchange rotated = asked_for_abc(200, "application/json", R"({"id":1})");
  for (const Exchange& met : {refused, rotated})
    CHECK(verdict_on("invalid-id/422", answered(40, not_found) + met).kind == VerdictKind::fail);
  CHECK(verdict_on("invalid-id/422", answered(9, not_found)).kind == VerdictKind::fail);  // too few to tell
  History mixed = answered(12, not_found);
  for (int i = 0; i < 3; ++i) mixed.exchanges.push_back(asked_for_abc(400));
  CHECK(verdict_on("invalid-id/422", mixed).kind == VerdictKind::fail);
}

TEST_CASE("a body with a content coding accuses nobody of bad JSON, and shows nothing kept") {
  Exchange coded = asked_for_abc(422, "application/json", "\x1f\x8b\x08");
  std::get<Response>(coded.outcome).headers.push_back({"Content-Encoding", "gzip"});
  const auto verdicts = judge(contract(), answered(12, coded), {});
  const Verdict json = verdict_on("shape/json", verdicts);
  CHECK(json.kind == VerdictKind::inconclusive);
  CHECK_THAT(json.evidence.findings.front().message, Catch::Contains("content coding gzip"));
  CHECK(verdict_on("shape/schema-422", verdicts).kind == VerdictKind::untested);
  CHECK(conclude(verdicts, {}) == Conclusion::inconclusive);
  CHECK(verdict_on("shape/json", answered(12, coded) + asked_for_abc(422, "application/json", "{")).kind ==
        VerdictKind::fail);
  std::get<Response>(coded.outcome) = std::get<Response>(asked_for_abc(422).outcome);
  std::get<Response>(coded.outcome).headers.push_back({"Content-Encoding", "Identity"});
  CHECK(verdict_on("shape/json", answered(12, coded)).kind == VerdictKind::pass);
}

TEST_CASE("a kept connection that the server closed accuses nobody") {
  const Exchange refused = asked_for_abc(422, "application/json", R"({"detail":[]})");
  Exchange lost = refused;
  lost.outcome = NoResponse{.why = NoResponse::Why::let_go};
  CHECK(verdict_on("server/always-answers", answered(12, refused) + lost).kind == VerdictKind::pass);
  CHECK(verdict_on("server/always-answers", answered(12, lost)).kind == VerdictKind::untested);
  lost.outcome = NoResponse{.why = NoResponse::Why::cut_off};
  CHECK(verdict_on("server/always-answers", answered(12, refused) + lost).kind == VerdictKind::fail);
}

TEST_CASE("what is found in one huge body is bounded, and judged in little time") {
  std::string errors = R"({"detail":[{})";
  for (int i = 0; i < 5000; ++i) errors += ",{}";
  History history = answered(100, asked_for_abc(422, "application/json", errors + "]}"));
  for (std::size_t i = 0; i < 100; ++i)  // no two the same, so that each is read
    std::get<Response>(history.exchanges[i].outcome).body += std::string(i, ' ');
  const auto begun = std::chrono::steady_clock::now();
  const Verdict schema = verdict_on("shape/schema-422", history);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(60));  // sanitizers included
  CHECK(schema.kind == VerdictKind::fail);
  CHECK(schema.evidence.findings.size() == 2000);
}

TEST_CASE("a long history, which several threads read, is judged as a whole") {
  const auto rotated = [](const std::string& secret) {
    return R"({"id":1,"name":"a","token_prefix":"t_","token_last4":"9f3c","scopes":[],"ip_allowlist":[],"rate_limit":300,)"
           R"("expires_at":null,"status":"active","created_by":"ada","created_at":"2024-03-01T09:30:00Z","last_used_at":null,)"
           R"("webhook_url":null,"webhook_enabled":true,"token":"t_9f3c","webhook_secret":")" +
           secret + "\"}";
  };
  History history;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i == 19'000 ? 7 : i);
    history.exchanges.push_back(
        {.request = {.method = "POST", .target = "/api-tokens/1/webhook/rotate-secret"},
         .outcome = Response{.status = 200,
                             .headers = {{"Content-Type", "application/json"}},
                             .body = rotated("whsec_" + std::string(32 - number.size(), 'x') + number)}});
  }
  const auto verdicts = judge(contract(), history, {});
  CHECK(verdict_on("shape/schema-200", verdicts).kind == VerdictKind::pass);
  CHECK(verdict_on("shape/schema-200", verdicts).evidence.observations == 20'000);
  CHECK(verdict_on("state/unchanged", verdicts).kind == VerdictKind::pass);
  const Verdict fresh = verdict_on("secret/fresh", verdicts);
  REQUIRE(fresh.evidence.findings.size() == 1);
  CHECK(fresh.evidence.findings.front().exchanges == std::vector<std::size_t>{7, 19'000});
}

}  // namespace assay::test
