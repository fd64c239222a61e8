// A Matrix as Markdown and as JSON.
#include <nlohmann/json.hpp>

#include "reports/compare/matrix.h"
#include "reports/model/template.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

// Text in a cell of a table: nothing in it is Markdown or HTML.
std::string plain(const std::string& text) {
  std::string escaped;
  for (const char c : visible_text(text)) {
    if (c == '\n') {
      escaped += ' ';
      continue;
    }
    if (c == '<')
      escaped += "&lt;";
    else if (c == '&')
      escaped += "&amp;";
    else {
      if (std::string_view("\\`*_[]|#~!>").find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

// `<...>` takes any path but these three characters, which the caller has percent-encoded.
std::string link(const std::string& text, const std::string& href) { return '[' + text + "](<" + href + ">)"; }

std::string word_of(const Matrix::Cell& cell) {
  if (cell.verdict) return link(std::string(to_text(*cell.verdict)), cell.href);
  return cell.absence.empty() ? "-" : plain(cell.absence);
}

std::string coverage_of(const Coverage& coverage) {
  return std::to_string(coverage.tested) + " of " + std::to_string(coverage.applicable);
}

std::string header_rows(const Matrix& matrix) {
  std::string names = "| Clause | Level |", rule = "|---|---|", verdicts = "| **verdict** | |", tested = "| tested | |";
  for (const Matrix::Vendor& vendor : matrix.vendors) {
    names += ' ' + plain(vendor.name) + " |";
    rule += "---|";
    const bool has_report = vendor.absence.empty();
    verdicts +=
        ' ' + (has_report ? link(std::string(to_text(vendor.verdict)), vendor.href) : plain(vendor.absence)) + " |";
    tested += ' ' + (has_report ? coverage_of(vendor.coverage) : "-") + " |";
  }
  return names + '\n' + rule + '\n' + verdicts + '\n' + tested + '\n';
}

// A vendor without a report has the word for it in the place of a verdict.
Json to_json(const Matrix::Vendor& vendor) {
  const bool has_report = vendor.absence.empty();
  Json json = {
      {"name", vendor.name},
      {"report", vendor.report_id},
      {"base_url", vendor.base_url},
      {"started", vendor.started},
      {"verdict", has_report ? Json(to_text(vendor.verdict)) : Json(nullptr)},
      {"coverage",
       {{"tested", vendor.coverage.tested}, {"applicable", vendor.coverage.applicable}, {"all", vendor.coverage.all}}},
      {"href", vendor.href}};
  if (!has_report) json["absence"] = vendor.absence;
  return json;
}

}  // namespace

std::string matrix_as_markdown(const Matrix& matrix) {
  std::string text = "# Vendors by clauses\n\n";
  for (const std::string& note : matrix.notes) text += "> " + plain(note) + "\n\n";
  text += header_rows(matrix);
  for (const Matrix::Row& row : matrix.rows) {
    text += "| " + plain(row.clause) + " | " + std::string(to_text(row.level)) + " |";
    for (const Matrix::Cell& cell : row.cells) text += ' ' + word_of(cell) + " |";
    text += '\n';
  }
  return text;
}

std::string matrix_as_json(const Matrix& matrix) {
  Json json = {
      {"format", "assay-matrix/1"}, {"notes", matrix.notes}, {"vendors", Json::array()}, {"clauses", Json::array()}};
  for (const Matrix::Vendor& vendor : matrix.vendors) json["vendors"].push_back(to_json(vendor));
  for (const Matrix::Row& row : matrix.rows) {
    Json cells = Json::array();
    for (const Matrix::Cell& cell : row.cells) {
      Json verdict = cell.verdict ? Json(to_text(*cell.verdict)) : Json(nullptr);
      cells.push_back({{"verdict", std::move(verdict)}, {"href", cell.href}, {"what", cell.what}});
    }
    json["clauses"].push_back({{"id", row.clause},
                               {"level", to_text(row.level)},
                               {"requirement", row.requirement},
                               {"cells", std::move(cells)}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace assay
