#include "contracts/live/tunnel.h"

#include "contracts/http/message_head.h"
#include "contracts/live/answer_reader.h"

namespace assay {
namespace {

// The proxy's answer up to its blank line; empty, with `fault`, when there is none.
std::string receive_head(const Channel& channel, Deadline deadline, std::string& fault) {
  std::string bytes;
  while (find_head_end(bytes) == bytes.npos) {
    char more[4096];
    const Received received = receive(channel, more, sizeof more, deadline);
    if (received.how == Transfer::late) fault = "did not answer CONNECT in time";
    if (received.how == Transfer::ended || received.how == Transfer::failed)
      fault = "closed the connection instead of answering CONNECT";
    bytes.append(more, received.count);
    if (!may_begin_response(bytes) || bytes.size() > max_head) fault = "answered CONNECT with what is not HTTP/1.x";
    if (!fault.empty()) return {};
  }
  return bytes;
}

}  // namespace

std::string open_tunnel(int socket, const std::string& authority, const Proxy& proxy, Deadline deadline) {
  Request request{.method = "CONNECT", .target = authority};
  if (!proxy.authorization.empty()) request.headers.push_back({"Proxy-Authorization", proxy.authorization});
  const Channel channel{.socket = socket};
  send_all(channel, write_request(request, authority), deadline);  // what is wrong shows when reading
  std::string fault;
  const std::string bytes = receive_head(channel, deadline, fault);
  if (!fault.empty()) return fault;
  const ResponseHead head = read_response_head(std::string_view(bytes).substr(0, find_head_end(bytes)), "CONNECT");
  if (!head.fault.empty()) return "answered CONNECT with a malformed head: " + head.fault;
  if (head.response.status / 100 != 2) return explain_refusal(head.response.status, proxy);
  if (bytes.size() > find_head_end(bytes)) return "sent bytes of its own into the tunnel";
  return {};
}

std::string explain_refusal(int status, const Proxy& proxy) {
  std::string text = "answered " + std::to_string(status);
  if (status == 407)
    text += proxy.authorization.empty() ? ": it asks for a user and a password, as http://user:password@host:port in "
                                        : ": it does not take the user and the password in ";
  if (status == 407) return text + proxy.variable;
  return text +
         (status == 403 || status == 405 ? ": it does not let this target through" : ": it did not reach the target");
}

}  // namespace assay
