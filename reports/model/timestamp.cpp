#include "reports/model/timestamp.h"

#include "contracts/schema/rfc3339.h"

namespace assay {

std::string to_timestamp(std::chrono::system_clock::time_point time) {
  using namespace std::chrono;
  const auto second = floor<seconds>(time);
  const std::string thousandths = std::to_string(1000 + floor<milliseconds>(time - second).count());
  return date_and_time(second) + '.' + thousandths.substr(1) + 'Z';
}

double to_ms(std::chrono::nanoseconds time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

}  // namespace assay
