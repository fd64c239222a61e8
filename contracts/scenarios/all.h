// The scenarios, one file each; contracts/scenarios/all.cpp puts them in order.
#pragma once

#include <string_view>

#include "contracts/scenarios/scenario.h"

namespace assay {

Scenario invalid_ids();
Scenario named_ids();
Scenario rotate_sequence();
Scenario odd_ids();
Scenario rotate_race();
Scenario rotate_race_across();
Scenario numeric_edges();
Scenario unknown_ids();
Scenario path_tricks();
Scenario wrong_methods();
Scenario odd_requests();
Scenario no_credentials();
Scenario deliveries();

Headers without_authorization(Headers headers);

// Adds to the query of a request: "_method=POST".
void add_query(Request& request, std::string_view query);

}  // namespace assay
