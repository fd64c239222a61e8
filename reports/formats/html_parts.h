// The parts of the HTML page that repeat, each with a template of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/model/report.h"
#include "reports/model/template.h"

namespace assay {

// All exchanges of a report by id, for a page that cites them. Refers to the report.
class Exhibits {
 public:
  explicit Exhibits(const Report& report);

  const Report::Exchange* find(std::size_t id) const;
  // Into the answer of exchange `id`, as the first finding that it shows says; or empty.
  std::string pointer(std::size_t id) const;
  // The path of the base URL, which stands before every request's target: "/v1"; empty when there is none.
  const std::string& base_path() const { return base_path_; }

 private:
  std::map<std::size_t, const Report::Exchange*> by_id_{};
  std::map<std::size_t, std::string> pointers_{};
  std::string base_path_{};
};

// An entry of the evidence can be folded and is linked to; a quotation stands inside a finding.
enum class ExchangeView { entry, quotation };
std::string exchange_html(const Report::Exchange& exchange, const std::string& pointer, const Exhibits& exhibits,
                          ExchangeView view);

// `change`: against the baseline, or empty.
std::string clause_html(const Report::Clause& clause, const std::string& change, const Exhibits& exhibits);

// The anchor of a clause, without its "c-": "secret-fresh".
std::string anchor_of(const std::string& clause_id);

}  // namespace assay
