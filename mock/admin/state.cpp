// Health, version, state, reset, sessions, metrics.
#include <algorithm>

#include "mock/admin/call.h"
#include "mock/state/moment.h"

namespace assay {
namespace {

using nlohmann::json;

Response health(const AdminCall&) { return json_answer(200, {{"status", "ok"}}); }

Response version(const AdminCall& call) {
  return json_answer(200, {{"name", "assay mock"}, {"version", call.parts->version}});
}

std::string_view name_of(Policy::OnState state) { return state == Policy::OnState::refuse ? "refuse" : "rotate"; }

std::string_view name_of(Policy::Token token) {
  switch (token) {
    case Policy::Token::full: return "full";
    case Policy::Token::masked: return "masked";
    case Policy::Token::empty: return "empty";
  }
  return "unknown";
}

json view_of(const Policy& policy) {
  return {{"inactive", name_of(policy.inactive)},
          {"no_webhook", name_of(policy.no_webhook)},
          {"token_in_200", name_of(policy.token_in_200)},
          {"asks_for_bearer", !policy.bearer.empty()},
          {"rate_limit", policy.rate_limit},
          {"touch_last_used", policy.touch_last_used}};
}

Response state(const AdminCall& call) {
  const MockParts& parts = *call.parts;
  const JournalCounts counts = parts.journal->counts();
  return json_answer(200, {{"now", to_rfc3339(parts.clock->now())},
                           {"sessions", parts.store->sessions().size()},
                           {"faults", parts.faults->list().size()},
                           {"requests", {{"seen", counts.seen}, {"kept", counts.kept}, {"dropped", counts.dropped}}},
                           {"policy", view_of(parts.policy)}});
}

// One session's tokens; or all that a test may have changed.
Response reset(const AdminCall& call) {
  const MockParts& parts = *call.parts;
  if (call.query.contains("session")) {
    parts.store->reset(call.query.at("session"));
    return no_content();
  }
  for (const std::string& session : parts.store->sessions()) parts.store->reset(session);
  parts.clock->set(parts.first_clock);
  parts.faults->replace(parts.first_faults);
  parts.journal->clear();
  return no_content();
}

Response sessions(const AdminCall& call) {
  auto names = call.parts->store->sessions();
  std::sort(names.begin(), names.end());
  return json_answer(200, {{"sessions", names}});
}

Response metrics(const AdminCall& call) {
  const MockParts& parts = *call.parts;
  const JournalCounts counts = parts.journal->counts();
  std::string text = parts.metrics->to_text();
  append_metric(text, MetricKind::counter, "assay_mock_faults_total", "Requests that a fault rule spoiled.",
                parts.faults->fired());
  append_metric(text, MetricKind::counter, "assay_mock_journal_dropped_total", "Requests that the journal let go.",
                counts.dropped);
  append_metric(text, MetricKind::gauge, "assay_mock_sessions", "Sessions that are held.",
                parts.store->sessions().size());
  Response response = no_content();
  response.status = 200;
  response.headers.push_back({"Content-Type", "text/plain; version=0.0.4; charset=utf-8"});
  response.body = std::move(text);
  return response;
}

}  // namespace

std::vector<AdminRoute> admin_state_routes() {
  return {{.method = "GET", .path = "/__admin/health", .answer = health},
          {.method = "GET", .path = "/__admin/version", .answer = version},
          {.method = "GET", .path = "/__admin/state", .answer = state},
          {.method = "POST", .path = "/__admin/reset", .query = {"session"}, .answer = reset},
          {.method = "GET", .path = "/__admin/sessions", .answer = sessions},
          {.method = "GET", .path = "/__admin/metrics", .answer = metrics}};
}

}  // namespace assay
