#include "cli/check/facts.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include "cli/check/headers.h"
#include "cli/check/hearers.h"
#include "cli/check/replay_hint.h"
#include "cli/check/sending.h"
#include "cli/check/unique.h"
#include "cli/report/report_formats.h"

namespace assay {
namespace {

// Until the last answer, which need not be that of the last request.
std::chrono::milliseconds duration_of(const History& history) {
  RunTime last{0};
  for (const auto& exchange : history.exchanges) last = std::max(last, exchange.done);
  return std::chrono::duration_cast<std::chrono::milliseconds>(last);
}

// The report.json of the run; empty when none is written.
std::string report_file_of(const CheckOptions& options) {
  for (const Format* format : chosen_formats(options))
    if (format->id == "json") return (std::filesystem::path(folder_of_reports(options)) / format->file_name).string();
  return {};
}

// What the run was given, to be hidden. ${UNIQUE} is no secret: what it stood for is gone with its request.
Headers credentials_of(const Subject& subject) {
  Headers headers = subject.pool.headers;
  for (Header& header : headers)
    if (header.value == unique_mark) header.value.clear();
  return headers;
}

// As typed, but for headers whose value is a credential in part: the redactor knows them whole, with what ${NAME} stood
// for.
std::vector<std::string> command_line_of(const CheckOptions& options) {
  std::vector<std::string> line = options.command_line;
  for (const std::string& header : options.target.headers)
    for (std::string& argument : line)
      if (header.find("${") != std::string::npos && argument.ends_with(header))
        argument.replace(argument.size() - header.size(), header.size(), shown_header(header));
  return line;
}

}  // namespace

std::vector<const Format*> chosen_formats(const CheckOptions& options) {
  const bool default_ones = options.reports.empty() && !options.report_dir.empty();
  return file_formats(default_ones ? std::vector<std::string>{"json", "junit"} : options.reports);
}

RunFacts facts_of(const CheckOptions& options, const Subject& subject, const Limits& limits, std::uint64_t seed,
                  const History& history) {
  return {.base_url = to_url(subject.target),
          .vendor = options.vendor,
          .product = options.product,
          .product_version = options.product_version,
          .tool_version = ASSAY_VERSION,
          .seed = seed,
          .command_line = command_line_of(options),
          .started = history.started,
          .duration = duration_of(history),
          .budgets = {.max_requests = limits.max_requests,
                      .max_rotations = rotation_budget(options, subject),
                      .max_time_ms = limits.max_time.count(),
                      .rate = limits.rate},
          .environment = this_environment(),
          .credentials = credentials_of(subject),
          .environment_values = subject.environment_values,
          .report_file = report_file_of(options),
          .replay_flags = replay_hint(options, subject)};
}

}  // namespace assay
