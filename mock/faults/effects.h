// The effects behind the table of mock/faults/fault.cpp: each reads its value and gives what to do to an answer. Throw
// std::invalid_argument, with a sentence for a person, for a bad value.
#pragma once

#include <string_view>

#include "mock/faults/fault.h"
#include "mock/http/delivery.h"

namespace assay {

// faults/delay.cpp
FaultEffect read_latency(std::string_view value);
FaultEffect read_slow_body(std::string_view value);
FaultEffect read_no_answer(std::string_view value);

// faults/status.cpp
FaultEffect read_status(std::string_view value);

// faults/cut.cpp
FaultEffect read_cut_body(std::string_view value);
FaultEffect read_bad_chunk(std::string_view value);
FaultEffect read_reset_before(std::string_view value);
FaultEffect read_reset_after(std::string_view value);
FaultEffect read_empty_reply(std::string_view value);

// The answer, going over the wire that way; a NoResponse stays one.
Outcome delivered(Outcome outcome, const Delivery& delivery);

}  // namespace assay
