// JSON text to a JsonTree: what read_json and the document reader share.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "contracts/documents/json_tree.h"

namespace assay {

struct JsonText {
  JsonTree tree;
  std::map<std::string, std::string>
      big_integers{};          // JSON Pointer (a short one) -> digits, of integers beyond 64 bits
  std::string fault{};         // one line, quotes nothing of the text; empty when all was read
  bool beyond_limits = false;  // a limit of ours was passed, or a double's: the text may be JSON
  int fault_line = 0;          // with JsonTree::Lines::keep
  std::string fault_pointer{};
};

// Reads well-formed UTF-8 without a byte order mark. Never throws on any bytes, never recurses.
JsonText parse_json_text(std::string_view text, const TreeLimits& limits, JsonTree::Lines lines);

}  // namespace assay
