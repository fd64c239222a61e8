// Waivers: known violations that somebody answers for, until a day. A waiver turns FAIL or WARN into WAIVED, so that
// the exit code changes; the findings stay in the report.
//
//     waivers:
//       - clause: secret/fresh
//         scope: https://api.example.com     # a base URL, its host or host:port, or the vendor's name
//         reason: ticket 12, repaired in release 7.2
//         owner: ops@example.com
//         expires: 2026-12-31                # the last day on which it holds, UTC
//
// A waiver that waives nothing says why, as its state:
//     live        it waived a verdict of this run
//     unused      the clause is neither FAIL nor WARN: take the waiver out
//     elsewhere   its scope is another server
//     expired     its day is over
//     too broad   clause is "*" or "family/*", or scope is "*": name the clause and the server
//     refused     MUST clauses of the family secrecy can't be waived
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/judge/judge.h"
#include "reports/model/report.h"

namespace assay {

struct Waiver {
  std::string clause{};
  std::string scope{};
  std::string reason{};
  std::string owner{};
  std::string expires{};  // YYYY-MM-DD
  int line = 0;           // where it begins in the file
};

// Throws BadDocument with file and line for what is no waiver file: a member that is missing, empty, unknown or no
// text, a clause that the catalogue does not have, a date that does not exist, two waivers of one clause and scope.
std::vector<Waiver> parse_waivers(std::string_view text, const std::string& file, const Catalogue& catalogue);

// What a waiver is held against.
struct WaiverScope {
  std::string base_url{};
  std::string vendor{};
  std::string today{};  // YYYY-MM-DD, UTC
};

// Waives what may be waived in `verdicts`; gives the waivers in their order, each with its state.
std::vector<Report::Waiver> apply_waivers(const std::vector<Waiver>& waivers, const WaiverScope& scope,
                                          std::vector<Verdict>& verdicts);

}  // namespace assay
