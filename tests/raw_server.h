// A TCP server that does exactly what a test says, however rude: it listens on a free port of 127.0.0.1, runs a script
// on each connection, each on a thread of its own, and records what it was sent. Ends at once with the object; nothing
// waits for long. Longer than the budget of a header: tests of several folders use it, and it is nothing without its
// bodies.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace assay::test {

class RawServer;

// One accepted connection.
class Peer {
 public:
  Peer(RawServer& server, int socket, std::size_t number) : server_(server), socket_(socket), number_(number) {}

  // Reads one request, head and a body of its Content-Length, and records it. Empty when the client closed or sent half
  // of one.
  std::string read_request();
  // False when the client is gone or the server ends.
  bool send(std::string_view bytes);
  // Sends a byte at a time with pauses, until all is sent or the client is gone.
  bool drip(std::string_view bytes, std::chrono::milliseconds pause);
  // Until the client closes or the server ends.
  void wait_for_close() { wait_for_close(std::chrono::seconds(20)); }
  // Connects to a port of 127.0.0.1 and passes bytes both ways until one side closes.
  void relay_to(int port);
  // Closes with a RST rather than a FIN.
  void reset_at_close();
  std::size_t number() const { return number_; }  // of the connection, from 0

 private:
  bool wait_for_close(std::chrono::milliseconds at_most);

  RawServer& server_;
  int socket_;
  std::size_t number_;
  std::string unread_{};
};

using Script = std::function<void(Peer&)>;  // the connection closes when it returns

class RawServer {
 public:
  explicit RawServer(Script script);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // All requests so far, whole, in the order in which they were read.
  std::vector<std::string> requests() const;
  std::size_t connections() const { return connections_; }
  // How many connections it has closed. On the loopback the client's side knows by then.
  std::size_t closed() const { return closed_; }

 private:
  friend class Peer;
  void accept_all();
  void serve(int socket, std::size_t number);
  void record(const std::string& request);

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<std::size_t> connections_{0};
  std::atomic<std::size_t> closed_{0};
  mutable std::mutex mutex_{};
  std::vector<std::string> requests_{};
  std::vector<std::thread> threads_{};
  std::vector<int> sockets_{};
  std::thread acceptor_{};
};

// Answers every request of a connection with the same bytes.
inline Script always(std::string answer) {
  return [answer = std::move(answer)](Peer& peer) {
    while (!peer.read_request().empty() && peer.send(answer)) {
    }
  };
}

// Answers the first request with these bytes and closes.
inline Script once(std::string answer) {
  return [answer = std::move(answer)](Peer& peer) {
    if (!peer.read_request().empty()) peer.send(answer);
  };
}

inline std::string Peer::read_request() {
  std::size_t wanted = std::string::npos;
  for (;;) {
    const auto head = unread_.find("\r\n\r\n");
    if (head != std::string::npos && wanted == std::string::npos) {
      const auto field = unread_.find("Content-Length: ");
      wanted = head + 4 + (field < head ? std::strtoul(unread_.c_str() + field + 16, nullptr, 10) : 0);
    }
    if (unread_.size() >= wanted) break;
    char bytes[4096];
    const auto count = recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return {};
    unread_.append(bytes, static_cast<std::size_t>(count));
  }
  const std::string request = unread_.substr(0, wanted);
  unread_.erase(0, wanted);
  server_.record(request);
  return request;
}

inline bool Peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

inline bool Peer::drip(std::string_view bytes, std::chrono::milliseconds pause) {
  for (const char byte : bytes) {
    if (!send({&byte, 1}) || wait_for_close(pause)) return false;
  }
  return true;
}

inline void Peer::relay_to(int port) {
  const int far = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  pollfd ways[] = {{.fd = socket_, .events = POLLIN, .revents = 0}, {.fd = far, .events = POLLIN, .revents = 0}};
  char bytes[16 * 1024];
  for (bool open = connect(far, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0; open;) {
    poll(ways, 2, 20000);
    for (const pollfd& way : ways) {
      if (way.revents == 0) continue;
      const auto count = recv(way.fd, bytes, sizeof bytes, 0);
      const int other = way.fd == far ? socket_ : far;
      open = open && count > 0 && ::send(other, bytes, static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
    }
  }
  close(far);
}

inline void Peer::reset_at_close() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

inline bool Peer::wait_for_close(std::chrono::milliseconds at_most) {
  pollfd closing{.fd = socket_, .events = POLLRDHUP, .revents = 0};
  return poll(&closing, 1, static_cast<int>(at_most.count())) != 0;
}

inline RawServer::RawServer(Script script) : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  const bool listens =
      bind(listener_, generic, size) == 0 && listen(listener_, 64) == 0 && getsockname(listener_, generic, &size) == 0;
  if (!listens) throw std::runtime_error("cannot listen on 127.0.0.1");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread(&RawServer::accept_all, this);
}

inline RawServer::~RawServer() {
  ending_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard guard(mutex_);
    for (const int open : sockets_) shutdown(open, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

inline void RawServer::accept_all() {
  while (!ending_) {
    const int accepted = accept(listener_, nullptr, nullptr);
    if (accepted < 0) return;
    const std::lock_guard guard(mutex_);
    sockets_.push_back(accepted);
    threads_.emplace_back(&RawServer::serve, this, accepted, connections_++);
  }
}

inline void RawServer::serve(int socket, std::size_t number) {
  Peer peer(*this, socket, number);
  script_(peer);
  const std::lock_guard guard(mutex_);
  std::erase(sockets_, socket);
  close(socket);
  ++closed_;
}

inline void RawServer::record(const std::string& request) {
  const std::lock_guard guard(mutex_);
  requests_.push_back(request);
}

inline std::vector<std::string> RawServer::requests() const {
  const std::lock_guard guard(mutex_);
  return requests_;
}

}  // namespace assay::test
