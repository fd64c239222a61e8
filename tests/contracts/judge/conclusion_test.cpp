// What verdicts make of a run as a whole, condition by condition.
#include <algorithm>
#include <vector>

#include "contracts/judge/judge.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

std::shared_ptr<const Check> check_named(const std::string& id) {
  const Catalogue all = catalogue_of(load_embedded_contract());
  return *std::find_if(all.begin(), all.end(), [&](const auto& check) { return check->id == id; });
}

Verdict verdict_of(VerdictKind kind, const std::string& id = "secret/fresh", Level level = Level::must) {
  return {.check = check_named(id), .kind = kind, .level = level};
}

constexpr VerdictKind pass = VerdictKind::pass, untested = VerdictKind::untested;

const Conditions two_tokens{.may_rotate = true, .tokens = 2, .has_credentials = true};

Conclusion with_a_pass(const Verdict& verdict, const Conditions& conditions = two_tokens) {
  return conclude({verdict_of(pass, "shape/json"), verdict}, conditions);
}

}  // namespace

TEST_CASE("a MUST that is INCONCLUSIVE or UNTESTED leaves the run open, a SHOULD does not") {
  for (const VerdictKind kind : {VerdictKind::inconclusive, untested}) {
    CHECK(with_a_pass(verdict_of(kind)) == Conclusion::inconclusive);
    CHECK(with_a_pass(verdict_of(kind, "secret/fresh", Level::should)) == Conclusion::conforms);
    CHECK(with_a_pass(verdict_of(kind, "secret/fresh", Level::info)) == Conclusion::conforms);
  }
  CHECK(with_a_pass(verdict_of(VerdictKind::na)) == Conclusion::conforms);
}

TEST_CASE("a clause whose need is not met leaves no run open, but one that consent alone would show does") {
  const Verdict second = verdict_of(untested, "secret/unique-across-tokens"),
                auth = verdict_of(untested, "auth/required");
  CHECK(with_a_pass(second, {.may_rotate = true, .tokens = 2}) == Conclusion::inconclusive);
  CHECK(with_a_pass(second, {.may_rotate = true, .tokens = 1}) == Conclusion::conforms);
  CHECK(with_a_pass(second, {.may_rotate = false, .tokens = 0}) == Conclusion::inconclusive);
  CHECK(with_a_pass(auth, {.has_credentials = true}) == Conclusion::inconclusive);
  CHECK(with_a_pass(auth, {.has_credentials = false}) == Conclusion::conforms);
}

TEST_CASE("any outcome that was looked at makes a run tested, and a run without one is inconclusive") {
  for (const VerdictKind kind : {pass, VerdictKind::info})
    CHECK(conclude({verdict_of(kind)}, {}) == Conclusion::conforms);
  for (const VerdictKind kind : {VerdictKind::warn, VerdictKind::waived})
    CHECK(conclude({verdict_of(kind)}, {}) == Conclusion::conforms_with_warnings);
  CHECK(conclude({verdict_of(VerdictKind::na)}, {}) == Conclusion::inconclusive);
  CHECK(conclude({verdict_of(untested, "secret/fresh", Level::should)}, {}) == Conclusion::inconclusive);
}

TEST_CASE("a FAIL does not conform, whatever else there is, and a check that broke is inconclusive") {
  for (const VerdictKind other : {VerdictKind::error, VerdictKind::inconclusive, VerdictKind::warn})
    CHECK(conclude({verdict_of(VerdictKind::fail), verdict_of(other)}, two_tokens) == Conclusion::does_not_conform);
  CHECK(with_a_pass(verdict_of(VerdictKind::error, "secret/fresh", Level::should)) == Conclusion::inconclusive);
}

TEST_CASE("a run that left clauses out is partial where a whole one would conform, and nowhere else") {
  const Conditions part{.may_rotate = true, .tokens = 2, .selection = {.only = {"shape"}}};
  const Verdict left_out = verdict_of(untested);
  CHECK(conclude({verdict_of(pass, "shape/json"), left_out}, part) == Conclusion::partial);
  CHECK(conclude({verdict_of(VerdictKind::warn, "shape/json"), left_out}, part) == Conclusion::partial);
  CHECK(conclude({verdict_of(VerdictKind::fail, "shape/json"), left_out}, part) == Conclusion::does_not_conform);
  CHECK(conclude({verdict_of(untested, "shape/json"), left_out}, part) == Conclusion::inconclusive);
  CHECK(conclude({verdict_of(pass, "shape/json")}, part) == Conclusion::conforms);
}

TEST_CASE("a run that ended before its scenarios were sent is partial, one whose exploring ended is not") {
  CHECK(conclude({verdict_of(pass)}, {.stopped_early = "interrupted"}) == Conclusion::partial);
  CHECK(conclude({verdict_of(pass)}, {.stopped_early = "explore: the budget is used up"}) == Conclusion::conforms);
  CHECK(conclude({verdict_of(pass)}, {}) == Conclusion::conforms);
}

}  // namespace assay::test
