// A compiled JSON Schema: draft 2020-12 as OpenAPI 3.1 uses it, or OpenAPI 3.0's dialect.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/place.h"
#include "contracts/documents/violation.h"

namespace assay {

// Immutable once compiled; validate() may be called from several threads at once.
class Schema {
 public:
  // Compiles the schema at `place.pointer` of `document` and what its $refs lead to inside `document`, as that of an
  // answer. What is read how: contracts/schema/compiler.h. Throws BadDocument with the JSON Pointer of a keyword that
  // is not well formed, of a $ref that leads nowhere or in a circle.
  static Schema compile(const nlohmann::json& document, const Place& place);

  // The violations, ordered by pointer; no more than 20, the last of which then says that there are more. `format` is
  // checked where it is "date-time" (contracts/schema/rfc3339.h) and reported with keyword "format"; its message may
  // name a day or an hour that does not exist, nothing else of a value is ever quoted. Integers are compared as
  // integers; `big_integers` are the digits of those beyond 64 bits (JsonBody::big_integers).
  // Keyword "limit": not judged, and no fault of the value. Deep (> 100 levels) instances, over 100,000 values, strings
  // over 1 MiB and names over 1000 bytes, one such violation for all; patterns that are no ECMAScript or take too much
  // work; `nullable` where the document's version does not read it; $dynamicRef.
  std::vector<Violation> validate(const nlohmann::json& instance,
                                  const std::map<std::string, std::string>& big_integers = {}) const;

 private:
  struct Compiled;
  explicit Schema(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace assay
