// Secrets that are made from something known: what a few of them have in common by chance hides nothing.
#include <algorithm>
#include <cstdint>

#include "contracts/digest.h"
#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;

std::string hash_of(std::int64_t second) { return to_hex(digest(Hash::sha256, std::to_string(second))); }

Exchange rotated(const Contract& contract, RunTime sent, const std::string& secret) {
  return {.request = rotation(contract, "1", {}),
          .outcome = Response{.status = 200,
                              .headers = {{"Content-Type", "application/json"}},
                              .body = R"({"id":1,"webhook_secret":")" + secret + "\"}"},
          .sent = sent,
          .done = sent + 1ms};
}

VerdictKind not_derived(const Contract& contract, const History& history) {
  const auto verdicts = judge(contract, history, {.may_rotate = true, .tokens = 1});
  return std::find_if(verdicts.begin(), verdicts.end(),
                      [](const Verdict& v) { return v.check->id == "secret/not-derived"; })
      ->kind;
}

}  // namespace

TEST_CASE("two hashes of the time are found though they begin with the same digit") {
  const Contract contract = load_embedded_contract();
  std::int64_t second = 1769847330;
  while (hash_of(second)[0] != hash_of(second + 1)[0]) ++second;
  History history{.started = std::chrono::system_clock::time_point(std::chrono::seconds(second))};
  history.exchanges.push_back(rotated(contract, 100ms, "whsec_" + hash_of(second)));
  history.exchanges.push_back(rotated(contract, 1100ms, "whsec_" + hash_of(second + 1)));
  CHECK(not_derived(contract, history) == VerdictKind::warn);
}

TEST_CASE("a prefix that all secrets share may be made from the id: it is no part of what is secret") {
  const Contract contract = load_embedded_contract();
  const std::string prefix = to_hex(digest(Hash::sha256, "1"));
  History history;
  history.exchanges.push_back(rotated(contract, 0ms, prefix + "q7w_pz2_lx_v9d_tb4n"));
  history.exchanges.push_back(rotated(contract, 10ms, prefix + "Zr8mYc3HsJ6gUa1e"));
  CHECK(not_derived(contract, history) == VerdictKind::pass);
}

}  // namespace assay::test
