// Bytes over a TCP connection to 127.0.0.1, without any HTTP library in between.
#pragma once

#include <string>
#include <string_view>

namespace assay::test {

// Every call gives up after five seconds.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  void finish_sending();  // shuts down the sending side

  // One response: its head and as much body as its Content-Length says. What is left when the connection ends before.
  std::string read_response();
  // The same for the answer to a HEAD.
  std::string read_head();
  // All until the server closes; then closed() is true. On a reset, what came before it.
  std::string read_to_end();

  // Whether the server ended the connection, by FIN or by reset. Known after a read that met the end.
  bool closed() const { return closed_; }
  bool was_reset() const { return reset_; }

 private:
  bool read_more();

  int socket_ = -1;
  std::string held_{};  // read and not yet given out
  bool closed_ = false;
  bool reset_ = false;
};

// What follows the head.
std::string body_of(const std::string& response);
// 404, or 0.
int status_of(const std::string& response);

// One request on a connection of its own, which ends with the answer.
std::string exchange(int port, std::string_view bytes);

}  // namespace assay::test
