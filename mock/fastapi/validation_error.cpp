#include "mock/fastapi/validation_error.h"

#include "mock/fastapi/json_text.h"

namespace assay {

std::string validation_error(IntegerFault fault, std::string_view parameter, std::string_view input) {
  const bool size = fault == IntegerFault::int_parsing_size;
  std::string out = R"({"detail":[{"type":")";
  out += size ? "int_parsing_size" : "int_parsing";
  out += R"(","loc":["path",)";
  append_json_string(out, parameter);
  out += R"(],"msg":")";
  out += size ? "Unable to parse input string as an integer, exceeded maximum size"
              : "Input should be a valid integer, unable to parse string as an integer";
  out += R"(","input":)";
  append_json_string(out, input);
  out += "}]}";
  return out;
}

}  // namespace assay
