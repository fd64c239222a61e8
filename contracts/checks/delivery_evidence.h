// What the clauses about deliveries share: contracts/checks/webhook.cpp and webhook_order.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "contracts/checks/families.h"
#include "contracts/judge/delivery_reading.h"

namespace assay {

// Calls see(delivery, evidence) for each that came.
template <class SeeDelivery>
Evidence each_delivery(const Facts& facts, SeeDelivery see) {
  Evidence evidence;
  if (facts.deliveries != nullptr)
    for (const DeliveryReading& reading : facts.deliveries->arrivals) see(reading, evidence);
  return evidence;
}

Finding finding(const DeliveryReading& reading, std::string message, std::string expected, std::string actual);

// "the secret of exchange 12"
std::string called(const Deliveries& deliveries, std::size_t secret);

// What a finding cites: each once, ascending, and `last`, which shows it, behind them.
std::vector<std::size_t> cited(std::vector<std::size_t> exchanges, std::size_t last);

bool shares(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b);

// It was asked for, can be compared, and is no repetition of an earlier one.
bool is_comparable(const DeliveryReading& reading);

// Its secret is known for sure, too.
bool is_telling(const DeliveryReading& reading);

// The document says nothing of deliveries: the words are its summary's, the rest is a key of the policy's.
Source of_policy(const Terms& terms, const std::string& key);

// A clause that deliveries show. MUST; SHOULD.
Check delivery_law(std::string kind, std::string requirement, Source source, std::function<Evidence(const Facts&)> run);
Check delivery_advice(std::string kind, std::string requirement, Source source,
                      std::function<Evidence(const Facts&)> run);

}  // namespace assay
