// Which secret was live and which one signed: a picture, rotations and deliveries in their order, and a table.
#include <algorithm>
#include <map>

#include "reports/formats/chart.h"
#include "reports/formats/html_sections.h"
#include "reports/formats/outcomes.h"
#include "reports/model/short_id.h"

namespace assay {
namespace {

constexpr std::size_t most_rows = 200;
constexpr std::size_t tones = 6;
// Of the picture, in CSS pixels.
constexpr std::size_t column = 30, lane_height = 48, name_width = 90;

// What happened, in order: a secret was given, or a delivery came.
struct Event {
  double at_ms = 0;
  const Report::IssuedSecret* secret = nullptr;
  const Report::Delivery* delivery = nullptr;
};

std::vector<Event> events_of(const Report::Deliveries& deliveries) {
  std::vector<Event> events;
  for (const Report::IssuedSecret& secret : deliveries.secrets)
    events.push_back({.at_ms = secret.issued_ms, .secret = &secret});
  for (const Report::Delivery& delivery : deliveries.heard)
    if (!delivery.resource.empty()) events.push_back({.at_ms = delivery.received_ms, .delivery = &delivery});
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at_ms < b.at_ms; });
  if (events.size() > most_rows) events.resize(most_rows);
  return events;
}

const std::string& resource_of(const Event& event) {
  return event.secret ? event.secret->resource : event.delivery->resource;
}

std::string tone_class(std::size_t n) { return "t" + std::to_string(n % tones); }

class Lane {
 public:
  Lane(std::string resource, std::size_t top) : resource_(std::move(resource)), top_(top) {}

  void add(const Event& event, std::size_t x) { event.secret ? add(*event.secret, x) : add(*event.delivery, x); }

  Fields take(std::size_t end) {
    close(end);
    Fields fields;
    fields["resource"] = short_id(resource_);
    fields["name_y"] = std::to_string(top_ + 24);
    fields["strips"] = std::move(strips_);
    fields["marks"] = std::move(marks_);
    return fields;
  }

 private:
  void close(std::size_t x) {
    if (!strips_.empty()) strips_.back()["width"] = std::to_string(x - begin_ - 2);
  }
  void add(const Report::IssuedSecret& secret, std::size_t x) {
    close(x);
    begin_ = x;
    tone_of_.emplace(secret.exchange, tone_class(tone_of_.size()));
    Fields& strip = strips_.emplace_back();
    strip["tone_class"] = tone_of_[secret.exchange];
    strip["x"] = std::to_string(x);
    strip["y"] = std::to_string(top_ + 4);
    strip["text_x"] = std::to_string(x + 3);
    strip["text_y"] = std::to_string(top_ + 15);
    strip["exchange"] = std::to_string(secret.exchange);
  }
  void add(const Report::Delivery& delivery, std::size_t x) {
    const std::size_t middle = x + column / 2, y = top_ + 32;
    Fields& mark = marks_.emplace_back();
    const auto tone = delivery.signers.empty() ? tone_of_.end() : tone_of_.find(delivery.signers.back());
    mark["has_signer"] = !delivery.signers.empty();
    mark["tone_class"] = tone == tone_of_.end() ? "t5" : tone->second;
    mark["is_odd"] = delivery.signed_with != "live" && delivery.signed_with != "not sure";
    mark["x"] = std::to_string(middle);
    mark["y"] = std::to_string(y);
    mark["cross"] = "M" + std::to_string(middle - 5) + ' ' + std::to_string(y - 5) + "l10 10m-10 0l10 -10";
  }

  std::string resource_;
  std::size_t top_;
  std::size_t begin_ = 0;
  std::map<std::size_t, std::string> tone_of_{};  // by exchange
  std::vector<Fields> strips_{}, marks_{};
};

void draw_lanes(const Report::Deliveries& deliveries, Fields& page) {
  const std::vector<Event> events = events_of(deliveries);
  std::vector<std::string> resources;
  for (const Event& event : events)
    if (std::find(resources.begin(), resources.end(), resource_of(event)) == resources.end())
      resources.push_back(resource_of(event));
  const std::size_t width = name_width + column * events.size();
  std::vector<Fields> lanes;
  for (std::size_t k = 0; k < resources.size(); ++k) {
    Lane lane(resources[k], k * lane_height);
    for (std::size_t i = 0; i < events.size(); ++i)
      if (resource_of(events[i]) == resources[k]) lane.add(events[i], name_width + i * column);
    lanes.push_back(lane.take(width));
  }
  page["lanes_width"] = std::to_string(width);
  page["lanes_height"] = std::to_string(resources.size() * lane_height);
  page["lanes"] = std::move(lanes);
}

std::string numbers(const std::vector<std::size_t>& all) {
  std::string text;
  for (const std::size_t each : all) text += (text.empty() ? "" : ", ") + std::to_string(each);
  return text;
}

std::string tone_of(const std::string& signed_with) {
  if (signed_with == "live" || signed_with == "not sure") return "";
  return signed_with == "live and old" || signed_with == "before the run" ? "warn" : "fail";
}

std::vector<Fields> rows_of(const Report::Deliveries& deliveries, const Exhibits& exhibits) {
  std::vector<Fields> rows;
  for (const Report::Delivery& delivery : deliveries.heard) {
    if (rows.size() == most_rows) break;
    Fields& row = rows.emplace_back();
    row["came"] = duration_words(delivery.received_ms);
    row["resource"] = delivery.resource.empty() ? "came by itself" : short_id(delivery.resource);
    row["trigger"] = delivery.trigger ? std::to_string(*delivery.trigger) : "";
    row["is_shown"] = delivery.trigger && exhibits.find(*delivery.trigger) != nullptr;
    row["tone"] = tone_of(delivery.signed_with);
    row["signed_with"] = delivery.signed_with;
    row["fault"] = delivery.fault;
    row["is_again"] = delivery.is_again;
    row["signers"] = numbers(delivery.signers);
    row["live"] = numbers(delivery.live);
  }
  return rows;
}

}  // namespace

void show_deliveries(const Report& report, const Exhibits& exhibits, Fields& page) {
  const bool has_any = report.deliveries && !report.deliveries->heard.empty();
  page["has_deliveries"] = has_any;
  if (!has_any) return;
  const Report::Deliveries& deliveries = *report.deliveries;
  const std::size_t heard = deliveries.heard.size();
  page["scheme"] = deliveries.scheme;
  page["deliveries_heard"] = deliveries_in_words(report);
  page["deliveries_label"] = deliveries_in_words(report) + "; the table below has them";
  page["heard"] = rows_of(deliveries, exhibits);
  page["more_heard"] =
      heard > most_rows ? std::to_string(heard - most_rows) + " more stand in the report's JSON." : std::string();
  draw_lanes(deliveries, page);
}

}  // namespace assay
