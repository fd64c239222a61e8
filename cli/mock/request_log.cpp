#include "cli/mock/request_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "mock/fastapi/json_text.h"
#include "mock/routing/router.h"
#include "mock/state/moment.h"
#include "mock/state/session.h"

namespace assay {
namespace {

std::string one_line(std::string_view bytes) {
  std::string text = to_utf8(std::string(bytes));
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  return text;
}

std::string milliseconds(std::chrono::nanoseconds took) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(took.count()) / 1e6);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string instant(std::chrono::system_clock::time_point time) {
  return to_rfc3339(std::chrono::time_point_cast<std::chrono::microseconds>(time));
}

int status_of(const Outcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  return response == nullptr ? 0 : response->status;
}

std::string text_line(const Seen& seen) {
  const std::string session = one_line(session_of(seen.request));
  const std::string fault = one_line(fault_of(seen.outcome));
  return instant(seen.received) + ' ' + one_line(seen.request.method) + ' ' + one_line(path_of(seen.request.target)) +
         ' ' + std::to_string(status_of(seen.outcome)) + ' ' + milliseconds(seen.took) + "ms" +
         (session.empty() ? "" : " session=" + session) + (fault.empty() ? "" : " fault=" + fault);
}

std::string json_line(const Seen& seen) {
  std::string line = R"({"time":")" + instant(seen.received) + R"(","method":)";
  append_json_string(line, one_line(seen.request.method));
  line += R"(,"path":)";
  append_json_string(line, one_line(path_of(seen.request.target)));
  line += R"(,"status":)" + std::to_string(status_of(seen.outcome)) + R"(,"ms":)" + milliseconds(seen.took);
  line += R"(,"session":)";
  append_json_string(line, one_line(session_of(seen.request)));
  if (const auto fault = fault_of(seen.outcome); !fault.empty()) {
    line += R"(,"fault":)";
    append_json_string(line, one_line(fault));
  }
  return line + '}';
}

}  // namespace

LogFormat log_format(const std::string& name) {
  if (name == "off") return LogFormat::off;
  return name == "json" ? LogFormat::json : LogFormat::text;
}

std::string log_line(const Seen& seen, LogFormat format) {
  return format == LogFormat::json ? json_line(seen) : text_line(seen);
}

Watcher request_log(LogFormat format) {
  auto logger = std::make_shared<spdlog::logger>("requests", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");
  return [logger = std::move(logger), format](const Seen& seen) { logger->info(log_line(seen, format)); };
}

}  // namespace assay
