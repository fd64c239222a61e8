#include "mock/state/moment.h"

#include <stdexcept>
#include <string>

namespace assay {

Moment checked(Moment moment) {
  if (moment < first_moment || moment > last_moment)
    throw std::invalid_argument("that is outside of the years 0000 to 9999 (UTC), which a date-time can write");
  return moment;
}

Moment moment_of(const Instant& instant) {
  std::string micros = instant.fraction.substr(0, 6);
  micros.resize(6, '0');
  return checked(Moment{std::chrono::seconds{instant.seconds} + std::chrono::microseconds{std::stoll(micros)}});
}

}  // namespace assay
