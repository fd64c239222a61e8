// A long id in few characters; all of it stands in report.json.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The id itself up to 24 characters; a longer one by its ends and its size: "9999...9999 (400 digits)".
std::string short_id(std::string_view id);

}  // namespace assay
