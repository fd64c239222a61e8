// Which OpenAPI a document is written in: what nobody can read is refused by check and lint in the same words.
#pragma once

#include <string>

#include "contracts/documents/document.h"

namespace assay {

// "3.0.3", "3.1.0". Throws BadDocument: no OpenAPI document, Swagger 2.0, another version, a version that is no text.
std::string openapi_version(const Document& document);

// Throws BadDocument where a 3.1 document names a dialect of JSON Schema that is neither OpenAPI 3.1's own (as of any
// date) nor draft 2020-12.
void refuse_other_dialect(const Document& document);

}  // namespace assay
