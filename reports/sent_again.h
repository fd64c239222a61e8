// What of a report's exchanges `assay replay` can send again.
#pragma once

#include <string>

#include "reports/model/report.h"

namespace assay {

// Whether a header's value, a target or a body was hidden, all of it or in part.
bool is_hidden(const std::string& text);

// Why the exchange cannot be sent again from the report alone, with the credentials of another run in place of those
// that it hides: a clause of a sentence. Empty when it can.
std::string why_not_sent_again(const Report::Exchange& exchange);

}  // namespace assay
