// A part of an identity in a request, where it stands beside the path: in the query, a header or a body of JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay {

// "path", "query", "header", "body".
std::string_view name_of(IdentityPart::In in);

// What the document says of a part: a parameter of the operation or a member of its body. Nothing where it is silent.
std::optional<Parameter> described(const Contract& contract, const IdentityPart& part);
// Where the schema of a part stands, JSON Pointer; empty: nowhere.
std::string schema_of(const Contract& contract, const IdentityPart& part);

// Decoded; a number or boolean of a body as it is written. Nothing where there is none, an empty one, or one of the
// path. The query's first parameter of the name counts, and the first header; '+' is a space there.
std::optional<std::string> text_at(const IdentityPart& part, const Request& request);

// Puts a text there, in the place of one that is there. One of the path is left to others.
void put_at(const IdentityPart& part, const std::string& text, Request& request);

}  // namespace assay
