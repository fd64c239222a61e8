#include "contracts/http/history.h"

namespace assay {

const Response* response_of(const Exchange& exchange) { return std::get_if<Response>(&exchange.outcome); }

}  // namespace assay
