// Vendors by clauses: several reports side by side, each cell one click from its evidence.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/report.h"

namespace assay {

// A report and where its page stands, relative to the matrix ("acme/report.html"): a cell links to its clause there,
// such as "acme/report.html#c-secret-fresh". Or a vendor who came to none: then `absence` says in a word or two why,
// such as "UNREACHABLE", and the report holds its subject alone.
struct MatrixSource {
  Report report{};
  std::string href{};
  std::string absence{};
};

struct Matrix {
  struct Vendor {
    std::string name{};     // vendor and product, else the base URL; with the report's id where two are the same
    std::string absence{};  // why there is no report; empty: there is one, of which the rest but base_url tells
    std::string report_id{};
    std::string base_url{};
    std::string started{};
    Conclusion verdict = Conclusion::inconclusive;
    Coverage coverage{};
    std::string href{};
  };
  struct Cell {
    std::optional<VerdictKind> verdict{};  // empty: the report does not have the clause
    std::string absence{};                 // or there is no report: its vendor's
    std::string href{};
    std::string what{};  // the first finding's message, or the reason; may be empty
  };
  struct Row {
    std::string clause{};
    Level level = Level::must;
    std::string requirement{};
    std::vector<Cell> cells{};  // one a vendor
  };
  std::vector<std::string> notes{};  // what makes the columns less comparable
  std::vector<Vendor> vendors{};     // in the order given
  std::vector<Row> rows{};           // in the order of the first report; clauses that it lacks follow
};

Matrix make_matrix(const std::vector<MatrixSource>& sources);

std::string matrix_as_html(const Matrix& matrix);
std::string matrix_as_markdown(const Matrix& matrix);
std::string matrix_as_json(const Matrix& matrix);  // format "assay-matrix/1"

}  // namespace assay
