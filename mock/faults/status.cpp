#include <charconv>
#include <stdexcept>

#include "mock/faults/effects.h"

namespace assay {

FaultEffect read_status(std::string_view value) {
  int status = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), status);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || status < 400 || status > 599)
    throw std::invalid_argument("status=" + std::string(value) + ": write a status from 400 to 599");
  return [status](const Handler&, const Request& request, const FaultChance& chance) -> Outcome {
    return chance.ground.forced(status, request);
  };
}

}  // namespace assay
