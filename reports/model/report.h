// One run against one target, redacted: the only thing that a format sees, and the truth of which every view is
// rendered, now or later. Plain data; report_json.h writes and reads it, make_report.h makes it. Every text in it is
// valid UTF-8 and holds no secret: where a secret stood it says "secret#3" (the third distinct one), so that equality
// stays visible.
//
// One page on purpose, longer than our other headers: it is the report's table of contents.
//
// Points in time are RFC 3339 texts in UTC with milliseconds; durations are milliseconds; sizes are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/judge/check.h"
#include "contracts/judge/coverage.h"
#include "contracts/judge/judge.h"

namespace assay {

struct Report {
  struct Subject {
    std::string vendor{};  // vendor, product, version: as the user gave them, or empty
    std::string product{};
    std::string version{};
    std::string base_url{};       // without credentials
    std::string server_header{};  // of the first answer that has one
    std::string tls_version{};    // empty: no TLS, or not known
  };
  struct Document {
    std::string title{};
    std::string version{};
    std::string sha256{};  // of the file's bytes, hex
    std::string file{};
  };
  struct Tool {
    std::string version{};
    std::string catalogue_digest{};  // SHA-256 over the clauses' ids, levels and requirements, hex
  };
  struct Environment {
    std::string os{};
    std::string ci_provider{};  // empty: none that we know
    std::string ci_run_url{};
    std::optional<std::int64_t> clock_offset_ms{};  // the server's Date minus our clock; Date counts whole seconds
  };
  struct Budgets {
    std::size_t max_requests = 0;
    std::size_t max_rotations = 0;
    std::int64_t max_time_ms = 0;
    double rate = 0;  // requests a second; 0: not limited
  };
  struct Run {
    std::string started{};
    double duration_ms = 0;
    std::string seed{};  // decimal: many JSON readers keep 53 bits only
    std::vector<std::string> command_line{};
    Budgets budgets{};
    std::size_t resources = 0;          // that were allowed to be rotated
    std::size_t given_headers = 0;      // that go out with every request, such as Authorization
    std::size_t requests = 0;           // that left the process
    std::size_t rotations = 0;          // that the server confirmed
    std::size_t retries = 0;            // sent again after a 429
    std::size_t too_many_requests = 0;  // answers with status 429
    std::string stopped_early{};        // why not all was sent; empty when it was
  };
  struct ClauseSource {
    std::string source_class{};  // "A" to "E", see contracts/judge/check.h
    std::string reference{};
    std::string pointer{};
    std::string file{};
    int line = 0;  // 1-based; 0: the document says nothing about it
  };
  struct Reproduce {
    std::string curl{};  // one line for a POSIX shell (bash, zsh or ksh where it uses $'...')
    std::string note{};  // what to set or know before it runs; empty: nothing
    // The line that sends the finding's exchanges again and judges them: "assay replay out/report.json secret/fresh
    // --case 2"; empty when no report.json was written, or not all of them stand in it whole.
    std::string replay{};
  };
  struct Finding {
    std::string message{};
    std::string expected{};
    std::string actual{};
    std::string pointer{};  // into the answer's body
    Culprit culprit = Culprit::vendor;
    std::vector<std::size_t>
        exchanges{};  // ids; the last shows it; one that is not in Report::exchanges was left out for size
    Reproduce reproduce{};
  };
  struct Clause {
    std::string id{};
    VerdictKind verdict = VerdictKind::untested;
    Level level = Level::must;
    std::string requirement{};
    ClauseSource source{};
    std::optional<Culprit> culprit{};  // of the first finding
    std::size_t observations = 0;      // how often it could have been seen broken
    std::size_t violations = 0;        // how often it was; `findings` may show fewer
    std::string reason{};              // why it is neither PASS nor FAIL
    std::string note{};                // what was seen beside the verdict; one sentence
    std::vector<Finding> findings{};
    std::vector<std::size_t> samples{};  // ids of exchanges that show it kept
  };
  struct HeaderField {
    std::string name{};
    std::string value{};
  };
  struct Body {
    std::string text{};     // redacted, at most the shown limit
    std::size_t bytes = 0;  // of the whole body as received
    std::string note{};     // cut, not UTF-8, not shown: in words; empty when `text` is all of it
  };
  struct Request {
    std::string method{};
    std::string target{};
    std::vector<HeaderField> headers{};
    Body body{};
  };
  struct Response {
    int status = 0;
    std::string reason{};
    std::vector<HeaderField> headers{};
    Body body{};
  };
  struct Silence {
    std::string why{};  // "refused", "timed out", ...
    std::string detail{};
  };
  struct Exchange {
    std::size_t id = 0;  // index into the run's history: stable
    std::string scenario{};
    int lane = 0;
    std::string sent{};
    double sent_ms = 0;  // since the run began
    double duration_ms = 0;
    Request request{};
    std::optional<Response> response{};  // exactly one of response and no_response
    std::optional<Silence> no_response{};
  };
  // One request of the run, shown in full or not: what a chart over time needs.
  struct Moment {
    double sent_ms = 0;  // since the run began
    double duration_ms = 0;
    int status = 0;  // 0: no usable answer
  };
  // An operation that the policy names, and how often the run asked for it: with its method, on its path.
  struct Operation {
    std::string id{};  // operationId; "METHOD path" where the document gives none
    std::string method{};
    std::string path{};    // the template
    std::string effect{};  // rotates, reads, lists
    std::size_t requests = 0;
    std::size_t successes = 0;  // answers with a status that the policy calls one
  };
  // A secret that a rotation gave to a resource, by the exchange of the rotation.
  struct IssuedSecret {
    std::size_t exchange = 0;
    std::string resource{};
    double issued_ms = 0;  // when its answer was there, since the run began
  };
  // A delivery that was heard, and who signed it. Secrets are named by the exchanges of their rotations.
  struct Delivery {
    double received_ms = 0;                // since the run began
    std::string resource{};                // empty: it came by itself
    std::optional<std::size_t> trigger{};  // the exchange that asked for it
    // live, live and old, old, before the run, another resource, none, not sure, unreadable
    std::string signed_with{};
    std::vector<std::size_t> signers{};
    std::vector<std::size_t> live{};  // that may have been: several where rotations overlap
    std::string fault{};              // of one that is unreadable
    bool is_again = false;            // its id came before
  };
  struct Deliveries {
    std::string scheme{};
    std::vector<IssuedSecret> secrets{};  // from the first that signed, or should have, to the last delivery
    std::vector<Delivery> heard{};        // in the order of their coming
  };
  struct ResourceEffect {
    std::string id{};
    std::size_t rotated = 0;           // confirmed by a 2xx
    std::size_t may_have_rotated = 0;  // asked, and no clear answer came
    std::string last_secret_issued{};  // when its answer came (contracts/judge/rotations.h); empty: never seen
    bool last_secret_certain = false;  // no other rotation was, or may have been, under way at the same time or later
  };
  struct SideEffects {
    std::string noun{};         // what the policy calls a resource: "token", "webhook endpoint"
    std::string secret_noun{};  // and what is rotated of it: "secret", "signing secret"
    std::string consequence{};  // what is broken after a rotation, and until when: "webhooks stay broken until ..."
    std::string remedy{};       // how to learn a last secret that was not saved: "rotate once more to learn one"
    std::vector<ResourceEffect> resources{};
    std::size_t at_most =
        0;  // rotations: requests sent that a careless server may rotate for. At least: RunRecord::rotations
    std::string last_secret_saved_to{};  // a file; empty: not saved
    std::string statement{};             // what it means, for a person
  };
  struct DocumentDefect {
    std::string rule{};
    std::string message{};
    std::string pointer{};
    std::string file{};
    int line = 0;
  };
  struct Waiver {
    std::string clause{};
    std::string scope{};
    std::string reason{};
    std::string owner{};
    std::string expires{};  // a date, YYYY-MM-DD
    std::string state{};    // live, expired, unused, too broad, elsewhere, refused: see waivers.h
  };
  struct Change {
    std::string clause{};
    std::string change{};  // new, still, fixed, unobserved, regressed
  };
  struct Baseline {
    std::string id{};
    std::vector<Change> changes{};
  };
  struct LeakAudit {
    std::size_t values = 0;     // tainted values that were searched for
    std::size_t artifacts = 0;  // files that were read back
    std::size_t hits = 0;       // files that held one, and were removed
  };
  // Shows an edit by hand or an accident. It has no key: whoever forges a report can compute it anew.
  struct Integrity {
    std::string sha256{};  // of all else in the report, see seal.h; hex
  };

