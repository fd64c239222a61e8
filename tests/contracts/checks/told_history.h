// A history told exchange by exchange in a test's own lines, and what one clause makes of it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contracts/judge/judge.h"

namespace assay::test {

const char* const json_type = "application/json";

// A rotation of the raw path segment `id`, and what came back. It is sent when the one before it is done, and takes 1
// ms.
Exchange asked(const std::string& id, Outcome outcome);

// An answer that the operation has, or another.
Response answer(int status, const std::string& body = "{}", Headers headers = {{"Content-Type", json_type}});

// The 200 of token `id` with a secret that no other number has, and with these members instead of a sound record's; a
// member that is "left out" is.
Response rotated(const std::string& id, int number, const nlohmann::json& members = nlohmann::json::object());

// The secret of rotated(): "whsec_" and 43 letters and digits that look random.
std::string secret_number(int number);

Exchange with_header(Exchange exchange, const std::string& name, const std::string& value);
Exchange during(Exchange exchange, double sent_ms, double done_ms);

// What the clause says of a history of these, with consent, two tokens and credentials.
Verdict verdict_on(const std::string& clause, std::vector<Exchange> exchanges, History history = {});

// What the clause finds in it, a line each; empty: nothing.
std::string blame(const std::string& clause, const std::vector<Exchange>& exchanges);

}  // namespace assay::test
