#include "mock/admin/guard.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "mock/admin/call.h"

namespace assay {
namespace {

std::string_view without_port(std::string_view host) {
  const auto colon = host.rfind(':');
  const bool is_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
  return is_port ? host.substr(0, colon) : host;
}

bool is_loopback(std::string_view host) {
  const std::string_view name = without_port(host);
  if (equal_ignoring_case(name, "localhost") || name == "[::1]") return true;
  return name.starts_with("127.") && name.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(name.begin(), name.end(), '.') == 3;
}

bool asks_loopback(const Headers& headers) {
  const auto is_host = [](const Header& header) { return equal_ignoring_case(header.name, "Host"); };
  return std::count_if(headers.begin(), headers.end(), is_host) == 1 && is_loopback(*find_header(headers, "Host"));
}

bool knows_token(const Headers& headers, std::string_view token) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = find_header(headers, "Authorization").value_or("");
  if (!equal_ignoring_case(given.substr(0, scheme.size()), scheme)) return false;
  const std::string_view said = given.substr(scheme.size());
  return said.size() == token.size() && CRYPTO_memcmp(said.data(), token.data(), token.size()) == 0;
}

}  // namespace

std::optional<Response> turned_away(const Request& request, std::string_view token) {
  if (!asks_loopback(request.headers))
    return problem_answer(
        {.status = 421, .detail = "The admin API answers to localhost and loopback addresses alone."});
  if (find_header(request.headers, "Origin") || find_header(request.headers, "Sec-Fetch-Site"))
    return problem_answer({.status = 403, .detail = "The admin API does not talk to web pages."});
  if (knows_token(request.headers, token)) return std::nullopt;
  Response response = problem_answer(
      {.status = 401, .detail = "Send Authorization: Bearer with the token that assay mock printed when it started."});
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

}  // namespace assay
