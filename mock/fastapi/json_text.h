// JSON strings as Python's json.dumps(ensure_ascii=False) writes them.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// Appends `text`, quoted. Escapes '"', '\' and what is below 0x20 (\b \f \n \r \t, else \u00xx); all else stays UTF-8.
void append_json_string(std::string& out, std::string_view text);

// The same alone.
std::string json_string(std::string_view text);

}  // namespace assay
