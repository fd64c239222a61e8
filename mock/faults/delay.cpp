#include <charconv>
#include <cstdint>
#include <stdexcept>

#include "contracts/documents/duration.h"
#include "mock/faults/effects.h"

namespace assay {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::minutes longest{10};

milliseconds time_of(std::string_view text) {
  const auto time = std::chrono::ceil<milliseconds>(parse_duration(text));
  if (time > longest) throw std::invalid_argument(std::string(text) + ": a fault takes 10m at most");
  return time;
}

std::size_t bytes_of(std::string_view text) {
  std::size_t count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || count == 0)
    throw std::invalid_argument("slow-body: \"" + std::string(text) + "\" is no number of bytes; write 16/100ms");
  return count;
}

}  // namespace

FaultEffect read_latency(std::string_view value) {
  const auto dots = value.find("..");
  const milliseconds least = time_of(value.substr(0, dots));
  const milliseconds most = dots == std::string_view::npos ? least : time_of(value.substr(dots + 2));
  if (most < least) throw std::invalid_argument("latency=" + std::string(value) + ": the longer time stands behind ..");
  return [least, most](const Handler& inner, const Request& request, const FaultChance& chance) {
    const auto more = static_cast<double>((most - least).count()) * chance.draw;
    return delivered(inner(request), {.delay = least + milliseconds(static_cast<std::int64_t>(more))});
  };
}

FaultEffect read_slow_body(std::string_view value) {
  const std::string_view given = value.empty() ? "16/100ms" : value;
  const auto slash = given.find('/');
  if (slash == std::string_view::npos)
    throw std::invalid_argument("slow-body=" + std::string(given) + ": write bytes and a pause, as 16/100ms");
  const Delivery delivery{.pause = time_of(given.substr(slash + 1)),
                          .piece = bytes_of(given.substr(0, slash)),
                          .counts = Delivery::Counts::body};
  return [delivery](const Handler& inner, const Request& request, const FaultChance&) {
    return delivered(inner(request), delivery);
  };
}

FaultEffect read_no_answer(std::string_view value) {
  const Delivery delivery{.delay = time_of(value.empty() ? "30s" : value), .cut_after = 0, .end = Delivery::End::close};
  return [delivery](const Handler& inner, const Request& request, const FaultChance&) {
    return delivered(inner(request), delivery);
  };
}

}  // namespace assay
