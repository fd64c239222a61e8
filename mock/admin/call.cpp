#include "mock/admin/call.h"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "contracts/documents/duration.h"
#include "mock/http/delivery.h"

namespace assay {
namespace {

constexpr std::chrono::minutes longest_wait{1};

std::chrono::microseconds patience_of(const AdminCall& call) try {
  const auto time = parse_duration(text_of(call, "timeout", "10s"));
  if (time > longest_wait) throw Problem{.detail = "timeout is longer than a minute."};
  return time;
} catch (const std::invalid_argument&) {
  throw Problem{.detail = "timeout is no length of time, as 500ms or 10s."};
}

}  // namespace

std::string text_of(const AdminCall& call, const std::string& name, const std::string& otherwise) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? otherwise : found->second;
}

std::uint64_t number_of(const AdminCall& call, const std::string& name, std::uint64_t least, std::uint64_t most,
                        std::uint64_t otherwise) {
  const auto found = call.query.find(name);
  if (found == call.query.end()) return otherwise;
  const std::string& text = found->second;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < least || number > most)
    throw Problem{.detail = name + " is no number from " + std::to_string(least) + " to " + std::to_string(most) + "."};
  return number;
}

Response wait_for_count(const AdminCall& call, std::uint64_t most, std::function<std::uint64_t()> count) {
  using Steady = std::chrono::steady_clock;
  const auto wanted = number_of(call, "count", 1, most, 1);
  const auto until = Steady::now() + patience_of(call);
  const auto look = [count = std::move(count), wanted, until]() -> std::optional<Response> {
    const std::uint64_t n = count();
    if (n < wanted && Steady::now() < until) return std::nullopt;
    return json_answer(200, {{"met", n >= wanted}, {"count", n}});
  };
  return {.status = 200,
          .delivery = std::make_shared<const Delivery>(Delivery{.later = std::make_shared<const Later>(look)})};
}

Secrets secrets_of(const AdminCall& call) {
  const std::string asked = text_of(call, "secrets", "hidden");
  if (asked == "hidden") return Secrets::hidden;
  if (asked == "shown") return Secrets::shown;
  throw Problem{.detail = "secrets is neither hidden nor shown."};
}

}  // namespace assay
