// One thing that is wrong with a JSON value: found by a reader of JSON, or by a schema.
#pragma once

#include <string>

namespace assay {

struct Violation {
  std::string pointer{};  // JSON Pointer into the instance
  std::string keyword{};  // the schema keyword that is broken: "required", "type", "enum", "format", ...
  std::string message{};  // one line for a person; never quotes the instance's value
  bool operator==(const Violation&) const = default;
};

}  // namespace assay
