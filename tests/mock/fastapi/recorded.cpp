#include "tests/mock/fastapi/recorded.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.h"

namespace assay::test {
namespace {

std::string from_base64(const std::string& text) {
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=') break;
    buffer = buffer << 6 | static_cast<unsigned>(letters.find(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFF);
  }
  return bytes;
}

}  // namespace

std::vector<Recorded> recorded_answers() {
  std::ifstream file("fixtures/fastapi-v2.jsonl");
  std::vector<Recorded> rows;
  for (std::string line; std::getline(file, line);) {
    const auto row = nlohmann::json::parse(line);
    rows.push_back({.label = row["label"],
                    .segment = from_base64(row["segment_b64"]),
                    .status = row["status"],
                    .body = row.value("body", ""),
                    .parsed = row.value("parsed", "")});
  }
  REQUIRE(rows.size() == 216);
  return rows;
}

}  // namespace assay::test
