// Each check against recorded histories: one that keeps its clause, in unusual ways, and one that breaks it.
#include <algorithm>
#include <filesystem>

#include "contracts/history_file.h"
#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const Conditions everything{.may_rotate = true, .tokens = 2, .has_credentials = true};

Verdict verdict_on(const Check& check, const char* history_name) {
  const Contract contract = load_embedded_contract();
  const History history = load_history("fixtures/histories/" + check.id + "/" + history_name + ".json");
  const auto verdicts = judge(contract, history, everything);
  return *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return v.check->id == check.id; });
}

std::string told(const Verdict& verdict) {
  std::string text = std::string(to_text(verdict.kind)) + " " + verdict.reason;
  for (const auto& finding : verdict.evidence.findings) text += "\n" + finding.message + " " + finding.actual;
  return text;
}

}  // namespace

TEST_CASE("every check is green on a recorded history that keeps its clause") {
  for (const auto& each : catalogue_of(load_embedded_contract())) {
    const Check& check = *each;
    INFO(check.id);
    const Verdict verdict = verdict_on(check, "pass");
    INFO(told(verdict));
    const bool green = verdict.kind == (check.level == Level::info ? VerdictKind::info : VerdictKind::pass);
    CHECK((green || check.minimum > 3));  // a clause that needs many observations has a test of its own
    CHECK(verdict.evidence.findings.empty());
    CHECK_FALSE(verdict.evidence.samples.empty());
  }
}

TEST_CASE("every check is red on a recorded history that breaks its clause") {
  for (const auto& each : catalogue_of(load_embedded_contract())) {
    const Check& check = *each;
    if (check.level == Level::info) continue;  // says what is; nothing breaks it
    INFO(check.id);
    const Verdict verdict = verdict_on(check, "fail");
    CHECK(verdict.kind == (check.level == Level::must ? VerdictKind::fail : VerdictKind::warn));
    REQUIRE_FALSE(verdict.evidence.findings.empty());
    const Finding& finding = verdict.evidence.findings.front();
    CHECK_FALSE(finding.message.empty());
    CHECK_FALSE(finding.expected.empty());
    CHECK_FALSE(finding.actual.empty());
    CHECK_FALSE(finding.exchanges.empty());
  }
}

TEST_CASE("what a judge has judged before has no part in its verdicts") {
  const Contract contract = load_embedded_contract();
  Judge experienced(contract, everything);
  for (const auto& each : catalogue_of(load_embedded_contract())) {
    const Check& check = *each;
    if (check.level == Level::info) continue;
    for (const char* name : {"pass", "fail"}) {
      INFO(check.id << ' ' << name);
      const History history = load_history("fixtures/histories/" + check.id + "/" + name + ".json");
      const auto alone = judge(contract, history, everything);
      const auto after_others = experienced.judge(history);
      for (std::size_t k = 0; k < alone.size(); ++k) CHECK(told(after_others[k]) == told(alone[k]));
    }
  }
}

TEST_CASE("the same body says something else with another status, or called by another media type") {
  const Contract contract = load_embedded_contract();
  const auto answered = [&](int status, const std::string& media_type) {
    return Exchange{.request = rotation(contract, "1", {}),
                    .outcome = Response{.status = status,
                                        .headers = {{"Content-Type", media_type}},
                                        .body = R"({"detail":[],"id":1,"created_at":"yesterday"})"}};
  };
  History history;
  for (const int status : {422, 200, 422, 200}) history.exchanges.push_back(answered(status, "application/json"));
  history.exchanges.push_back(answered(200, "application/problem+json"));
  const auto readings = read_history(contract, history);
  for (const std::size_t k : {0U, 2U}) {
    CHECK(readings[k].errors != nullptr);
    CHECK(readings[k].record == nullptr);
    CHECK(readings[k].body->schema.empty());
  }
  for (const std::size_t k : {1U, 3U}) {
    CHECK(readings[k].errors == nullptr);
    CHECK(readings[k].record != nullptr);
    CHECK_FALSE(readings[k].body->schema.empty());
    CHECK_FALSE(readings[k].body->formats.empty());
  }
  CHECK(readings[4].record != nullptr);
  CHECK(readings[4].body->schema.empty());  // no schema is documented for this media type
}

TEST_CASE("every recorded history belongs to a check") {
  const Catalogue all = catalogue_of(load_embedded_contract());
  for (const auto& family : std::filesystem::directory_iterator("fixtures/histories"))
    for (const auto& folder : std::filesystem::directory_iterator(family)) {
      const std::string id = family.path().filename().string() + "/" + folder.path().filename().string();
      CHECK(std::any_of(all.begin(), all.end(), [&](const auto& check) { return check->id == id; }));
    }
}

}  // namespace assay::test
