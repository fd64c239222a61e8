#include "reports/redaction/harmless_words.h"

#include <algorithm>
#include <cctype>

#include "reports/redaction/language.h"
#include "reports/redaction/word_split.h"

namespace assay {
namespace {

constexpr std::size_t longest_word = 24;   // letters of a piece
constexpr std::size_t most_foreign = 3;    // characters beyond ASCII in a word
constexpr std::size_t shortest_mixed = 3;  // characters of a piece of letters and digits that says nothing
constexpr std::size_t most_parts = 4;      // of fooBarBazQux

// What servers, markup and headers say that no English word is made like.
constexpr std::string_view standard_words =
    "a b i p s u q td tr th li ul ol dl dt dd br hr em h1 h2 h3 h4 h5 h6 id ok no to of in is it by on or at as be he "
    "we do go if my so "
    "up us an am html http https utf charset doctype www dtd w3c xhtml css js svg px div nbsp href src url uri api "
    "json xml yaml jwt gmt utc "
    "http2 http3 h2 h3 tls ssl tcp udp dns vpn cdn cors csp hsts etag nginx uvicorn gunicorn openresty cloudflare "
    "envoy istio caddy "
    "haproxy traefik kestrel jetty tomcat express php iis asgi wsgi vnd rfc rfc3339 iso8601 sha1 sha256 sha512 hmac "
    "md5 base64 base64url "
    "bearer realm charset httponly samesite lax gzip br zstd chunked keepalive nosniff sameorigin workflow webhooks "
    "idempotency "
    "however algorithm algorithms everywhere anywhere hexadecimal publicly japanese auxiliary loopback outgoing "
    "outbound datatype "
    "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February December ctype "
    "pydantic fastapi "
    "GMT UTC isn wasn doesn didn don won couldn shouldn wouldn aren hasn haven problem+json ietf mdn 1xx 2xx 3xx 4xx "
    "5xx whsec urn uuid ulid ipv4 ipv6 oauth oauth2 openid";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

std::size_t count_foreign(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
}

// "dddd-dd" for a digit each: the form of the text.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(),
                                                  [](char c, char f) { return f == 'd' ? is_digit(c) : c == f; });
}

// A date, and a time of day with up to nine digits of a second and an offset: whether they exist is not asked.
bool is_instant(std::string_view word) {
  if (has_form(word, "dddd-dd-dd")) return true;
  if (word.size() > 11 && has_form(word.substr(0, 10), "dddd-dd-dd") && (word[10] == 'T' || word[10] == 't'))
    word.remove_prefix(11);
  if (has_form(word, "dd:dd")) return true;
  if (!has_form(word.substr(0, 8), "dd:dd:dd")) return false;
  word.remove_prefix(8);
  if (word.starts_with('.')) {
    const std::size_t end = std::min(word.find_first_not_of("0123456789", 1), word.size());
    if (end > 10) return false;
    word.remove_prefix(end);
  }
  return word.empty() || word == "Z" || word == "z" ||
         ((word[0] == '+' || word[0] == '-') &&
          (has_form(word.substr(1), "dd:dd") || has_form(word.substr(1), "dddd")));
}

// "1.21.4.1", "203.0.113.0/24": numbers of up to three digits, four and a length at most.
bool is_dotted(std::string_view word) {
  std::size_t parts = 1;
  std::size_t digits = 0;
  for (const char c : word) {
    if (!is_digit(c) && c != '.' && c != '/') return false;
    digits = is_digit(c) ? digits + 1 : 0;
    parts += is_digit(c) ? 0 : 1;
    if (digits > 3 || parts > 5) return false;
  }
  return true;
}

bool is_short_address(std::string_view word) {
  const auto in_address = [](char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '/';
  };
  return word.find("::") != std::string_view::npos && word.size() <= 20 &&
         std::all_of(word.begin(), word.end(), in_address);
}

bool is_language(std::string_view letters) {
  if (letters.size() > longest_word) return false;
  if (std::none_of(letters.begin() + 1, letters.end(), is_upper) ||
      std::all_of(letters.begin(), letters.end(), is_upper))
    return reads_as_language(letters);
  std::size_t parts = 0;
  while (!letters.empty()) {
    std::size_t end = 1;
    while (end < letters.size() && !is_upper(letters[end])) ++end;
    if (++parts > most_parts || !reads_as_language(letters.substr(0, end))) return false;
    letters.remove_prefix(end);
  }
  return true;
}

// fooBar42
bool is_language_and_number(std::string_view piece) {
  const std::size_t letters =
      static_cast<std::size_t>(std::find_if_not(piece.begin(), piece.end(), is_letter) - piece.begin());
  const std::string_view digits = piece.substr(letters);
  return letters > 0 && std::all_of(digits.begin(), digits.end(), is_digit) && is_language(piece.substr(0, letters));
}

}  // namespace

HarmlessWords::HarmlessWords() { learn(standard_words); }

void HarmlessWords::learn(std::string_view text) {
  each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::string_view word = trim_punctuation(text.substr(begin, end - begin));
    if (!word.empty()) learnt_.emplace(word);
    each_piece(word, [&](std::string_view piece) { learnt_.emplace(piece); });
  });
}

bool HarmlessWords::knows(std::string_view word) const { return learnt_.contains(std::string(word)); }

bool HarmlessWords::permits_piece(std::string_view piece, const Leeway& leeway) const {
  if (knows(piece)) return true;
  const std::size_t digits = count_digits(piece);
  if (piece.size() < shortest_mixed) return true;
  if (digits == piece.size()) return digits <= leeway.digits;
  if (piece.size() <= shortest_mixed + (leeway.is_plain ? 1 : 0))
    return digits > 0 || is_language(piece) || leeway.is_plain;
  return is_language_and_number(piece);
}

bool HarmlessWords::permits(std::string_view word, const Leeway& leeway) const {
  if (std::any_of(word.begin(), word.end(), is_control)) return false;
  const std::string_view core = trim_punctuation(word);
  if (core.empty() || knows(core) || is_instant(core)) return core.size() + 16 > word.size();
  if (leeway.is_plain && is_short_address(core)) return true;
  if (count_foreign(core) > most_foreign) return false;
  std::size_t unknown_digits = 0;
  bool good = true;
  each_piece(core, [&](std::string_view piece) {
    good = good && permits_piece(piece, leeway);
    if (!knows(piece)) unknown_digits += count_digits(piece);
  });
  return good && (unknown_digits <= leeway.digits || is_dotted(core));
}

}  // namespace assay
