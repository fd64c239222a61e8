#include "mock/state/token_json.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "mock/fastapi/json_text.h"

namespace assay {
namespace {

void append_number(std::string& out, std::int64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// Writes `number`, 0 to 10^width - 1, with leading zeros.
template <std::size_t width, typename Number>
void put_digits(char* to, Number number) {
  auto rest = static_cast<std::uint32_t>(number);  // a narrow division is several times as fast as a wide one
  for (std::size_t i = width; i > 0; --i, rest /= 10) to[i - 1] = static_cast<char>('0' + rest % 10);
}

void append_moment(std::string& out, Moment moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  std::array<char, 27> text = {"0000-00-00T00:00:00.000000"};
  put_digits<4>(&text[0], static_cast<int>(date.year()));
  put_digits<2>(&text[5], static_cast<unsigned>(date.month()));
  put_digits<2>(&text[8], static_cast<unsigned>(date.day()));
  put_digits<2>(&text[11], time.hours().count());
  put_digits<2>(&text[14], time.minutes().count());
  put_digits<2>(&text[17], time.seconds().count());
  const auto micros = time.subseconds().count();
  put_digits<6>(&text[20], micros);
  out.append(text.data(), micros == 0 ? 19 : 26).append(1, 'Z');
}

void append_value(std::string& out, const std::string& text) { append_json_string(out, text); }
void append_value(std::string& out, std::int64_t number) { append_number(out, number); }

void append_value(std::string& out, Moment moment) {
  out += '"';
  append_moment(out, moment);
  out += '"';
}

void append_value(std::string& out, const std::vector<std::string>& texts) {
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, texts[i]);
  }
  out += ']';
}

template <typename T>
void append_value(std::string& out, const std::optional<T>& value) {
  if (value)
    append_value(out, *value);
  else
    out += "null";
}

template <typename T>
void append_member(std::string& out, std::string_view name_and_colon, const T& value) {
  out += name_and_colon;
  append_value(out, value);
}

std::string disclosed(const Token& token, Policy::Token disclosure) {
  switch (disclosure) {
    case Policy::Token::full: return token.token;
    case Policy::Token::masked: return token.token_prefix + "****" + token.token_last4;
    case Policy::Token::empty: return "";
  }
  return "";
}

}  // namespace

std::string to_rfc3339(Moment instant) {
  std::string out;
  append_moment(out, instant);
  return out;
}

void append_token_json(std::string& out, const Token& token, Moment now, Policy::Token disclosure) {
  out.reserve(out.size() + 1024);
  out += R"({"id":)";
  out += token.id;
  append_member(out, R"(,"name":)", token.name);
  append_member(out, R"(,"token_prefix":)", token.token_prefix);
  append_member(out, R"(,"token_last4":)", token.token_last4);
  append_member(out, R"(,"scopes":)", token.scopes);
  append_member(out, R"(,"ip_allowlist":)", token.ip_allowlist);
  append_member(out, R"(,"rate_limit":)", token.rate_limit);
  append_member(out, R"(,"expires_at":)", token.expires_at);
  out.append(R"(,"status":")").append(to_text(status_at(token, now))).append("\"");
  append_member(out, R"(,"created_by":)", token.created_by);
  append_member(out, R"(,"created_at":)", token.created_at);
  append_member(out, R"(,"last_used_at":)", token.last_used_at);
  append_member(out, R"(,"webhook_url":)", token.webhook_url);
  out.append(R"(,"webhook_enabled":)").append(token.webhook_enabled ? "true" : "false");
  append_member(out, R"(,"token":)", disclosed(token, disclosure));
  append_member(out, R"(,"webhook_secret":)", token.webhook_secret);
  out += '}';
}

}  // namespace assay
