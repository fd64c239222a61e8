// The mock's reading of an integer against the checker's, which was written apart from it.
#include "mock/fastapi/integer_grammar.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "contracts/judge/token_id.h"
#include "fuzz/claim.h"

using assay::AskedId;
using assay::fuzz::claim;

namespace {

constexpr std::size_t longest = 4300;  // characters of sign and digits that pydantic reads

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

bool is_canonical(std::string_view value) {
  const auto digits = value.substr(value.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
         (digits.front() != '0' || value == "0");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const assay::IntegerReading reading = assay::read_integer(text);
  const auto* value = std::get_if<std::string>(&reading);
  claim(value == nullptr || is_canonical(*value), "a value is canonical decimal text");
  claim(value == nullptr || value->size() <= longest, "a value has no more than 4300 characters");

  const AskedId asked = assay::read_token_id(percent_encoded(text));
  if (asked.kind == AskedId::Kind::exact && text.size() <= longest)
    claim(value != nullptr && *value == asked.value, "an integer to everyone is that integer to the mock");
  if (asked.kind == AskedId::Kind::invalid) claim(value == nullptr, "an integer to no one is none to the mock");
  if (asked.kind == AskedId::Kind::variant && value != nullptr)
    claim(*value == asked.value, "a variant that the mock reads is the integer that the checker expects");
  return 0;
}
