// What became of each clause between two runs against the same document and catalogue. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// A verdict says that a clause was seen broken (FAIL, WARN, WAIVED), seen kept (PASS, INFO), or not seen (the others).
//
//     before \ now   kept    broken      not seen
//     kept           -       regressed   unobserved
//     broken         fixed   still       unobserved      WARN, then FAIL: regressed
//     not seen       -       new         -
//
// "Not seen" is never "fixed". A clause that one of the two reports does not have counts as not seen there.
enum class ChangeKind { regressed, fresh, still, fixed, unobserved };

std::string_view to_text(ChangeKind kind);  // "regressed", "new", "still", "fixed", "unobserved"

struct ClauseChange {
  std::string clause{};
  ChangeKind kind = ChangeKind::still;
  Level level = Level::must;
  VerdictKind before = VerdictKind::untested;
  VerdictKind now = VerdictKind::untested;
  std::string requirement{};
  std::string what{};  // the first finding's message now, else why it was not seen now; may be empty
};

struct Diff {
  struct Side {
    std::string id{};
    std::string subject{};  // vendor and base URL
    Conclusion verdict = Conclusion::inconclusive;
  };
  Side before{};
  Side now{};
  std::vector<std::string> notes{};     // what makes the comparison weaker than it looks
  std::vector<ClauseChange> changes{};  // in the order of ChangeKind, then of the catalogue

  std::size_t count(ChangeKind kind) const;
  bool is_worse() const;  // something regressed or is new
};

// What an unequal pair does: `refuse` throws BadDocument when document or catalogue differ, `compare` notes it.
enum class Unequal { refuse, compare };

Diff diff_reports(const Report& before, const Report& now, Unequal unequal);

// Throws BadDocument, with `file` as its place, when `before` judged another document or catalogue than these.
void require_comparable(const Report& before, const std::string& document_sha256, const std::string& catalogue_digest,
                        const std::string& file);

// As Report::baseline holds it.
Report::Baseline baseline_of(const Diff& diff);

std::string diff_as_text(const Diff& diff);
std::string diff_as_json(const Diff& diff);  // format "assay-diff/1"

}  // namespace assay
