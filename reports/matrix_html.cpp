#include "reports/matrix.h"
#include "reports/shown_text.h"
#include "reports/template.h"

namespace assay {
namespace embedded {
extern const std::string_view matrix_html;
}
namespace {

constexpr std::size_t kShownReason = 160;  // bytes; all of it is one click away

Fields fields_of(const Matrix::Vendor& vendor) {
  return {{{"name", vendor.name},
           {"base_url", vendor.base_url},
           {"started", vendor.started},
           {"verdict", std::string(to_text(vendor.verdict))},
           {"tested", std::to_string(vendor.coverage.tested) + " of " + std::to_string(vendor.coverage.applicable)},
           {"href", vendor.href}}};
}

Fields fields_of(const Matrix::Cell& cell) {
  const std::string word = cell.verdict ? std::string(to_text(*cell.verdict)) : "";
  const bool kept = cell.verdict == VerdictKind::pass;
  std::string what(kept ? "" : cut_utf8(cell.what, kShownReason));
  if (!kept && what.size() < cell.what.size()) what += "...";
  return {{{"known", cell.verdict.has_value()},
           {"word", word},
           {"style", word.empty() ? "absent" : word},
           {"href", cell.href},
           {"what", std::move(what)}}};
}

Fields fields_of(const Matrix::Row& row) {
  std::vector<Fields> cells;
  for (const Matrix::Cell& cell : row.cells) cells.push_back(fields_of(cell));
  return {{{"clause", row.clause},
           {"requirement", row.requirement},
           {"level", std::string(to_text(row.level))},
           {"cells", std::move(cells)}}};
}

}  // namespace

std::string matrix_as_html(const Matrix& matrix) {
  std::vector<Fields> notes, vendors, rows;
  for (const std::string& note : matrix.notes) notes.push_back({{{"text", note}}});
  for (const Matrix::Vendor& vendor : matrix.vendors) vendors.push_back(fields_of(vendor));
  for (const Matrix::Row& row : matrix.rows) rows.push_back(fields_of(row));
  const Fields fields{{{"has_notes", !notes.empty()},
                       {"notes", std::move(notes)},
                       {"vendors", std::move(vendors)},
                       {"rows", std::move(rows)}}};
  return Template(embedded::matrix_html).fill(fields);
}

}  // namespace assay
