// Where a lie about deliveries meets them: an attempt before it is signed, and the request as it goes out.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"
#include "mock/deliveries/sent_delivery.h"
#include "mock/deliveries/signing.h"

namespace assay {

struct SigningAttempt {
  const DeliveryEvent& event;
  std::string_view scheme;
  DeliveryText& text;
  std::vector<std::string>& secrets;  // that sign, newest first
  const std::string& before;          // the secret that the last rotation replaced; empty: none is known
};

// Each may be empty. Called for one attempt at a time.
struct DeliveryLie {
  std::function<void(SigningAttempt&)> signs{};
  std::function<void(Request&)> sends{};
};

}  // namespace assay
