#define PCRE2_CODE_UNIT_WIDTH 8

#include "contracts/schema/regex.h"

#include <pcre2.h>
#include <cstdint>

#include "contracts/documents/utf8.h"
#include "contracts/schema/ecma_pattern.h"

namespace assay {
namespace {

constexpr std::uint32_t most_steps = 1'000'000;  // of backtracking, a search
constexpr std::uint32_t most_memory = 20'000;    // KiB, a search

using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

// Null, with `why` set, when the library does not take it.
Code compile(const std::string& pattern, std::string& why) {
  int error = 0;
  PCRE2_SIZE at = 0;
  constexpr std::uint32_t options =
      PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error, &at, nullptr),
            &pcre2_code_free);
  if (code) return code;
  PCRE2_UCHAR text[200] = {};
  pcre2_get_error_message(error, text, sizeof text);
  why = reinterpret_cast<const char*>(text);
  return code;
}

}  // namespace

struct Regex::Compiled {
  Code code;
};

Regex::Regex(std::string_view pattern) {
  std::string why;
  compiled_ = std::make_shared<const Compiled>(Compiled{.code = compile(translate_ecma_pattern(pattern).pcre, why)});
}

std::optional<bool> Regex::search(std::string_view text) const {
  const std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> bounds(
      pcre2_match_context_create(nullptr), &pcre2_match_context_free);
  const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> found(
      pcre2_match_data_create_from_pattern(compiled_->code.get(), nullptr), &pcre2_match_data_free);
  if (!bounds || !found) return std::nullopt;
  pcre2_set_match_limit(bounds.get(), most_steps);
  pcre2_set_heap_limit(bounds.get(), most_memory);
  const int result = pcre2_match(compiled_->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                 found.get(), bounds.get());
  if (result >= 0) return true;
  return result == PCRE2_ERROR_NOMATCH ? std::optional(false) : std::nullopt;
}

std::string wrong_regex(std::string_view pattern) {
  if (pattern.size() > 10'000) return "is longer than 10,000 bytes";
  if (find_invalid_utf8(pattern) != std::string_view::npos) return "is not UTF-8";
  const EcmaPattern translated = translate_ecma_pattern(pattern);
  if (!translated.wrong.empty()) return "is no regular expression of ECMAScript (" + translated.wrong + ")";
  std::string why;
  if (compile(translated.pcre, why)) return {};
  return "is a regular expression that PCRE2 does not take (" + why + ")";
}

}  // namespace assay
