#include "tests/mock/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace assay::test {
namespace {

std::size_t content_length(const std::string& head) {
  const std::string name = "\r\nContent-Length: ";
  const auto at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval limit{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection to port " + std::to_string(port));
}

RawClient::~RawClient() { ::close(socket_); }

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server closed: the next read tells
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool RawClient::read_more() {
  std::array<char, 65536> bytes{};
  const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count > 0) {
    held_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
  }
  reset_ = count < 0 && errno == ECONNRESET;
  closed_ = count == 0 || reset_;
  return false;
}

std::string RawClient::read_head() {
  while (held_.find("\r\n\r\n") == std::string::npos && read_more()) {
  }
  const auto end = held_.find("\r\n\r\n");
  std::string head = held_.substr(0, end == std::string::npos ? end : end + 4);
  held_.erase(0, head.size());
  return head;
}

std::string RawClient::read_response() {
  std::string response = read_head();
  const std::size_t length = content_length(response);
  while (held_.size() < length && read_more()) {
  }
  response += held_.substr(0, length);
  held_.erase(0, length);
  return response;
}

std::string RawClient::read_to_end() {
  while (read_more()) {
  }
  return std::exchange(held_, {});
}

std::string body_of(const std::string& response) {
  const auto head = response.find("\r\n\r\n");
  return head == std::string::npos ? "" : response.substr(head + 4);
}

int status_of(const std::string& response) {
  return response.starts_with("HTTP/1.1 ") ? std::atoi(response.c_str() + 9) : 0;
}

std::string exchange(int port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.read_response();
}

}  // namespace assay::test
