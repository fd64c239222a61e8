#include "cli/sink/answers.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "contracts/documents/place.h"

namespace assay {
namespace {

std::optional<std::size_t> number_in(std::string_view text, std::size_t least, std::size_t most) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return is_number && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

SinkAnswers::SinkAnswers(std::string_view list) {
  std::size_t ends = 0;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const std::string_view step = list.substr(at, comma - at);
    const std::size_t cross = std::min(step.find('x'), step.size());
    const auto status = number_in(step.substr(0, cross), 200, 599);
    const auto times =
        cross == step.size() ? std::optional<std::size_t>(1) : number_in(step.substr(cross + 1), 1, 1'000'000);
    if (!status || !times)
      throw BadDocument(Place{.file = "--answer"},
                        "'" + std::string(step) + "' is no answer; write 200, or 503x2,200 for 503 twice and then 200");
    ends += *times;
    steps_.emplace_back(static_cast<int>(*status), ends);
    at = comma + 1;
  }
}

int SinkAnswers::next() {
  const std::size_t number = given_++;
  for (const auto& [status, ends] : steps_)
    if (number < ends) return status;
  return steps_.back().first;
}

}  // namespace assay
