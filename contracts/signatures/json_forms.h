// The same JSON as other programs write it: what a body may have been before somebody read it and wrote it anew.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct JsonForm {
  std::string text{};
  std::string called{};  // "compact, as JSON.stringify writes it"
};

// Other writings of a JSON text, members in the text's order and sorted; numbers keep their spelling where they can.
// Empty where the text is no JSON, or deeper than 100 levels. Time and memory are linear in the text; sorting its
// members costs their logarithm more.
std::vector<JsonForm> json_forms(std::string_view text);

}  // namespace assay
