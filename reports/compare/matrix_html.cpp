#include <algorithm>

#include "reports/compare/matrix.h"
#include "reports/formats/html.h"
#include "reports/formats/outcomes.h"
#include "reports/model/template.h"
#include "reports/redaction/shown_text.h"

namespace assay {
namespace embedded {
extern const std::string_view matrix_html;
extern const std::string_view matrix_css;
}  // namespace embedded
namespace {

constexpr std::size_t shown_reason = 160;  // bytes; all of it is one click away

Fields fields_of(const Matrix::Vendor& vendor) {
  return {{{"name", vendor.name},
           {"absence", vendor.absence},
           {"has_report", vendor.absence.empty()},
           {"base_url", vendor.base_url == vendor.name ? "" : vendor.base_url},
           {"started", vendor.started.substr(0, 10)},
           {"verdict", std::string(to_text(vendor.verdict))},
           {"tested", std::to_string(vendor.coverage.tested) + " of " + std::to_string(vendor.coverage.applicable)},
           {"href", vendor.href}}};
}

Fields fields_of(const Matrix::Cell& cell) {
  const std::string word = cell.verdict ? std::string(to_text(*cell.verdict)) : "";
  const bool kept = cell.verdict == VerdictKind::pass;
  std::string what(kept ? "" : cut_utf8(cell.what, shown_reason));
  if (!kept && what.size() < cell.what.size()) what += "...";
  return {{{"known", cell.verdict.has_value()},
           {"absence", cell.absence},
           {"lacks_clause", !cell.verdict && cell.absence.empty()},
           {"word", word},
           {"style", word.empty() ? "absent" : word},
           {"href", cell.href},
           {"what", std::move(what)}}};
}

// Vendors of whom nothing was seen, and those without a report, differ from nobody; a report without the clause differs
// from one that has it.
bool is_same(const Matrix::Row& row) {
  const auto has_clause = [](const Matrix::Cell& cell) { return cell.verdict.has_value() || !cell.absence.empty(); };
  if (!std::all_of(row.cells.begin(), row.cells.end(), has_clause)) return false;
  const auto was_seen = [](const Matrix::Cell& cell) {
    return cell.absence.empty() && cell.verdict != VerdictKind::na && cell.verdict != VerdictKind::untested;
  };
  const auto first = std::find_if(row.cells.begin(), row.cells.end(), was_seen);
  return std::all_of(first, row.cells.end(),
                     [&](const Matrix::Cell& cell) { return !was_seen(cell) || cell.verdict == first->verdict; });
}

// "2 FAIL, 45 PASS": how many clauses of a column got each outcome, the worst first.
std::string outcomes_of(const Matrix& matrix, std::size_t column) {
  std::string text;
  for (const VerdictKind kind :
       {VerdictKind::fail, VerdictKind::error, VerdictKind::inconclusive, VerdictKind::warn, VerdictKind::waived,
        VerdictKind::untested, VerdictKind::pass, VerdictKind::info, VerdictKind::na}) {
    const auto count = std::count_if(matrix.rows.begin(), matrix.rows.end(),
                                     [&](const Matrix::Row& row) { return row.cells[column].verdict == kind; });
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + std::string(to_text(kind));
  }
  return text;
}

Fields fields_of(const Matrix::Row& row) {
  std::vector<Fields> cells;
  for (const Matrix::Cell& cell : row.cells) cells.push_back(fields_of(cell));
  return {{{"clause", row.clause},
           {"requirement", row.requirement},
           {"level", std::string(to_text(row.level))},
           {"is_same", is_same(row)},
           {"cells", std::move(cells)}}};
}

}  // namespace

std::string matrix_as_html(const Matrix& matrix) {
  std::vector<Fields> notes, vendors, rows;
  for (const std::string& note : matrix.notes) notes.push_back({{{"text", note}}});
  for (const Matrix::Vendor& vendor : matrix.vendors) {
    vendors.push_back(fields_of(vendor));
    vendors.back()["outcomes"] = outcomes_of(matrix, vendors.size() - 1);
  }
  for (const Matrix::Row& row : matrix.rows) rows.push_back(fields_of(row));
  const auto reports = static_cast<std::size_t>(std::count_if(matrix.vendors.begin(), matrix.vendors.end(),
                                                              [](const auto& each) { return each.absence.empty(); }));
  const auto differing =
      std::count_if(matrix.rows.begin(), matrix.rows.end(), [](const Matrix::Row& row) { return !is_same(row); });
  const Fields fields{{{"style", std::string(embedded::matrix_css)},
                       {"style_source", style_source(embedded::matrix_css)},
                       {"has_notes", !notes.empty()},
                       {"notes", std::move(notes)},
                       {"columns", counted(reports, "report")},
                       {"absent", counted(matrix.vendors.size() - reports, "vendor")},
                       {"has_absent", reports < matrix.vendors.size()},
                       {"lines", std::to_string(matrix.rows.size())},
                       {"differing", std::to_string(differing)},
                       {"vendors", std::move(vendors)},
                       {"rows", std::move(rows)}}};
  return Template(embedded::matrix_html).fill(fields);
}

}  // namespace assay
