// Reads a body as RFC 8259 JSON, strictly, and says all that is wrong with it.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/violation.h"

namespace assay {

struct JsonBody {
  nlohmann::json value{};  // discarded when `faults` is not empty; the last of duplicate names is kept
  // Not UTF-8, a byte order mark, not JSON, cut off, NaN; keyword "json". Keyword "limit" for what may be JSON and is
  // not read: deeper than 100 levels, over 100,000 values, longer than `limit`, a number beyond what a double holds
  // (1e400).
  std::vector<Violation> faults{};
  // Names that stand twice in one object (RFC 8259 4, RFC 7493 2.3); keyword "duplicate", pointer of the member. Not a
  // fault. At most 16: the last one's message then says how many more there are.
  std::vector<Violation> duplicates{};
  // JSON Pointer -> digits as sent, of integers beyond 64 bits: `value` holds only the nearest double there. Compare
  // ids by these. Not those at a pointer of more than 1000 bytes.
  std::map<std::string, std::string> big_integers{};
};

// Never throws on any bytes, never recurses deeper than 100 levels. limit is in bytes.
JsonBody read_json(std::string_view bytes, std::size_t limit = 16 * 1024 * 1024);

}  // namespace assay