  std::string format = "assay-report/1";
  std::string id{};
  Conclusion verdict = Conclusion::inconclusive;
  std::map<VerdictKind, std::size_t> counts{};  // an entry for every kind
  Coverage coverage{};
  Subject subject{};
  Document document{};
  Tool tool{};
  Environment environment{};
  Run run{};
  std::vector<Clause> clauses{};           // in the catalogue's order
  std::vector<Exchange> exchanges{};       // by id
  std::vector<Operation> operations{};     // the one that rotates first
  std::vector<Moment> timeline{};          // every request that left the process, in the order of sending
  std::optional<Deliveries> deliveries{};  // where somebody listened for them
  SideEffects side_effects{};
  std::vector<DocumentDefect> document_defects{};
  std::vector<Waiver> waivers{};
  std::optional<Baseline> baseline{};
  LeakAudit leak_audit{};
  std::optional<Integrity> integrity{};
};

// All outcomes of a clause, in the order in which reports count them.
inline constexpr VerdictKind verdict_kinds[] = {VerdictKind::pass,         VerdictKind::fail,   VerdictKind::warn,
                                                VerdictKind::info,         VerdictKind::na,     VerdictKind::untested,
                                                VerdictKind::inconclusive, VerdictKind::waived, VerdictKind::error};

}  // namespace assay
