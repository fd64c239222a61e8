// What a run did to the server that it checked.
#pragma once

#include <string>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "reports/model/report.h"

namespace assay {

// In the nouns of the policy. Counted from the history: a 2xx has rotated the resource asked for, or the one that it
// shows where the id asked for names none ("1abc"; "unknown" where it shows none either); a 5xx, and an answer that was
// lost after the request may have arrived, may have. `at_most` counts whatever arrived and could_rotate: a careless
// server may rotate and answer 422 or 429. Resources in order of first appearance. `saved_to` is the file that holds
// the last secret, or empty.
Report::SideEffects side_effects_of(const Contract& contract, const History& history, const std::string& saved_to);

// What the effects mean, for a person: SideEffects::statement.
std::string statement_of(const Report::SideEffects& effects);

}  // namespace assay
