#include "reports/formats/chart.h"
#include "reports/formats/html_parts.h"
#include "reports/json/json_layout.h"

namespace assay {
namespace embedded {
extern const std::string_view exchange_html;
}
namespace {

// With the empty line that a body stands behind.
std::string lines_of(const std::vector<Report::HeaderField>& headers, const Report::Body& body) {
  std::string text;
  for (const Report::HeaderField& header : headers) text += header.name + ": " + header.value + '\n';
  return body.text.empty() ? text : text + '\n';
}

std::string series_class(int status) {
  if (status >= 500) return "s5";
  if (status == 429) return "limited";
  return status >= 400 ? "s4" : status >= 200 && status < 300 ? "s2" : "other";
}

void show_response(const Report::Response& response, const std::string& pointer, Fields& fields) {
  fields["answer"] = "Response";
  fields["status"] = std::to_string(response.status);
  fields["series_class"] = series_class(response.status);
  fields["status_line"] = std::to_string(response.status) + ' ' + response.reason;
  fields["response_headers"] = lines_of(response.headers, response.body);
  MarkedText body = lay_out_json(response.body.text, pointer);
  fields["before"] = std::move(body.before);
  fields["marked"] = std::move(body.marked);
  fields["after"] = std::move(body.after);
  fields["response_note"] = response.body.note;
}

void show_silence(const Report::Silence& silence, Fields& fields) {
  fields["answer"] = "No usable answer";
  fields["status"] = silence.why;
  fields["series_class"] = "silent";
  fields["status_line"] = silence.why;
  fields["response_headers"] = silence.detail;
}

}  // namespace

std::string exchange_html(const Report::Exchange& exchange, const std::string& pointer, const Exhibits& exhibits,
                          ExchangeView view) {
  static thread_local Template page(embedded::exchange_html);
  Fields fields;
  fields["is_entry"] = view == ExchangeView::entry;
  fields["id"] = std::to_string(exchange.id);
  fields["method"] = exchange.request.method;
  fields["target"] = exhibits.base_path() + exchange.request.target;
  fields["request_headers"] = lines_of(exchange.request.headers, exchange.request.body);
  fields["request_body"] = exchange.request.body.text;
  fields["request_note"] = exchange.request.body.note;
  fields["took"] = "after " + duration_words(exchange.duration_ms);
  fields["when"] = exchange.scenario + (exchange.lane > 0 ? ", lane " + std::to_string(exchange.lane) : "") +
                   ", sent at " + duration_words(exchange.sent_ms) + ", took " + duration_words(exchange.duration_ms);
  if (exchange.response) show_response(*exchange.response, pointer, fields);
  if (exchange.no_response) show_silence(*exchange.no_response, fields);
  return page.fill(fields);
}

}  // namespace assay
