// Where the parts of an identity stand in a request: written there, and found there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay {

// The raw texts of the parts of an identity, percent-encoded as in a path, of a request whose path is that of the
// template; nothing where it is another. A part that is not there, there twice, or written so that readers may differ
// is empty, which is no id to anyone.
std::optional<std::vector<std::string>> parts_in(std::string_view path_template,
                                                 const std::vector<IdentityPart>& identity, const Request& request);

// The same with the segments that somebody read out of the path.
std::vector<std::string> parts_with(const std::vector<IdentityPart>& identity, std::vector<std::string> segments,
                                    const Request& request);

// The parts that the target does not show, those in headers and the body, with their raw texts.
std::vector<std::pair<const IdentityPart*, std::string>> parts_beside_target(const std::vector<IdentityPart>& identity,
                                                                             const Request& request);

// The parts of an identity as one text, and the other way round: commas stand between them. One that has one part is
// that, commas and all.
std::vector<std::string> split_identity(std::string_view identity, std::size_t parts);

// Puts an identity where its parts stand: into the path, whose template the target still is, and behind the query, into
// the headers and the body. What a header or a body of JSON cannot carry stands there percent-encoded.
void put_parts(const std::vector<IdentityPart>& identity, std::string_view text, Request& request);

// Whether each part arrives as it was meant: a header carries no control character, nor letters beyond ASCII.
bool can_carry(const std::vector<IdentityPart>& identity, std::string_view text);

// Whether a part of the identity stands there; and whether one does outside of the path.
bool stands_in(const std::vector<IdentityPart>& identity, IdentityPart::In place);
bool stands_elsewhere(const std::vector<IdentityPart>& identity);

// The query of a target without the identity's parameters: "?a=b"; empty where nothing is left.
std::string without_identity(const std::vector<IdentityPart>& identity, std::string_view query);

// Whether the body is the plain one but for the identity's members, where it has such.
bool is_plain_body(const std::vector<IdentityPart>& identity, std::string_view plain, const std::string& body);

}  // namespace assay
