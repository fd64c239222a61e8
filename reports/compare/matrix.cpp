#include "reports/compare/matrix.h"

#include <algorithm>
#include <map>
#include <set>

#include "reports/formats/html_parts.h"
#include "reports/formats/outcomes.h"

namespace assay {
namespace {

std::string name_of(const Report& report) {
  const Report::Subject& subject = report.subject;
  if (subject.vendor.empty()) return subject.base_url;
  return subject.product.empty() ? subject.vendor : subject.vendor + ' ' + subject.product;
}

Matrix::Vendor vendor_of(const MatrixSource& source) {
  const Report& report = source.report;
  return {.name = name_of(report),
          .absence = source.absence,
          .report_id = report.id,
          .base_url = report.subject.base_url,
          .started = report.run.started,
          .verdict = report.verdict,
          .coverage = report.coverage,
          .href = source.href};
}

void tell_same_names_apart(std::vector<Matrix::Vendor>& vendors) {
  std::map<std::string, int> seen;
  for (const Matrix::Vendor& vendor : vendors) ++seen[vendor.name];
  for (Matrix::Vendor& vendor : vendors)
    if (seen[vendor.name] > 1)
      vendor.name += " (" + (vendor.report_id.empty() ? vendor.base_url : vendor.report_id) + ')';
}

std::vector<const Report::Clause*> all_clauses(const std::vector<MatrixSource>& sources) {
  std::vector<const Report::Clause*> clauses;
  std::set<std::string> seen;
  for (const MatrixSource& source : sources)
    for (const Report::Clause& clause : source.report.clauses)
      if (seen.insert(clause.id).second) clauses.push_back(&clause);
  return clauses;
}

using ById = std::map<std::string, const Report::Clause*>;

Matrix::Cell cell_of(const ById& clauses, const std::string& id, const MatrixSource& source) {
  const auto found = clauses.find(id);
  if (found == clauses.end()) return {.absence = source.absence};
  const Report::Clause& clause = *found->second;
  return {.verdict = clause.verdict,
          .href = source.href + "#c-" + anchor_of(id),
          .what = clause.findings.empty() ? clause.reason : told(clause.findings.front()).message};
}

std::vector<std::string> notes_on(const std::vector<MatrixSource>& sources) {
  const auto has_report = [](const MatrixSource& source) { return source.absence.empty(); };
  const auto first = std::find_if(sources.begin(), sources.end(), has_report);
  const auto differ = [&](auto member) {
    return std::any_of(first, sources.end(), [&](const MatrixSource& source) {
      return has_report(source) && member(source.report) != member(first->report);
    });
  };
  std::vector<std::string> notes;
  if (differ([](const Report& report) { return report.document.sha256; }))
    notes.emplace_back("The reports judge different documents: equal clauses may ask for different things.");
  if (differ([](const Report& report) { return report.tool.catalogue_digest; }))
    notes.emplace_back(
        "The reports were made with different catalogues: some clauses may be missing or worded otherwise.");
  for (const MatrixSource& source : sources)
    if (!source.report.run.stopped_early.empty())
      notes.push_back("Report " + source.report.id + " stopped early: " + source.report.run.stopped_early);
  return notes;
}

}  // namespace

Matrix make_matrix(const std::vector<MatrixSource>& sources) {
  Matrix matrix{.notes = notes_on(sources)};
  std::vector<ById> clauses;
  for (const MatrixSource& source : sources) {
    matrix.vendors.push_back(vendor_of(source));
    ById& by_id = clauses.emplace_back();
    for (const Report::Clause& clause : source.report.clauses) by_id[clause.id] = &clause;
  }
  tell_same_names_apart(matrix.vendors);
  for (const Report::Clause* clause : all_clauses(sources)) {
    Matrix::Row row{.clause = clause->id, .level = clause->level, .requirement = clause->requirement};
    for (std::size_t v = 0; v < sources.size(); ++v) row.cells.push_back(cell_of(clauses[v], clause->id, sources[v]));
    matrix.rows.push_back(std::move(row));
  }
  return matrix;
}

}  // namespace assay
