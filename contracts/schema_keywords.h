// The schema keywords that are understood, and the form each must have. Anything else is refused: valijson would ignore it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "contracts/place.h"

namespace assay {

enum class Dialect { openapi_3_0, openapi_3_1 };

// OpenAPI 3.0's when the document says so, else 3.1's (JSON Schema draft 2020-12).
Dialect dialect_of(const nlohmann::json& document);

enum class Form {
  note,       // constrains nothing: title, example, discriminator, ...
  anything,   // const
  values,     // a list of at least one value: enum
  types,      // one type's name, or a list of them (3.1)
  names,      // a list of texts, each once: required
  count,      // an integer >= 0
  number,     //
  limit,      // a number (3.1) or a boolean (3.0): exclusiveMinimum
  step,       // a number > 0: multipleOf
  flag,       // a boolean
  text,       //
  pattern,    // an ECMAScript regular expression
  schema,     // a schema
  schemas,    // a list of at least one schema
  named,      // an object of schemas
  patterned,  // an object of schemas, each name a pattern
};

struct Keyword {
  enum class In { both, only_3_0, only_3_1 };
  std::string_view name{};
  Form form = Form::note;
  In in = In::both;
};

// The entry of `name`. Throws BadDocument, at `place`, when the dialect has no such keyword or it is not supported.
const Keyword& find_keyword(std::string_view name, Dialect dialect, const Place& place);

// Throws BadDocument, at `place`, when `value` has not the keyword's form. Does not look inside of schemas.
void check_form(const Keyword& keyword, const nlohmann::json& value, Dialect dialect, const Place& place);

}  // namespace assay
