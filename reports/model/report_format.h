// Whether a text is a report that this program reads: asked before anything else in it is looked at.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The report's "format", which assay writes first: no more than needed is read. Empty when there is none. Throws
// nlohmann::json::parse_error for what is no JSON up to there.
std::string format_of(std::string_view text);

// Throws BadDocument when `format` is not ours; `pointer` is where the report stands in the file.
void require_our_format(const std::string& format, const std::string& file, const std::string& pointer);

}  // namespace assay
