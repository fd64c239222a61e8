// A policy as its file would write it: the other way round from reading it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/policy/policy.h"

namespace assay {

// Flow mappings and scalars of YAML: "{role: hint, of: /signing_secret, shows: last 4}".
std::string written(const MemberRole& member);
std::string written(Use::Effect effect);
std::string written(const ErrorShape& shape);  // empty where nothing is said
std::string written(const Window& window);     // the keys of its law
std::string written(const std::vector<std::string>& texts);
std::string written(const std::vector<int>& numbers);
std::string written(const std::vector<std::pair<std::string, std::string>>& members);

// The keys of the mock's part and their values. The bearer is a credential: its value is not told.
std::vector<std::pair<std::string, std::string>> written_mock(const Policy& policy);

// The keys that begin with "webhook_", and their values.
std::vector<std::pair<std::string, std::string>> written_deliveries(const DeliveryRules& rules);

// contracts/slate.policy.yaml, as the program carries it.
std::string_view embedded_policy_text();

}  // namespace assay
