// Deliveries of the mock: look, send one, wait until some were taken.
#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "mock/admin/call.h"

namespace assay {
namespace {

using nlohmann::json;

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

Response resend(const AdminCall& call) {
  const auto number = call.body.at("number").get<std::uint64_t>();
  const std::string id = sender_of(call).resend(number);
  if (id.empty())
    throw Problem{.status = 404,
                  .detail =
                      "There is no delivery of that number among the last 1000, or the receiver "
                      "answered 410, which ends all."};
  return json_answer(202, {{"id", id}});
}

Response wait(const AdminCall& call) {
  sender_of(call);
  return wait_for_count(call, Sender::kept, [parts = call.parts] {
    const auto sent = parts->sender->sent();
    return static_cast<std::uint64_t>(std::count_if(
        sent.begin(), sent.end(), [](const auto& each) { return each.state == SentDelivery::State::taken; }));
  });
}

}  // namespace

std::vector<AdminRoute> admin_delivery_routes() {
  return {{.method = "GET", .path = "/__admin/deliveries", .answer = list},
          {.method = "POST", .path = "/__admin/deliveries", .body = "NewDelivery", .answer = send},
          {.method = "POST", .path = "/__admin/deliveries/resend", .body = "Resend", .answer = resend},
          {.method = "GET", .path = "/__admin/deliveries/wait", .query = {"count", "timeout"}, .answer = wait}};
}

}  // namespace assay
