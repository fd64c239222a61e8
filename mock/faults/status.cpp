#include <charconv>
#include <stdexcept>

#include "mock/faults/effects.h"
#include "mock/wire.h"

namespace assay {
namespace {

// "Service Unavailable" -> "service_unavailable", as the API writes its error codes.
std::string code_of(int status) {
  std::string code;
  for (const char c : reason_of(status)) code += c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return code.empty() ? "http_" + std::to_string(status) : code;
}

}  // namespace

Response status_answer(int status) {
  const bool limited = status == 429;
  const std::string reason(reason_of(status));
  const std::string detail = limited ? "Rate limit exceeded" : reason.empty() ? std::to_string(status) : reason;
  Response response{
      .status = status,
      .headers = {{"Server", "assay-mock"}, {"Content-Type", "application/json"}},
      .body = R"({"detail":")" + detail + R"(","error":")" + (limited ? "rate_limited" : code_of(status)) + R"("})"};
  if (limited || status == 503) response.headers.push_back({"Retry-After", "1"});
  return response;
}

FaultEffect read_status(std::string_view value) {
  int status = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), status);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || status < 400 || status > 599)
    throw std::invalid_argument("status=" + std::string(value) + ": write a status from 400 to 599");
  return [answer = status_answer(status)](const Handler&, const Request&, double) -> Outcome { return answer; };
}

}  // namespace assay
