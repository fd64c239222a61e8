#include "contracts/checks/delivery_evidence.h"

#include <algorithm>

namespace assay {

Finding finding(const DeliveryReading& reading, std::string message, std::string expected, std::string actual) {
  return {.message = std::move(message),
          .expected = std::move(expected),
          .actual = std::move(actual),
          .exchanges = {reading.exchange}};
}

// "the secret of exchange 12"
std::string called(const Deliveries& deliveries, std::size_t secret) {
  return "the secret of exchange " + std::to_string(deliveries.secrets[secret].exchange);
}

std::vector<std::size_t> cited(std::vector<std::size_t> exchanges, std::size_t last) {
  std::sort(exchanges.begin(), exchanges.end());
  exchanges.erase(std::unique(exchanges.begin(), exchanges.end()), exchanges.end());
  std::erase(exchanges, last);
  exchanges.push_back(last);
  return exchanges;
}

bool shares(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool is_comparable(const DeliveryReading& reading) {
  return reading.resource && reading.fault.empty() && !reading.is_again;
}

bool is_telling(const DeliveryReading& reading) { return is_comparable(reading) && !reading.may_be_unknown; }

Source of_policy(const Terms& terms, const std::string& key) {
  return {'B', terms.summary + "; the policy's " + key + ", since the document says nothing of deliveries",
          terms.summary_pointer};
}

Check delivery_law(std::string kind, std::string requirement, Source source,
                   std::function<Evidence(const Facts&)> run) {
  return {.kind = std::move(kind),
          .requirement = std::move(requirement),
          .source = std::move(source),
          .need = Need::deliveries,
          .rotates = true,
          .run = std::move(run)};
}

Check delivery_advice(std::string kind, std::string requirement, Source source,
                      std::function<Evidence(const Facts&)> run) {
  Check check = delivery_law(std::move(kind), std::move(requirement), std::move(source), std::move(run));
  check.level = Level::should;
  return check;
}

}  // namespace assay
