#include "reports/model/timestamp.h"

#include "contracts/schema/rfc3339.h"

namespace assay {

std::string to_timestamp(std::chrono::system_clock::time_point time) {
  using namespace std::chrono;
  const auto second = floor<seconds>(time);
  const std::string thousandths = std::to_string(1000 + floor<milliseconds>(time - second).count());
  return date_and_time(second) + '.' + thousandths.substr(1) + 'Z';
}

}  // namespace assay
