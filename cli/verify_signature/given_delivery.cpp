#include "cli/verify_signature/given_delivery.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

#include "cli/verify_signature/input.h"
#include "contracts/documents/duration.h"
#include "contracts/documents/place.h"
#include "contracts/http/message_head.h"
#include "contracts/http/saved_request.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

constexpr std::size_t largest_request = std::size_t{16} * 1024 * 1024;

std::chrono::sys_seconds read_now(const std::string& text) {
  using std::chrono::system_clock;
  if (text.empty()) return std::chrono::floor<std::chrono::seconds>(system_clock::now());
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && text.size() <= 12) {
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
  }
  const auto instant = parse_rfc3339(text);
  if (!instant)
    throw BadDocument(Place{.file = "--now"}, "is no time: write 2026-01-31T08:15:30Z, or seconds since 1970");
  return std::chrono::sys_seconds(std::chrono::seconds(instant->seconds));
}

std::chrono::seconds read_tolerance(const std::string& text) {
  try {
    return std::chrono::floor<std::chrono::seconds>(parse_duration(text));
  } catch (const std::invalid_argument& error) {
    throw BadDocument(Place{.file = "--tolerance"}, error.what());
  }
}

void read_whole_request(const std::string& file, GivenDelivery& given) {
  SavedRequest saved = read_saved_request(read_input(file, largest_request));
  if (!saved.fault.empty())
    throw BadDocument(Place{.file = file == "-" ? "standard input" : file},
                      saved.fault + "; or give --header and --body-file");
  given.receipt.headers = std::move(saved.request.headers);
  given.receipt.body = std::move(saved.request.body);
  const std::size_t size = given.receipt.body.size();
  if (saved.content_length && *saved.content_length != size)
    given.remark = "the body has " + std::to_string(size) + " bytes, and Content-Length says " +
                   std::to_string(*saved.content_length) + ": it is not as it was sent";
}

void read_parts(const VerifySignatureOptions& options, GivenDelivery& given) {
  for (const std::string& text : options.headers) {
    std::string fault = text.empty() || text.find_first_of("\r\n") != text.npos ? "is no line" : "";
    if (fault.empty() && (text.front() == ' ' || text.front() == '\t')) fault = "begins with a blank";
    if (fault.empty()) fault = read_header_line(text, given.receipt.headers);
    if (!fault.empty()) throw BadDocument(Place{.file = "--header"}, fault + "; write 'Name: value'");
  }
  given.receipt.body = read_input(options.body_file, largest_request);
}

}  // namespace

Receipt held_by(const SecretSources& secrets, const SecretSources& old_secrets, const std::string& tolerance) {
  Receipt receipt;
  receipt.tolerance = read_tolerance(tolerance);
  receipt.secrets = read_secrets(secrets);
  receipt.old_secrets = read_secrets(old_secrets);
  if (receipt.secrets.empty())
    throw BadDocument(Place{}, "no secret is given: --secret '${NAME}' or --secret-file FILE");
  return receipt;
}

GivenDelivery receive(const VerifySignatureOptions& options) {
  const auto now = read_now(options.now);
  GivenDelivery given{.receipt = held_by(options.secrets, options.old_secrets, options.tolerance)};
  given.receipt.now = now;
  if (options.request.empty() == options.body_file.empty())
    throw BadDocument(Place{}, "give what was received: --request FILE, or --header and --body-file");
  if (options.request.empty())
    read_parts(options, given);
  else
    read_whole_request(options.request, given);
  return given;
}

}  // namespace assay
