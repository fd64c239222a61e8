#include "reports/formats/html.h"

#include <algorithm>

#include "contracts/digest.h"
#include "reports/formats/html_parts.h"
#include "reports/formats/html_sections.h"
#include "reports/formats/outcomes.h"
#include "reports/model/growth.h"

namespace assay {
namespace embedded {
extern const std::string_view page_html;
extern const std::string_view family_html;
extern const std::string_view clause_html;
extern const std::string_view exchange_html;
extern const std::string_view style_css;
}  // namespace embedded
namespace {

struct Family {
  std::string name{};
  std::vector<const Report::Clause*> clauses{};
};

// In the order of their first clause.
std::vector<Family> families_of(const Report& report) {
  std::vector<Family> families;
  for (const Report::Clause& clause : report.clauses) {
    const std::string name = family_of(clause);
    const auto known =
        std::find_if(families.begin(), families.end(), [&](const Family& family) { return family.name == name; });
    (known == families.end() ? families.emplace_back(Family{name, {}}) : *known).clauses.push_back(&clause);
  }
  return families;
}

std::string change_of(const Report& report, const std::string& clause) {
  if (report.baseline)
    for (const Report::Change& change : report.baseline->changes)
      if (change.clause == clause && change.change != "still") return change.change;
  return "";
}

void show_families(const Report& report, const Exhibits& exhibits, Fields& page) {
  Template section(embedded::family_html);
  std::vector<Fields> contents;
  std::string clauses;
  for (const Family& family : families_of(report)) {
    const auto bad = std::count_if(family.clauses.begin(), family.clauses.end(),
                                   [](const Report::Clause* clause) { return needs_attention(clause->verdict); });
    const bool fails = std::any_of(family.clauses.begin(), family.clauses.end(),
                                   [](const Report::Clause* clause) { return clause->verdict == VerdictKind::fail; });
    Fields fields;
    fields["family"] = family.name;
    fields["bad"] = bad > 0 ? std::to_string(bad) : "";
    fields["fails"] = fails;
    contents.push_back(fields);
    std::string members;
    for (const Report::Clause* clause : family.clauses)
      members += clause_html(*clause, change_of(report, clause->id), exhibits);
    fields["members"] = std::move(members);
    fields["count"] = counted(family.clauses.size(), "clause");
    clauses += section.fill(fields);
  }
  page["families"] = std::move(contents);
  page["clauses"] = std::move(clauses);
}

// Where the page's template has the exchanges. No text that a template escapes holds a control character (template.h).
constexpr char exchanges_mark = '\x01';

void show_exchanges(const Report& report, Fields& page) {
  page["has_evidence"] = !report.exchanges.empty();
  page["shown_exchanges"] = std::to_string(report.exchanges.size());
  page["exchanges"] = std::string(1, exchanges_mark);
}

// Puts the exchanges where they belong one by one: those of a long report are most of the page, and stand in memory
// once.
std::string with_exchanges(const std::string& page, const Report& report, const Exhibits& exhibits) {
  const std::size_t place = page.find(exchanges_mark);
  if (place == std::string::npos) return page;
  std::string text = page.substr(0, place);
  for (std::size_t i = 0; i < report.exchanges.size(); ++i) {
    const Report::Exchange& exchange = report.exchanges[i];
    make_room(text, place, i, report.exchanges.size());
    text += exchange_html(exchange, exhibits.pointer(exchange.id), exhibits, ExchangeView::entry);
  }
  return text.append(page, place + 1);
}

}  // namespace

std::string_view style_sheet() { return embedded::style_css; }

std::string style_source(std::string_view style_sheet) {
  return "sha256-" + to_base64(digest(Hash::sha256, style_sheet));
}

std::string page_words() {
  std::string words;
  for (const std::string_view text : {embedded::page_html, embedded::family_html, embedded::clause_html,
                                      embedded::exchange_html, embedded::style_css})
    (words += text) += '\n';
  return words;
}

std::string render_html(const Report& report) {
  const Exhibits exhibits(report);
  Fields page;
  page["style"] = std::string(style_sheet());
  page["style_source"] = style_source(style_sheet());
  show_verdict(report, page);
  show_attention(report, page);
  show_timeline(report, page);
  show_deliveries(report, exhibits, page);
  show_families(report, exhibits, page);
  show_comparison(report, page);
  show_document(report, page);
  show_operations(report, page);
  show_side_effects(report, page);
  show_run(report, page);
  show_exchanges(report, page);
  return with_exchanges(Template(embedded::page_html).fill(page), report, exhibits);
}

}  // namespace assay
