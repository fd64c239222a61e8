// What FastAPI, and the Slate API behind it, answers to a request that it does not serve, byte for byte.
#pragma once

#include <string>

#include "mock/dialects/error_dialect.h"

namespace assay {

// The JSON body.
std::string fastapi_error(const Trouble& trouble);

}  // namespace assay
