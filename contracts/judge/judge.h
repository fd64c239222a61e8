// From what was said to a verdict on each clause.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/judge/check.h"
#include "contracts/judge/selection.h"

namespace assay {

enum class VerdictKind { pass, fail, warn, info, na, untested, inconclusive, waived, error };

struct Verdict {
  std::shared_ptr<const Check> check{};  // of the catalogue; never null
  VerdictKind kind = VerdictKind::untested;
  Level level =
      Level::must;       // the check's, under policy and conditions: class D is MUST only for the policy's framework
  std::string reason{};  // why it is neither PASS nor FAIL; empty for those
  Evidence evidence{};
};

// What the run could not do, so that an untested clause can say why.
struct Conditions {
  bool may_rotate = false;
  std::size_t tokens = 0;  // how many ids may be rotated
  bool has_credentials = false;
  ClauseSelection selection{};  // clauses that are not in it are not judged: UNTESTED
  std::string stopped_early{};  // History::stopped_early
  enum class Strictness { as_written, should_is_must } strictness = Strictness::as_written;
};

// Judges histories of one contract under the same conditions; what is the same for all it works out once. Not
// thread-safe. The contract must outlive it.
class Judge {
 public:
  Judge(const Contract& contract, Conditions conditions);

  // One verdict for each clause of catalogue_of(contract), in its order. A check that throws is ERROR with its message,
  // never a pass. What an earlier history said has no part in it. Where ten answers or more say that the operation is
  // not there (404, 405, 410, redirections, 501 to 504, pages of HTML, successes that are no record) and none that it
  // is, what is broken is INCONCLUSIVE: a wrong base URL accuses nobody.
  std::vector<Verdict> judge(const History& history);

 private:
  Verdict judge_one(std::size_t k, const Facts& facts) const;

  const Contract& contract_;
  Conditions conditions_;
  HistoryReader reader_;
  Catalogue catalogue_{};
  std::vector<Level> levels_{};   // of the catalogue, index by index
  std::vector<bool> selected_{};  // the same
};

// One history, by a judge of its own. Pure.
std::vector<Verdict> judge(const Contract& contract, const History& history, const Conditions& conditions);

// Whether the run's conditions let the clause be seen at all: it is selected and its need is met. Consent to rotate is
// no such condition, so that a run without it stays inconclusive instead of green.
bool applicable(const Check& check, const Conditions& conditions);

// The whole run: a FAIL does not conform; else an ERROR, or an applicable MUST clause that is UNTESTED or INCONCLUSIVE,
// or nothing tested at all is inconclusive; else a run that left clauses out, or ended before all scenarios were sent,
// is partial: what was seen of the contract was kept, which is not to say that the server conforms. Else a WARN or
// WAIVED conforms with warnings.
enum class Conclusion { conforms, conforms_with_warnings, does_not_conform, inconclusive, partial };
Conclusion conclude(const std::vector<Verdict>& verdicts, const Conditions& conditions);

// Whether the clause counts as looked at: PASS, FAIL, WARN, INFO, WAIVED.
bool is_tested(VerdictKind kind);

std::string_view to_text(VerdictKind kind);       // "PASS", "FAIL", ...
std::string_view to_text(Conclusion conclusion);  // "CONFORMS", "DOES_NOT_CONFORM", ...

}  // namespace assay
