#include "contracts/judge/text_id.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "contracts/http/http.h"

namespace assay {
namespace {

constexpr std::size_t longest = 100;  // as of an integer

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), is_unreserved) &&
         text.find_first_not_of('.') != std::string_view::npos;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// Whether the pattern lets none of the forms pass in which a server may look at the text.
bool fits_no_form(const Regex& pattern, const std::string& text) {
  const auto fails = [&](const std::string& form) { return pattern.search(form) == false; };
  return fails(text) && fails(to_lower(text)) && fails(upper(text));
}

AskedId read_text(const IdentityPart& part, AskedId asked) {
  if (const std::string_view text = trimmed(asked.decoded); text.size() < asked.decoded.size()) {
    AskedId inner = read_text(part, {.decoded = std::string(text)});
    if (inner.kind != AskedId::Kind::exact) return asked;
    return {.kind = AskedId::Kind::variant, .value = inner.value, .decoded = asked.decoded};
  }
  if (!is_plain(asked.decoded)) return asked;
  if (!part.pattern || part.pattern->search(asked.decoded) == true) {
    asked.kind = AskedId::Kind::exact;
    asked.value = asked.decoded;
  } else if (fits_no_form(*part.pattern, asked.decoded)) {
    asked.kind = AskedId::Kind::invalid;
  }
  return asked;
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// The 32 digits of a UUID in whatever dress, in lower case; empty: it is none.
std::string digits_of(std::string_view text) {
  std::string digits = to_lower(text);
  for (const std::string_view dress : {"urn:uuid:", "{"})
    if (digits.starts_with(dress)) digits.erase(0, dress.size());
  if (digits.ends_with('}')) digits.pop_back();
  std::erase(digits, '-');
  return digits.size() == 32 && std::all_of(digits.begin(), digits.end(), is_hex) ? digits : "";
}

std::string canonical(const std::string& digits) {
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' + digits.substr(16, 4) +
         '-' + digits.substr(20);
}

// Letters that no reader of a UUID forgives.
bool is_no_uuid(std::string_view text) {
  return is_plain(text) && std::any_of(text.begin(), text.end(), [](char c) {
           return std::isalpha(static_cast<unsigned char>(c)) != 0 && !is_hex(c);
         });
}

AskedId read_uuid(AskedId asked) {
  const std::string digits = digits_of(trimmed(asked.decoded));
  if (!digits.empty()) {
    asked.value = canonical(digits);
    // RFC 9562 section 4: upper case on input is the same to everyone.
    asked.kind = asked.value == to_lower(asked.decoded) ? AskedId::Kind::exact : AskedId::Kind::variant;
  } else if (is_no_uuid(asked.decoded)) {
    asked.kind = AskedId::Kind::invalid;
  }
  return asked;
}

}  // namespace

AskedId read_part(const IdentityPart& part, std::string_view raw_segment) {
  if (part.type == IdentityPart::Type::integer) return read_token_id(raw_segment);
  AskedId asked{.decoded = percent_decode(raw_segment)};
  return part.type == IdentityPart::Type::uuid ? read_uuid(std::move(asked)) : read_text(part, std::move(asked));
}

std::string_view nobody_of(const IdentityPart& part) {
  if (part.type == IdentityPart::Type::integer) return "170141183460469231731687303715884105728";  // 2^127
  return part.type == IdentityPart::Type::uuid ? nobodys_uuid : nobody;
}

}  // namespace assay
