#include "mock/http/cors.h"

#include <algorithm>
#include <cctype>

namespace assay {
namespace {

constexpr std::string_view readable = "Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

// Field names with commas between them (RFC 9110 5.1): what a header may say again.
bool is_list_of_names(std::string_view text) {
  return text.size() <= 1000 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || std::string_view("-_, ").find(static_cast<char>(c)) != std::string_view::npos;
         });
}

bool is_method(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c == '-'; });
}

void allow(const std::string& origin, Response& response) {
  response.headers.push_back({"Access-Control-Allow-Origin", origin});
  response.headers.push_back({"Access-Control-Expose-Headers", std::string(readable)});
}

Response preflight(const std::string& origin, std::string_view method, std::string_view headers) {
  Response response{.status = 204, .headers = {{"Server", "assay-mock"}, {"Vary", "Origin"}}};
  response.headers.push_back({"Access-Control-Allow-Origin", origin});
  response.headers.push_back({"Access-Control-Allow-Methods", std::string(method)});
  if (!headers.empty() && is_list_of_names(headers))
    response.headers.push_back({"Access-Control-Allow-Headers", std::string(headers)});
  response.headers.push_back({"Access-Control-Max-Age", "600"});
  return response;
}

}  // namespace

bool is_origin(std::string_view text) {
  if (text == "*") return true;
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos || (text.substr(0, scheme) != "http" && text.substr(0, scheme) != "https"))
    return false;
  const std::string_view host = text.substr(scheme + 3);
  return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 ||
           std::string_view(".-:[]").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

Handler with_cors(Handler inner, std::string origin) {
  return [inner = std::move(inner), origin = std::move(origin)](const Request& request) -> Outcome {
    const auto asked = find_header(request.headers, "Origin");
    const bool is_ours = asked && (origin == "*" || *asked == origin);
    const auto method = find_header(request.headers, "Access-Control-Request-Method");
    if (is_ours && request.method == "OPTIONS" && method && is_method(*method))
      return preflight(origin, *method, find_header(request.headers, "Access-Control-Request-Headers").value_or(""));
    Outcome outcome = inner(request);
    auto* response = std::get_if<Response>(&outcome);
    if (response == nullptr) return outcome;
    response->headers.push_back({"Vary", "Origin"});
    if (is_ours) allow(origin, *response);
    return outcome;
  };
}

}  // namespace assay
