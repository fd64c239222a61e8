// The clock and the faults: read, set, take back.
#include <charconv>
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "mock/admin/call.h"
#include "mock/state/moment.h"

namespace assay {
namespace {

using nlohmann::json;

Response clock(const AdminCall& call) {
  const ClockSetting setting = call.parts->clock->setting();
  const bool runs = setting.runs == ClockSetting::Runs::with_machine;
  return json_answer(200, {{"now", to_rfc3339(call.parts->clock->now())},
                           {"runs", runs},
                           {"ahead", runs ? json(to_text(setting.ahead)) : json(nullptr)}});
}

Response set_clock(const AdminCall& call) try {
  call.parts->clock->set(parse_clock(call.body.at("set").get<std::string>()));
  return clock(call);
} catch (const std::invalid_argument& error) {
  throw Problem{.status = 422, .detail = error.what(), .errors = {{.pointer = "/set", .message = error.what()}}};
}

Response advance_clock(const AdminCall& call) try {
  const std::string by = call.body.at("by").get<std::string>();
  const bool back = by.starts_with('-');
  const auto distance = parse_duration(back ? by.substr(1) : by);
  call.parts->clock->advance(back ? -distance : distance);
  return clock(call);
} catch (const std::invalid_argument& error) {
  throw Problem{.status = 422, .detail = error.what(), .errors = {{.pointer = "/by", .message = error.what()}}};
}

json view_of(const FaultInForce& fault) {
  return {{"number", fault.number}, {"rule", fault.rule}, {"matched", fault.matched}, {"fired", fault.fired}};
}

Response faults(const AdminCall& call) {
  json views = json::array();
  for (const FaultInForce& fault : call.parts->faults->list()) views.push_back(view_of(fault));
  return json_answer(200, {{"faults", std::move(views)}});
}

Response add_fault(const AdminCall& call) try {
  const std::string rule = call.body.at("rule").get<std::string>();
  const int number = call.parts->faults->add(parse_fault(rule));
  return json_answer(201, view_of({.number = number, .rule = rule}));
} catch (const std::invalid_argument& error) {
  throw Problem{.status = 422, .detail = error.what(), .errors = {{.pointer = "/rule", .message = error.what()}}};
}

Response remove_fault(const AdminCall& call) {
  int number = 0;
  const std::string& text = call.parameter;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  if (!whole || !call.parts->faults->remove(number))
    throw Problem{.status = 404, .detail = "There is no fault of that number."};
  return no_content();
}

Response remove_faults(const AdminCall& call) {
  call.parts->faults->replace({});
  return no_content();
}

}  // namespace

std::vector<AdminRoute> admin_control_routes() {
  return {{.method = "GET", .path = "/__admin/clock", .answer = clock},
          {.method = "PUT", .path = "/__admin/clock", .body = "ClockChange", .answer = set_clock},
          {.method = "POST", .path = "/__admin/clock/advance", .body = "ClockAdvance", .answer = advance_clock},
          {.method = "GET", .path = "/__admin/faults", .answer = faults},
          {.method = "POST", .path = "/__admin/faults", .body = "NewFault", .answer = add_fault},
          {.method = "DELETE", .path = "/__admin/faults", .answer = remove_faults},
          {.method = "DELETE", .path = "/__admin/faults/{number}", .answer = remove_fault}};
}

}  // namespace assay
