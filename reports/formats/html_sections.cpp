#include "reports/formats/html_sections.h"

#include <algorithm>
#include <map>

#include "reports/formats/chart.h"
#include "reports/formats/html_parts.h"
#include "reports/formats/outcomes.h"

namespace assay {
namespace {

struct Face {
  const char* name;
  const char* words;
  const char* glyph;
};

Face face_of(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::conforms: return {"pass", "Conforms", "\u2713"};
    case Conclusion::conforms_with_warnings: return {"warn", "Conforms with warnings", "!"};
    case Conclusion::does_not_conform: return {"fail", "Does not conform", "\u2715"};
    case Conclusion::inconclusive: return {"inconclusive", "Inconclusive", "?"};
    case Conclusion::partial: return {"info", "Partial", "\u25D4"};
  }
  return {"error", "", ""};
}

Fields outcome_fields(VerdictKind kind) {
  Fields fields;
  fields["outcome"] = std::string(to_text(kind));
  fields["outcome_class"] = lower(kind);
  fields["meaning"] = std::string(meaning_of(kind));
  return fields;
}

Fields tile(const std::string& value, const std::string& label, const std::string& tile_class = "") {
  Fields fields;
  fields["value"] = value;
  fields["label"] = label;
  fields["tile_class"] = tile_class;
  return fields;
}

// As the first sentence of the page counts them: what an inconclusive clause found is no breach.
bool is_broken(const Report::Clause& clause) {
  return clause.verdict == VerdictKind::fail || clause.verdict == VerdictKind::waived;
}

std::vector<Fields> tiles_of(const Report& report) {
  const auto broken = std::count_if(report.clauses.begin(), report.clauses.end(), is_broken);
  const std::string applicable = std::to_string(report.coverage.applicable);
  const std::string selected = left_out_of(report) > 0 ? "selected clauses tested" : "clauses tested";
  return {tile(std::to_string(report.coverage.tested) + " of " + applicable, selected),
          tile(std::to_string(broken), broken == 1 ? "clause broken" : "clauses broken", broken > 0 ? "bad" : "good"),
          tile(std::to_string(report.run.requests), report.run.requests == 1 ? "request" : "requests"),
          tile(std::to_string(report.run.rotations), report.run.rotations == 1 ? "rotation" : "rotations"),
          tile(duration_words(report.run.duration_ms), "duration")};
}

void show_bar(const Report& report, Fields& page) {
  std::vector<Fields> bar;
  std::string label = "Outcomes:";
  for (const BarPart& part : outcome_bar(report)) {
    Fields fields = outcome_fields(part.kind);
    fields["count"] = std::to_string(part.count);
    fields["meaning"] = meaning_in(report, part.kind);
    fields["x"] = hundredths(part.x);
    fields["width"] = hundredths(part.width);
    label += (bar.empty() ? " " : ", ") + std::to_string(part.count) + ' ' + std::string(to_text(part.kind));
    bar.push_back(std::move(fields));
  }
  page["bar"] = std::move(bar);
  page["bar_label"] = label;
}

std::vector<Fields> series_of(const Timeline& chart) {
  std::vector<Fields> list;
  for (const Series& series : chart.series) {
    Fields& fields = list.emplace_back();
    fields["series_class"] = series.id;
    fields["name"] = series.name;
    fields["path"] = series.path;
    fields["count"] = std::to_string(series.durations_ms.size());
    fields["median"] = duration_words(quantile_of(series.durations_ms, 0.5));
    fields["p95"] = duration_words(quantile_of(series.durations_ms, 0.95));
    fields["longest"] = duration_words(series.durations_ms.back());
  }
  return list;
}

// Labels at the ends stay inside the picture.
std::vector<Fields> ticks(const std::vector<Tick>& marks) {
  std::vector<Fields> list;
  for (const Tick& mark : marks) {
    Fields& fields = list.emplace_back();
    const bool first = mark.at < 1;
    const bool last = mark.at > 96;
    fields["at"] = hundredths(mark.at);
    fields["minor"] = list.size() % 2 == 0;
    fields["line"] = hundredths(mark.at * 2);
    fields["label"] = mark.label;
    fields["anchor"] = first ? "start" : last ? "end" : "middle";
    fields["shift"] = first ? "0.9em" : last ? "-0.2em" : "0.35em";
  }
  return list;
}

// Why the run is inconclusive: what most of the clauses say that leave it open, with how many they are. Empty for other
// verdicts.
std::string why_open(const Report& report) {
  if (report.verdict != Conclusion::inconclusive) return {};
  std::map<std::string, std::size_t> counts;
  for (const Report::Clause& clause : report.clauses) {
    const bool open = clause.verdict == VerdictKind::error || clause.verdict == VerdictKind::inconclusive ||
                      (clause.verdict == VerdictKind::untested && !was_left_out(clause));
    if (open && (clause.level == Level::must || clause.verdict == VerdictKind::error)) ++counts[clause.reason];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first + " (" + counted(most->second, "clause") + ')';
}

}  // namespace

void show_verdict(const Report& report, Fields& page) {
  const Face face = face_of(report.verdict);
  page["verdict"] = std::string(to_text(report.verdict));
  page["verdict_class"] = face.name;
  page["verdict_words"] = face.words;
  page["glyph"] = face.glyph;
  page["summary"] = summary_of(report);
  std::string product = report.subject.vendor;
  for (const std::string& part : {report.subject.product, report.subject.version})
    if (!part.empty()) product += (product.empty() ? "" : " ") + part;
  page["product"] = product;
  page["base_url"] = report.subject.base_url;
  page["document_title"] = report.document.title;
  page["document_version"] = report.document.version;
  page["started"] = report.run.started;
  page["started_words"] = report.run.started.size() < 19
                              ? ""
                              : report.run.started.substr(0, 10) + ' ' + report.run.started.substr(11, 8) + " UTC";
  page["why_open"] = why_open(report);
  page["stopped_early"] = report.run.stopped_early;
  page["tiles"] = tiles_of(report);
  page["all_clauses"] = std::to_string(report.clauses.size());
  std::vector<Fields> outcomes;
  for (const VerdictKind kind : verdict_kinds) outcomes.push_back(outcome_fields(kind));
  page["outcomes"] = std::move(outcomes);
  show_bar(report, page);
}

void show_attention(const Report& report, Fields& page) {
  std::vector<Fields> list;
  for (const VerdictKind kind : {VerdictKind::fail, VerdictKind::error, VerdictKind::inconclusive, VerdictKind::warn})
    for (const Report::Clause& clause : report.clauses) {
      if (clause.verdict != kind) continue;
      Fields fields = outcome_fields(kind);
      fields["anchor"] = anchor_of(clause.id);
      fields["clause_id"] = clause.id;
      fields["headline"] = headline_of(clause);
      list.push_back(std::move(fields));
    }
  page["has_attention"] = !list.empty();
  page["attention"] = std::move(list);
}

void show_timeline(const Report& report, Fields& page) {
  const Timeline chart = timeline_chart(report);
  page["has_timeline"] = !chart.series.empty();
  std::string label = "Latency of " + counted(report.timeline.size(), "request") + " over time:";
  for (const Series& series : chart.series) {
    label += (&series == &chart.series.front() ? " " : ", ") + std::to_string(series.durations_ms.size()) + " got " +
             series.name;
    if (series.id == "silent") page["has_silence"] = true;
  }
  page["chart_label"] = label + "; the table below has the numbers";
  page["series"] = series_of(chart);
  page["x_ticks"] = ticks(chart.x_ticks);
  page["y_ticks"] = ticks(chart.y_ticks);
}

}  // namespace assay
