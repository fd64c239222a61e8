#include "reports/compare/waivers.h"

#include "contracts/documents/place.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const Catalogue& catalogue() {
  static const Catalogue made = {std::make_shared<const Check>(Check{.id = "secret/fresh"}),
                                 std::make_shared<const Check>(Check{.id = "secrecy/leak"}),
                                 std::make_shared<const Check>(Check{.id = "shape/json"})};
  return made;
}

std::vector<Verdict> verdicts(VerdictKind kind) {
  std::vector<Verdict> made;
  for (const auto& check : catalogue()) made.push_back({.check = check, .kind = kind});
  return made;
}

const WaiverScope this_run{.base_url = "https://api.example.com:8443/v1", .vendor = "Acme", .today = "2026-06-30"};

Waiver waiver(const std::string& clause, const std::string& scope = "https://api.example.com:8443/v1",
              const std::string& expires = "2026-12-31") {
  return {.clause = clause, .scope = scope, .reason = "ticket 12", .owner = "ops", .expires = expires};
}

std::string state_of(const Waiver& waiver, std::vector<Verdict> judged = verdicts(VerdictKind::fail)) {
  const bool live = apply_waivers({waiver}, this_run, judged).at(0).state == "live";
  for (const Verdict& verdict : judged)
    CHECK((verdict.kind == VerdictKind::waived) == (live && verdict.check->id == waiver.clause));
  return apply_waivers({waiver}, this_run, judged).at(0).state;
}

std::string file_with(const std::string& clause, const std::string& rest) {
  return "waivers:\n  - clause: " + clause + "\n    scope: api.example.com\n" + rest;
}

const std::string rest_of_waiver = "    reason: ticket 12\n    owner: ops\n    expires: 2026-12-31\n";

std::string refusal(const std::string& text) {
  try {
    parse_waivers(text, "waivers.yaml", catalogue());
  } catch (const BadDocument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a live waiver turns FAIL and WARN into WAIVED, keeps the findings and says who answers for it") {
  for (const VerdictKind kind : {VerdictKind::fail, VerdictKind::warn}) {
    std::vector<Verdict> judged = verdicts(kind);
    judged[0].evidence.findings = {{.message = "again"}};
    const auto told = apply_waivers({waiver("secret/fresh")}, this_run, judged);
    CHECK(told.at(0).state == "live");
    CHECK(judged[0].kind == VerdictKind::waived);
    CHECK(judged[0].reason == std::string(to_text(kind)) + ", waived until 2026-12-31 by ops: ticket 12");
    CHECK(judged[0].evidence.findings.size() == 1);
    CHECK(judged[2].kind == kind);
  }
}

TEST_CASE("a waiver that waives nothing says why") {
  CHECK(state_of(waiver("secret/fresh")) == "live");
  CHECK(state_of(waiver("secret/fresh"), verdicts(VerdictKind::pass)) == "unused");
  CHECK(state_of(waiver("secret/fresh"), verdicts(VerdictKind::untested)) == "unused");
  CHECK(state_of(waiver("secret/fresh", "https://other.example.com")) == "elsewhere");
  CHECK(state_of(waiver("secret/fresh", "api.example.com", "2026-06-29")) == "expired");
  CHECK(state_of(waiver("secret/fresh", "api.example.com", "2026-06-30")) == "live");
  CHECK(state_of(waiver("secret/*")) == "too broad");
  CHECK(state_of(waiver("*")) == "too broad");
  CHECK(state_of(waiver("secret/fresh", "*")) == "too broad");
  CHECK(state_of(waiver("secrecy/leak")) == "refused");
}

TEST_CASE("a SHOULD clause of the family secrecy can be waived") {
  auto judged = verdicts(VerdictKind::warn);
  judged[1].level = Level::should;
  CHECK(apply_waivers({waiver("secrecy/leak")}, this_run, judged).at(0).state == "live");
}

TEST_CASE("a scope is a base URL, its authority, its host or the vendor") {
  for (const char* scope : {"https://api.example.com:8443/v1", "https://api.example.com:8443/v1/",
                            "api.example.com:8443", "API.example.com", "Acme"})
    CHECK(state_of(waiver("secret/fresh", scope)) == "live");
  for (const char* scope : {"https://api.example.com:8443", "example.com", "api.example.com:443", "acme", "api"})
    CHECK(state_of(waiver("secret/fresh", scope)) == "elsewhere");
}

TEST_CASE("an IPv6 host is a scope with and without its port") {
  auto judged = verdicts(VerdictKind::fail);
  const WaiverScope here{.base_url = "http://[::1]:4010", .vendor = "", .today = "2026-01-01"};
  for (const char* scope : {"[::1]", "[::1]:4010"}) {
    judged[0].kind = VerdictKind::fail;
    CHECK(apply_waivers({waiver("secret/fresh", scope)}, here, judged).at(0).state == "live");
  }
}

TEST_CASE("a waiver file is read from YAML, with the line of each waiver") {
  const auto read = parse_waivers(file_with("secret/fresh", rest_of_waiver) +
                                      "  - {clause: shape/json, scope: Acme, reason: r, "
                                      "owner: o, expires: '2027-01-01'}\n",
                                  "waivers.yaml", catalogue());
  REQUIRE(read.size() == 2);
  CHECK(read[0].reason == "ticket 12");
  CHECK(read[0].expires == "2026-12-31");
  CHECK(read[0].line == 2);
  CHECK(read[1].clause == "shape/json");
  CHECK(parse_waivers("waivers: []", "waivers.yaml", catalogue()).empty());
}

TEST_CASE("a broken waiver file is refused with file, line and what to do") {
  CHECK_THAT(refusal("- a"), Catch::Contains("waivers.yaml:1: holds no list \"waivers\""));
  CHECK_THAT(refusal("waivers: 3"), Catch::Contains("holds no list"));
  CHECK_THAT(refusal("waivers: [3]"), Catch::Contains("waivers.yaml:1: /waivers/0"));
  CHECK_THAT(refusal("waivers: ["), Catch::Contains("waivers.yaml"));
  CHECK_THAT(refusal(file_with("secret/fresh", "    reason: r\n    owner: o\n")),
             Catch::Contains("waivers.yaml:2: ") && Catch::Contains("no \"expires\""));
  CHECK_THAT(refusal(file_with("secret/fresh", "    reason: ''\n    owner: o\n    expires: 2026-12-31\n")),
             Catch::Contains("waivers.yaml:4: ") && Catch::Contains("not empty"));
  CHECK_THAT(refusal(file_with("secret/fresh", "    reason: r\n    owner: o\n    expires: 2026-02-30\n")),
             Catch::Contains("waivers.yaml:6: ") && Catch::Contains("day that exists"));
  CHECK_THAT(refusal(file_with("secret/fresh", "    reason: r\n    owner: o\n    expires: 2026-1-1\n")),
             Catch::Contains("day that exists"));
  CHECK_THAT(refusal(file_with("secret/frech", rest_of_waiver)),
             Catch::Contains("waivers.yaml:2: ") && Catch::Contains("did you mean secret/fresh?"));
  CHECK_THAT(refusal(file_with("secret/fresh", rest_of_waiver + "    expire: x\n")),
             Catch::Contains("waivers.yaml:7: ") && Catch::Contains("did you mean expires?"));
  CHECK_THAT(refusal(file_with("secret/fresh", rest_of_waiver) + file_with("secret/fresh", rest_of_waiver).substr(9)),
             Catch::Contains("already, in line 2"));
}

}  // namespace assay::test
