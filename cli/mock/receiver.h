// Where a mock's deliveries go.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

struct Receiver {
  Handler handler{};
  std::string target{};  // of its requests: the URL's path and query
};

// The receiver at a URL. Its host is looked up now, and the address that was looked at is the one that is connected to,
// whatever the name means later; no redirection is followed, and no proxy of the environment stands between. Throws
// BadDocument for what is no URL, a name that is not known, and an address that is neither loopback nor in one of
// `allowed`, each a CIDR block as 10.1.0.0/16 or fd00::/8, or an address.
Receiver receiver_at(const std::string& url, const std::vector<std::string>& allowed,
                     std::chrono::milliseconds timeout);

}  // namespace assay
