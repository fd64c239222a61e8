// What SARIF 2.1.0 logs are made of, whatever they tell.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace assay {

// Where a statement stands: `file` as a URI, relative to %SRCROOT% unless it is an absolute path; a line below 1 counts
// as 1, since readers want a place.
nlohmann::ordered_json sarif_location(const std::string& file, int line);

// A result without locations, to which others add. `level`: error, warning or note; `defect` tells one result of a rule
// from another over runs; an empty text becomes the rule's id.
nlohmann::ordered_json sarif_result(const std::string& rule, const char* level, const std::string& text,
                                    const std::string& defect);

// The whole log of one run, as text.
std::string sarif_log(nlohmann::ordered_json run);

}  // namespace assay
