// How formats name and sort outcomes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// In lower case, for classes and anchors: "fail".
std::string lower(VerdictKind kind);

// What an outcome means, in a few words.
std::string_view meaning_of(VerdictKind kind);

// Whether a person should look at it: FAIL, ERROR, INCONCLUSIVE, WARN.
bool needs_attention(VerdictKind kind);

// Whether the run was told to leave the clause out (--only, --exclude): UNTESTED like one that could not be seen, but
// for another reason.
bool was_left_out(const Report::Clause& clause);
std::size_t left_out_of(const Report& report);

// What the outcome means in this report: UNTESTED says how many of them were left out.
std::string meaning_in(const Report& report, VerdictKind kind);

// "49 of 50 clauses tested": of those that were selected, but for NA, which is what Report::coverage and --floor count.
// "8 of 8 selected clauses tested, 44 left out by --only or --exclude" where it is a part.
std::string coverage_of(const Report& report);

// Whose report it is: the vendor as --vendor named it, else the document's title. And the operation under test: its id,
// or "METHOD path". For viewers that keep the tests of many reports apart by the names of suites; "assay" and
// "operation" where a report does not say.
std::string vendor_of(const Report& report);
std::string operation_of(const Report& report);

// The operations, where another than the one that rotates was asked for too; none else: Report::run tells the rest.
std::vector<Report::Operation> shown_operations(const Report& report);

// How many requests asked for none of the operations: with another method, or on another path.
std::size_t requests_beside(const Report& report);

// "17 deliveries: 9 signed with the live secret, 8 with an old one alone", by Report::Delivery::signed_with; empty where
// nobody listened.
std::string deliveries_in_words(const Report& report);

// "secret" of "secret/fresh".
std::string family_of(const Report::Clause& clause);

// "2 of 49 tested clauses are broken." and the like: the verdict as a sentence.
std::string summary_of(const Report& report);

// The sentence that tells most about the clause: its reason, else its first finding, else its requirement.
std::string headline_of(const Report::Clause& clause);

// "FILE:LINE" of the clause in the document; empty when the document says nothing about it.
std::string place_of(const Report::ClauseSource& source);

// "stated by the document" for A, and so on: the classes of contracts/judge/check.h.
std::string_view law_of(std::string_view source_class);

// A finding's message in two: what is wrong, and what an exploration adds to it ("explore, seed 7: the fewest steps
// that show it are 3; ... --explore-replay TOKEN"), which differs from run to run and is mostly empty.
struct Told {
  std::string message{};
  std::string explored{};
};
Told told(const Report::Finding& finding);

// What a finding says of its clause, without digits: findings that differ in these alone, or in what was seen, are one
// defect. Holds nothing that differs from run to run.
std::string defect_of(const Report::Finding& finding);

// "1 request", "2 requests".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace assay
