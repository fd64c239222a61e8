#include "contracts/history_file.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "contracts/documents/place.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

using nlohmann::json;

RunTime from_ms(double ms) { return std::chrono::nanoseconds(static_cast<std::int64_t>(ms * 1e6)); }

Headers headers_of(const json& message) {
  Headers headers;
  for (const auto& pair : message.value("headers", json::array()))
    headers.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
  return headers;
}

std::string body_of(const json& message) {
  const auto body = message.find("body");
  if (body == message.end()) return "";
  return body->is_string() ? body->get<std::string>() : body->dump();
}

NoResponse::Why why_of(const std::string& text) {
  for (const auto why :
       {NoResponse::Why::refused, NoResponse::Why::tls, NoResponse::Why::timed_out, NoResponse::Why::cut_off,
        NoResponse::Why::let_go, NoResponse::Why::unreadable, NoResponse::Why::not_sent})
    if (to_text(why) == text) return why;
  throw json::other_error::create(501, "\"" + text + "\" is no reason for no answer",
                                  static_cast<const json*>(nullptr));
}

Outcome outcome_of(const json& entry) {
  if (const auto silence = entry.find("no_response"); silence != entry.end())
    return NoResponse{.why = why_of(silence->at("why").get<std::string>()), .detail = silence->value("detail", "")};
  const auto& response = entry.at("response");
  return Response{.status = response.at("status").get<int>(),
                  .reason = response.value("reason", ""),
                  .headers = headers_of(response),
                  .body = body_of(response)};
}

History::Way way_of(const std::string& text) {
  if (text == "in process") return History::Way::in_process;
  if (text == "loopback") return History::Way::loopback;
  if (text == "plain") return History::Way::plain;
  if (text == "tls") return History::Way::tls;
  throw json::other_error::create(501, "\"" + text + "\" is no way: in process, loopback, plain or tls",
                                  static_cast<const json*>(nullptr));
}

std::chrono::system_clock::time_point started_at(const std::string& text) {
  const auto instant = parse_rfc3339(text);
  return std::chrono::system_clock::time_point(std::chrono::seconds(instant ? instant->seconds : 0));
}

Exchange exchange_of(const json& entry, RunTime before) {
  const auto& request = entry.at("request");
  Exchange exchange{.request = {.method = request.value("method", "POST"),
                                .target = request.at("target").get<std::string>(),
                                .headers = headers_of(request),
                                .body = body_of(request)},
                    .outcome = outcome_of(entry),
                    .lane = entry.value("lane", 0),
                    .scenario = entry.value("scenario", "")};
  exchange.sent = entry.contains("sent_ms") ? from_ms(entry["sent_ms"].get<double>()) : before;
  exchange.done = entry.contains("done_ms") ? from_ms(entry["done_ms"].get<double>()) : exchange.sent + from_ms(1);
  return exchange;
}

}  // namespace

History parse_history(const std::string& text, const std::string& file) {
  History history;
  std::size_t index = 0;
  try {
    RunTime before{0};
    const json document = json::parse(text);
    history.way = way_of(document.value("way", "in process"));
    history.started = started_at(document.value("started", ""));
    for (const auto& entry : document.at("exchanges")) {
      history.exchanges.push_back(exchange_of(entry, before));
      before = history.exchanges.back().done;
      ++index;
    }
  } catch (const json::exception& error) {
    throw BadDocument({.file = file, .pointer = "/exchanges/" + std::to_string(index)},
                      std::string("no history: ") + error.what());
  }
  std::stable_sort(history.exchanges.begin(), history.exchanges.end(),
                   [](const Exchange& a, const Exchange& b) { return a.sent < b.sent; });
  return history;
}

History load_history(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw BadDocument({.file = file}, "cannot be read; give a history as JSON");
  std::stringstream text;
  text << stream.rdbuf();
  return parse_history(text.str(), file);
}

}  // namespace assay
