// A check says what must hold over everything that was said, whatever scenario caused it, and sends nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/judge/reading.h"

namespace assay {

enum class Level { must, should, info };
enum class Culprit { vendor, document, harness, environment };

// A clause that was seen broken once.
struct Finding {
  std::string message{};  // one sentence
  std::string expected{};
  std::string actual{};   // may hold secrets: only a redacted form leaves the process
  std::string pointer{};  // into the answer's body, where it has one
  Culprit culprit = Culprit::vendor;
  std::vector<std::size_t> exchanges{};  // indices into the history; the last is the one that shows it
};

// What a check found in a history.
struct Evidence {
  std::size_t observations = 0;        // how often the clause could have been seen broken
  std::vector<Finding> findings{};     // how often it was
  std::vector<std::size_t> samples{};  // exchanges that may show it kept: the first observed; findings may cite it
  std::string note{};                  // what was seen, for an INFO clause or beside a PASS; one sentence
  std::string
      not_applicable{};  // why the clause's condition is false here; makes the clause NA when nothing was observed
};

struct Source {
  char source_class = 'A';  // A document, B its words, C a standard, D the framework's convention, E good practice
  std::string reference{};  // "RFC 8259 section 4"; the document's own words
  std::string pointer{};    // into the OpenAPI document; empty when it says nothing about it
};

// What must be there for the clause to be seen at all.
enum class Need { operation, second_token, credentials, deliveries };

struct Deliveries;

// What a check is given: contract, history, and the readings of the history, index by index.
struct Facts {
  const Contract& contract;
  const History& history;
  const std::vector<Reading>& readings;
  const Deliveries* deliveries = nullptr;  // of the history's arrivals (delivery_reading.h); null: none came
};

struct Check {
  std::string kind{};         // the law kind, "family/name"; never renumbered, never reused
  std::string id{};           // what reports call the clause: the kind, or what the policy's laws say
  std::string requirement{};  // one sentence with MUST or SHOULD (RFC 2119)
  Level level = Level::must;
  Source source{};
  Need need = Need::operation;
  bool rotates = false;     // it can be seen only when tokens are rotated
  std::string instead{};    // of `rotates`: what else lets it be seen, in the imperative; empty: nothing
  std::size_t minimum = 1;  // observations below which a kept clause is UNTESTED
  // Whether every finding in a part of a history is one in the whole of it, so that a report's exchanges show it again.
  enum class JudgedAgain { no, yes } judged_again = JudgedAgain::no;
  std::function<Evidence(const Facts&)> run{};  // pure
};

// Clauses, family by family, in the order of reports.
using Catalogue = std::vector<std::shared_ptr<const Check>>;

// Those of the contract: the laws that its document and the roles of its policy give. A policy that names a law kind
// that is not among them is refused with BadDocument.
Catalogue catalogue_of(const Contract& contract);

std::string_view family_of(const Check& check);
std::string_view to_text(Level level);
std::string_view to_text(Culprit culprit);

}  // namespace assay
