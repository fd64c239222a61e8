#include "cli/check/last_secrets.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "contracts/judge/asked_id.h"
#include "contracts/judge/reading.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

// Whether the exchange may have given the token another secret.
bool may_have_rotated(const Exchange& exchange) {
  if (const auto* response = response_of(exchange))
    return response->status >= 500 || (response->status >= 200 && response->status < 300);
  const auto reason = std::get<NoResponse>(exchange.outcome).why;
  return reason != NoResponse::Why::refused && reason != NoResponse::Why::tls && reason != NoResponse::Why::not_sent;
}

}  // namespace

bool LastSecrets::hear(const History& so_far) {
  started_ = so_far.started;
  History more{.started = so_far.started};
  more.exchanges.assign(so_far.exchanges.begin() + static_cast<std::ptrdiff_t>(heard_), so_far.exchanges.end());
  heard_ = so_far.exchanges.size();
  const auto readings = read_history(contract_, more);
  const std::size_t before = turns_.size();
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const Exchange& exchange = more.exchanges[k];
    const auto asked = asked_id(contract_.operation(), exchange.request);
    const auto& record = readings[k].record;
    const bool shows = record && record->webhook_secret.state == Member::State::text;
    if (!asked || !may_have_rotated(exchange)) continue;
    turns_.push_back({.asked = asked->value,
                      .shown = record && !record->id.empty() ? record->id : asked->value,
                      .secret = shows ? record->webhook_secret.text : "",
                      .sent = exchange.sent,
                      .done = exchange.done,
                      .shows = shows,
                      .lost = response_of(exchange) == nullptr});
  }
  return turns_.size() > before;
}

bool LastSecrets::is_certain(const std::string& token, const Turn& issued) const {
  return std::none_of(turns_.begin(), turns_.end(), [&](const Turn& turn) {
    const bool itself = turn.sent == issued.sent && turn.done == issued.done;
    if (itself || (turn.asked != token && turn.shown != token)) return false;
    return (turn.lost && turn.sent > issued.sent) || turn.done > issued.sent;
  });
}

std::string LastSecrets::text(const std::string& url) const {
  std::map<std::string, const Turn*> last;
  for (const Turn& turn : turns_) {
    if (turn.shown.empty() || !turn.shows) continue;
    const Turn*& known = last[turn.shown];
    if (!known || turn.done >= known->done) known = &turn;
  }
  if (last.empty()) return {};
  nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
  for (const auto& [id, issued] : last)
    tokens.push_back(
        {{"id", id},
         {"webhook_secret", issued->secret},
         {"issued",
          to_timestamp(started_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(issued->done))},
         {"certain", is_certain(id, *issued)}});
  const nlohmann::ordered_json all = {{"target", url}, {"tokens", std::move(tokens)}};
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace assay
