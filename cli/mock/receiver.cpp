#include "cli/mock/receiver.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "contracts/documents/place.h"
#include "contracts/live/live_server.h"

namespace assay {
namespace {

using Bytes = std::array<std::uint8_t, 16>;  // IPv6; IPv4 as ::ffff:a.b.c.d (RFC 4291 2.5.5.2)

constexpr unsigned all_bits = 128, ipv4_offset = 96;

[[noreturn]] void refuse(const std::string& flag, const std::string& why) {
  throw BadDocument(Place{.file = flag}, why);
}

std::optional<Bytes> parse_address(const std::string& text) {
  Bytes bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes = {};
  bytes[10] = bytes[11] = 0xff;
  if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

struct Block {
  Bytes address{};
  unsigned bits = all_bits;
};

bool holds(const Block& block, const Bytes& address) {
  const std::size_t whole = block.bits / 8;
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), block.address.begin()))
    return false;
  const unsigned rest = block.bits % 8;
  return rest == 0 || ((address[whole] ^ block.address[whole]) >> (8 - rest)) == 0;
}

Block parse_block(const std::string& text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  const bool is_ipv4 = text.find(':') == std::string::npos;
  unsigned bits = is_ipv4 ? all_bits - ipv4_offset : all_bits;
  bool is_whole = slash == std::string::npos;
  if (!is_whole) {
    const unsigned most = bits;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, bits);
    is_whole = read.ec == std::errc{} && read.ptr == end && slash + 1 < text.size() && bits <= most;
  }
  if (!address || !is_whole)
    refuse("--deliver-allow", "'" + text + "' is no block of addresses; write 10.1.0.0/16, fd00::/8 or an address");
  return {*address, is_ipv4 ? bits + ipv4_offset : bits};
}

std::vector<std::string> look_up(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &first); error != 0)
    refuse("--deliver-to", "the host '" + host + "' is not known: " + gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(first, freeaddrinfo);
  std::vector<std::string> addresses;
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(each->ai_addr, each->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
      addresses.emplace_back(text.data());
  }
  if (addresses.empty()) refuse("--deliver-to", "the host '" + host + "' has no address");
  return addresses;
}

// The first of the host's addresses. All of them must be allowed.
std::string checked_address(const std::string& host, const std::vector<std::string>& allowed) {
  std::vector<Block> blocks = {parse_block("127.0.0.0/8"), parse_block("::1")};
  for (const std::string& text : allowed) blocks.push_back(parse_block(text));
  const std::vector<std::string> addresses = look_up(host);
  for (const std::string& text : addresses) {
    const auto address = parse_address(text.substr(0, text.find('%')));
    if (!address || std::none_of(blocks.begin(), blocks.end(), [&](const Block& b) { return holds(b, *address); }))
      refuse("--deliver-to", "'" + host + "' is at " + text +
                                 ", which is not this machine: deliveries go to loopback "
                                 "unless --deliver-allow " +
                                 text + " says that they may");
  }
  return addresses.front();
}

}  // namespace

Receiver receiver_at(const std::string& url, const std::vector<std::string>& allowed,
                     std::chrono::milliseconds timeout) {
  const std::size_t question = std::min(url.find('?'), url.size());
  Target target = parse_target(url.substr(0, question));
  target.address = checked_address(target.host, allowed);
  target.timeout = timeout;
  const std::string path = target.base_path.empty() ? "/" : target.base_path;
  target.base_path.clear();
  return {.handler = live_server(target), .target = path + url.substr(question)};
}

}  // namespace assay
