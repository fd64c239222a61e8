// The schema keywords that are understood, and the form each must have. Any other word is a note.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "contracts/documents/place.h"

namespace assay {

enum class Dialect { openapi_3_0, openapi_3_1 };

// OpenAPI 3.0's when the document says so, else 3.1's (JSON Schema draft 2020-12).
Dialect dialect_of(const nlohmann::json& document);

enum class Form {
  note,       // constrains nothing: title, example, discriminator, ...
  anything,   // const
  values,     // a list: enum
  types,      // one type's name, or a list of them (3.1)
  names,      // a list of texts, each once: required
  count,      // an integer >= 0
  number,     //
  limit,      // a number (3.1) or a boolean (3.0): exclusiveMinimum
  step,       // a number > 0: multipleOf
  flag,       // a boolean
  text,       //
  pattern,    // a text, meant as an ECMAScript regular expression
  schema,     // a schema
  schemas,    // a list of at least one schema
  named,      // an object of schemas
  lists,      // an object of lists as `names`: dependentRequired
  patterned,  // an object of schemas, each name meant as a pattern
};

struct Keyword {
  enum class In { both, only_3_0, only_3_1 };
  std::string_view name{};
  Form form = Form::note;
  In in = In::both;
};

// The entry of `name`; null when the dialect has no such keyword.
const Keyword* find_keyword(std::string_view name, Dialect dialect);

// The keyword of the dialect that `name` may be a slip of; empty when none is near.
std::string nearest_keyword(std::string_view name, Dialect dialect);

std::string_view to_text(Dialect dialect);  // "OpenAPI 3.0", "OpenAPI 3.1"

// Throws BadDocument, at `place`, when `value` has not the keyword's form. Does not look inside of schemas, nor at what
// a pattern says.
void check_form(const Keyword& keyword, const nlohmann::json& value, Dialect dialect, const Place& place);

}  // namespace assay
