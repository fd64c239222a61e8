// Path templates of a document: "/api-tokens/{token_id}/webhook/rotate-secret".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// The names of the {parameters} of a path template, in their order.
std::vector<std::string> path_parameters(std::string_view path_template);

// The raw text of each {parameter} of `path_template` in `path` (the part of a target before '?'; compared after
// percent-decoding segment by segment, "%2F" stays inside its segment); nothing when the path does not match. A
// parameter is never empty.
std::optional<std::vector<std::string>> match(std::string_view path_template, std::string_view path);

}  // namespace assay
