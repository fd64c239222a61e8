#include "contracts/words.h"

#include <cctype>

#include "contracts/http/http.h"

namespace assay {

std::string with_article(std::string_view noun) {
  const auto is_capital = [&](std::size_t k) { return noun.size() > k && noun[k] >= 'A' && noun[k] <= 'Z'; };
  const std::string_view vowels = is_capital(0) && is_capital(1) ? "AEFHILMNORSX" : "aeiouAEIOU";  // "an HMAC key"
  const bool vowel = !noun.empty() && vowels.find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string letters_of(std::string_view text) {
  std::string letters = to_lower(text);
  std::erase_if(letters, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return letters;
}

std::string listed(const std::vector<std::string>& names, std::string_view last) {
  std::string text;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (k > 0) text += k + 1 == names.size() ? ' ' + std::string(last) + ' ' : ", ";
    text += names[k];
  }
  return text;
}

}  // namespace assay
