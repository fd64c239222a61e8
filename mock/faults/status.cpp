#include <charconv>
#include <stdexcept>

#include "mock/fastapi/integer_grammar.h"
#include "mock/fastapi/validation_error.h"
#include "mock/faults/effects.h"
#include "mock/http/response_writer.h"

namespace assay {
namespace {

// "Service Unavailable" -> "service_unavailable", as the API writes its error codes.
std::string code_of(int status) {
  std::string code;
  for (const char c : reason_of(status)) code += c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return code.empty() ? "http_" + std::to_string(status) : code;
}

Headers headers_of(int status, const Route& route) {
  Headers headers = {{"Server", "assay-mock"}, {"Content-Type", "application/json"}};
  switch (status) {
    case 401: headers.push_back({"WWW-Authenticate", "Bearer"}); break;
    case 405: headers.push_back({"Allow", route.method}); break;
    case 407: headers.push_back({"Proxy-Authenticate", "Basic realm=\"assay-mock\""}); break;
    case 426: headers.insert(headers.end(), {{"Upgrade", "HTTP/2.0"}, {"Connection", "Upgrade"}}); break;
    case 429:
    case 503: headers.push_back({"Retry-After", "1"}); break;
    default: break;
  }
  return headers;
}

// The words of mock/mock.cpp where it has some.
std::string body_of(int status, const Route& route, const Request& request) {
  switch (status) {
    case 401: return R"({"detail":"Missing or invalid credentials","error":"unauthorized"})";
    case 404: return R"({"detail":"Resource not found","error":"not_found"})";
    case 405: return R"({"detail":"Method Not Allowed"})";
    case 422: {
      const std::string input = assay::route(route, request).segment;
      const IntegerReading id = read_integer(input);
      const auto* fault = std::get_if<IntegerFault>(&id);
      return validation_error(fault ? *fault : IntegerFault::int_parsing, route.parameter, input);
    }
    case 429: return R"({"detail":"Rate limit exceeded","error":"rate_limited"})";
    default: break;
  }
  const std::string reason(reason_of(status));
  return R"({"detail":")" + (reason.empty() ? std::to_string(status) : reason) + R"(","error":")" + code_of(status) +
         R"("})";
}

}  // namespace

Response status_answer(int status, const Route& route, const Request& request) {
  return {.status = status, .headers = headers_of(status, route), .body = body_of(status, route, request)};
}

FaultEffect read_status(std::string_view value) {
  int status = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), status);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || status < 400 || status > 599)
    throw std::invalid_argument("status=" + std::string(value) + ": write a status from 400 to 599");
  return [status](const Handler&, const Request& request, const FaultChance& chance) -> Outcome {
    return status_answer(status, chance.route, request);
  };
}

}  // namespace assay
