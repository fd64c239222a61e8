// A way through a proxy to a server that speaks TLS: CONNECT (RFC 9110 9.3.6).
#pragma once

#include <string>

#include "contracts/live/channel.h"
#include "contracts/live/proxy.h"

namespace assay {

// Asks the proxy behind `socket`, which is connected and does not block, for a tunnel to `authority` ("host:port"). Why
// there is none, in words that fit behind the proxy's name; empty when what is sent from now on reaches the server.
std::string open_tunnel(int socket, const std::string& authority, const Proxy& proxy, Deadline deadline);

// What the proxy's own status says, in words that fit behind its name.
std::string explain_refusal(int status, const Proxy& proxy);

}  // namespace assay
