// The body of FastAPI's 422 for a path parameter that is no integer, byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "mock/fastapi/integer_grammar.h"

namespace assay {

// {"detail":[{"type":"int_parsing","loc":["path","token_id"],"msg":"...","input":"abc"}]}; `input` is UTF-8.
std::string validation_error(IntegerFault fault, std::string_view parameter, std::string_view input);

}  // namespace assay
