// A compiled JSON Schema (draft 2020-12 as OpenAPI 3.1 uses it, or OpenAPI 3.0's dialect), over valijson with guards.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/place.h"

namespace assay {

struct Violation {
  std::string pointer{};  // JSON Pointer into the instance
  std::string keyword{};  // the schema keyword that is broken: "required", "type", "enum", "format", ...
  std::string message{};  // one line for a person; never quotes the instance's value
  bool operator==(const Violation&) const = default;
};

// Immutable once compiled; validate() may be called from several threads at once.
class Schema {
 public:
  // Compiles the schema at `place.pointer` of `document` ($ref is resolved inside `document`; `nullable` of OpenAPI 3.0 is
  // understood). Throws BadDocument with the JSON Pointer of a keyword that is not supported or not well formed, of a $ref
  // that leads nowhere or in a circle: an unknown keyword would otherwise be ignored in silence.
  static Schema compile(const nlohmann::json& document, const Place& place);

  // The violations, ordered by pointer; no more than 20, the last of which then says that there are more. Integral doubles (1.0) are integers (JSON Schema 2020-12, 4.2.1).
  // `format` is checked where it is "date-time" (contracts/rfc3339.h), in anyOf, oneOf and not too, and reported with keyword
  // "format"; its message may name a day or an hour that does not exist, nothing else of a value is ever quoted.
  // Of an anyOf or oneOf that fails, what is wrong in the alternative of the value's type is reported (schema_errors.h).
  // Deep (> 100 levels) instances, over 10,000 values, strings over 1 MiB and names over 1000 bytes are refused with one violation,
  // keyword "limit".
  // Limits: numbers are compared as doubles; a `pattern` is a std::regex on code points and fails on more than 4096 bytes;
  // patternProperties compares bytes, and takes exponential time for an unlucky pattern.
  std::vector<Violation> validate(const nlohmann::json& instance) const;

 private:
  struct Compiled;
  explicit Schema(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace assay
