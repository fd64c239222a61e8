// Connections that do next to nothing, for script/bench: `clients PORT COUNT idle|drip`. Opens them, says so on stdout
// and holds them until stdin ends. idle: silent. drip: each sends one byte of an endless head a second.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

void allow_many_files() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int connect_to(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const void* generic = &address;
  const bool connected = client >= 0 && ::connect(client, static_cast<const sockaddr*>(generic), sizeof address) == 0;
  return connected ? client : -1;
}

// False when stdin ended within a second.
bool pass_a_second() {
  pollfd in{0, POLLIN, 0};
  std::array<char, 64> bytes{};
  if (::poll(&in, 1, 1000) <= 0) return true;
  return ::read(0, bytes.data(), bytes.size()) > 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: clients PORT COUNT idle|drip\n";
    return 2;
  }
  allow_many_files();
  const std::string head = "POST /api-tokens/1/webhook/rotate-secret HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  const bool drips = std::string(argv[3]) == "drip";
  std::vector<int> clients;
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    const int client = connect_to(std::atoi(argv[1]));
    if (client >= 0) clients.push_back(client);
  }
  std::cout << clients.size() << std::endl;
  for (std::size_t second = 0; pass_a_second(); ++second) {
    const char byte = second < head.size() ? head[second] : 'x';
    for (const int client : clients)
      if (drips && ::send(client, &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) continue;  // the server closed it
  }
}
