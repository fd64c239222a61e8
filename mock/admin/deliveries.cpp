// Deliveries of the mock: look, send one, wait until some were taken.
#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "mock/admin/call.h"
#include "mock/http/delivery.h"

namespace assay {
namespace {

using nlohmann::json;
using Steady = std::chrono::steady_clock;

constexpr std::chrono::minutes longest_wait{1};

Sender& sender_of(const AdminCall& call) {
  if (!call.parts->sender)
    throw Problem{.status = 409, .detail = "This mock delivers nothing: start it with --deliver-to URL."};
  return *call.parts->sender;
}

json view_of(const DeliveryAttempt& attempt) {
  return {{"when", to_rfc3339(attempt.when)},
          {"status", attempt.status == 0 ? json(nullptr) : json(attempt.status)},
          {"failure", attempt.failure.empty() ? json(nullptr) : json(attempt.failure)},
          {"secret", attempt.secret}};
}

json view_of(const SentDelivery& delivery) {
  using enum SentDelivery::State;
  json attempts = json::array();
  for (const DeliveryAttempt& attempt : delivery.attempts) attempts.push_back(view_of(attempt));
  return {{"number", delivery.number},
          {"id", delivery.id},
          {"type", delivery.event.type},
          {"session", delivery.event.session},
          {"of", identity_key(delivery.event.parameters)},
          {"made", to_rfc3339(delivery.made)},
          {"state", delivery.state == waiting ? "waiting"
                    : delivery.state == taken ? "taken"
                                              : "given up"},
          {"attempts", std::move(attempts)}};
}

Response list(const AdminCall& call) {
  json views = json::array();
  for (const SentDelivery& delivery : sender_of(call).sent()) views.push_back(view_of(delivery));
  return json_answer(200, {{"deliveries", std::move(views)}});
}

// The parameters of the session's resource of that key.
std::vector<std::string> parameters_of(const AdminCall& call, const std::string& session, const std::string& key) {
  for (const Resource& resource : call.parts->store->list(session))
    if (resource.key() == key) return resource.parameters();
  throw Problem{.status = 404, .detail = "There is no such id."};
}

Response send(const AdminCall& call) try {
  Sender& sender = sender_of(call);
  const json& id = call.body.at("id");
  const std::string session = call.body.value("session", "");
  DeliveryEvent event{.type = call.body.value("type", "test"),
                      .session = session,
                      .parameters = parameters_of(call, session, id.is_string() ? id.get<std::string>() : id.dump()),
                      .data = call.body.contains("data") ? call.body.at("data").dump() : ""};
  std::optional<DeliveryFault> fault;
  if (call.body.contains("fault")) fault = parse_delivery_fault(call.body.at("fault").get<std::string>());
  const std::string sent = sender.send(std::move(event), fault);
  return json_answer(202, {{"id", sent}});
} catch (const std::invalid_argument& error) {
  throw Problem{.status = 422, .detail = error.what(), .errors = {{.pointer = "/fault", .message = error.what()}}};
}

std::chrono::microseconds patience_of(const AdminCall& call) try {
  const auto time = parse_duration(text_of(call, "timeout", "10s"));
  if (time > longest_wait) throw Problem{.detail = "timeout is longer than a minute."};
  return time;
} catch (const std::invalid_argument&) {
  throw Problem{.detail = "timeout is no length of time, as 500ms or 10s."};
}

Response wait(const AdminCall& call) {
  sender_of(call);
  const auto wanted = number_of(call, "count", 1, Sender::kept, 1);
  const auto until = Steady::now() + patience_of(call);
  const auto look = [parts = call.parts, wanted, until]() -> std::optional<Response> {
    const auto sent = parts->sender->sent();
    const auto taken = static_cast<std::uint64_t>(std::count_if(
        sent.begin(), sent.end(), [](const auto& each) { return each.state == SentDelivery::State::taken; }));
    if (taken < wanted && Steady::now() < until) return std::nullopt;
    return json_answer(200, {{"met", taken >= wanted}, {"count", taken}});
  };
  return {.status = 200,
          .delivery = std::make_shared<const Delivery>(Delivery{.later = std::make_shared<const Later>(look)})};
}

}  // namespace

std::vector<AdminRoute> admin_delivery_routes() {
  return {{.method = "GET", .path = "/__admin/deliveries", .answer = list},
          {.method = "POST", .path = "/__admin/deliveries", .body = "NewDelivery", .answer = send},
          {.method = "GET", .path = "/__admin/deliveries/wait", .query = {"count", "timeout"}, .answer = wait}};
}

}  // namespace assay
