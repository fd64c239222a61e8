#include "reports/deliveries.h"

#include <algorithm>

#include "contracts/judge/delivery_reading.h"
#include "reports/model/timestamp.h"

namespace assay {
namespace {

std::string signed_with(const Deliveries& deliveries, const DeliveryReading& reading) {
  if (!reading.fault.empty()) return "unreadable";
  if (reading.signers.empty() && reading.is_of_before) return "before the run";
  const bool is_unsure = !reading.resource || reading.may_be_unknown;
  if (reading.signers.empty()) return is_unsure ? "not sure" : "none";
  if (reading.resource && std::none_of(reading.signers.begin(), reading.signers.end(), [&](std::size_t k) {
        return deliveries.secrets[k].resource == *reading.resource;
      }))
    return "another resource";
  if (is_unsure) return "not sure";
  const auto live = std::count_if(reading.signers.begin(), reading.signers.end(),
                                  [&](std::size_t k) { return holds(reading.live, k); });
  return live == 0 ? "old" : live == std::ssize(reading.signers) ? "live" : "live and old";
}

std::vector<std::size_t> exchanges_of(const Deliveries& deliveries, const std::vector<std::size_t>& secrets) {
  std::vector<std::size_t> exchanges;
  for (const std::size_t k : secrets) exchanges.push_back(deliveries.secrets[k].exchange);
  return exchanges;
}

Report::Delivery tell(const Deliveries& deliveries, const DeliveryReading& reading) {
  Report::Delivery told{.received_ms = to_ms(reading.arrival->received),
                        .resource = reading.resource.value_or(""),
                        .signed_with = signed_with(deliveries, reading),
                        .signers = exchanges_of(deliveries, reading.signers),
                        .live = exchanges_of(deliveries, reading.live),
                        .fault = reading.fault,
                        .is_again = reading.is_again};
  if (reading.resource) told.trigger = reading.exchange;
  return told;
}

// The first secret that a delivery names.
std::size_t first_named(const std::vector<Report::Delivery>& heard) {
  std::size_t first = SIZE_MAX;
  for (const Report::Delivery& each : heard)
    for (const auto* named : {&each.signers, &each.live})
      for (const std::size_t exchange : *named) first = std::min(first, exchange);
  return first;
}

}  // namespace

std::optional<Report::Deliveries> deliveries_of(const Contract& contract, const History& history) {
  if (contract.deliveries != Contract::Deliveries::heard) return std::nullopt;
  Report::Deliveries told{.scheme = contract.policy.deliveries.scheme};
  if (history.arrivals.empty()) return told;
  const std::vector<Reading> readings = read_history(contract, history);
  const Deliveries deliveries = read_deliveries({.contract = contract, .history = history, .readings = readings});
  for (const DeliveryReading& reading : deliveries.arrivals) told.heard.push_back(tell(deliveries, reading));
  const std::size_t first = first_named(told.heard);
  const RunTime last = history.arrivals.back().received;
  for (const IssuedSecret& secret : deliveries.secrets)
    if (secret.exchange >= first && secret.sent <= last)
      told.secrets.push_back(
          {.exchange = secret.exchange, .resource = secret.resource, .issued_ms = to_ms(secret.done)});
  return told;
}

}  // namespace assay
