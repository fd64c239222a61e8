// cpp-httplib connects, keeps connections open and reads a body to its end; this file gives it the exact bytes to send,
// hands it a plain head in place of the answer's own (answer_reader.h), which says only where the body ends, and ends
// what takes too long or grows too large.
#include "contracts/live/live_server.h"

#include <httplib.h>
#include <netdb.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "contracts/http/message_head.h"
#include "contracts/live/answer_reader.h"
#include "contracts/live/channel.h"
#include "contracts/live/tunnel.h"

namespace assay {
namespace {

using Why = NoResponse::Why;

// Host, with its port unless it is the scheme's own (RFC 9110 7.2).
std::string authority(const Target& target) {
  const std::string url = to_url(Target{.scheme = target.scheme, .host = target.host, .port = target.port});
  return url.substr(target.scheme.size() + 3);
}

// The same with the port in any case, as CONNECT wants it.
std::string authority_with_port(const Target& target) {
  const std::string host = authority(Target{.host = target.host});
  return host + ':' + std::to_string(target.port);
}

// What goes to a proxy that is to forward a plain request.
Request for_proxy(Request request, const Target& target) {
  request.target = "http://" + authority(target) + request.target;
  if (!target.proxy->authorization.empty())
    request.headers.push_back({"Proxy-Authorization", target.proxy->authorization});
  return request;
}

// What cpp-httplib reads and writes in place of the socket. Whatever it made of the request, the talk's goes out.
class TalkStream final : public httplib::Stream {
 public:
  TalkStream(Channel channel, Talk& talk) : channel_(channel), talk_(talk) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return channel_.socket; }
  ssize_t read(char* bytes, size_t size) override { return read_answer(talk_, channel_, bytes, size); }
  ssize_t write(const char*, size_t size) override {
    return send_request(talk_, channel_) ? static_cast<ssize_t>(size) : -1;
  }

 private:
  Channel channel_;
  Talk& talk_;
};

// A client of cpp-httplib with one connection, used by one thread at a time. TLS is ours: cpp-httplib's own bounds each
// step of a handshake but not the whole, says little of what is wrong with a certificate, and from 0.12 on sends a
// request again when the peer seems to have closed.
class Wire final : public httplib::ClientImpl {
 public:
  Wire(const Target& target, const Tls& tls)
      : ClientImpl(target.proxy ? target.proxy->host : target.host, target.proxy ? target.proxy->port : target.port),
        target_(target),
        tls_(tls) {
    set_keep_alive(true);
    set_tcp_nodelay(true);
    set_follow_location(false);
    set_decompress(false);
    set_connection_timeout(target.timeout);
    if (!target.address.empty() && !target.proxy) set_hostname_addr_map({{target.host, target.address}});
  }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() override { stop(); }  // before the base's destructor, which knows nothing of our TLS

  Outcome exchange(const Request& request);

  // Whether the server closes the connection that its answer promised to keep; nothing when there is none.
  std::optional<bool> breaks_its_word() {
    constexpr std::chrono::milliseconds patience(20);
    return is_socket_open() ? std::optional(closes_within(socket(), patience)) : std::nullopt;
  }

 private:
  bool create_and_connect_socket(Socket& socket, httplib::Error& error) override;
  void shutdown_ssl(Socket& socket, bool gracefully) override;
  bool process_socket(const Socket& socket, std::function<bool(httplib::Stream&)> callback) override;

  bool is_plainly_proxied() const { return target_.proxy && target_.scheme == "http"; }
  bool tunnel(int socket);
  void refuse_proxy(const std::string& what);
  void explain(httplib::Error error, int connect_errno);

  const Target& target_;
  const Tls& tls_;
  Talk talk_{};
};

bool Wire::create_and_connect_socket(Socket& socket, httplib::Error& error) {
  if (!ClientImpl::create_and_connect_socket(socket, error)) return false;
  set_nonblocking(socket.sock);
  if (target_.scheme != "https") return true;
  if (target_.proxy && !tunnel(socket.sock)) {
    close_socket(socket);
    error = httplib::Error::Connection;
    return false;
  }
  const Handshake handshake = begin_tls(tls_, socket.sock, target_.host, talk_.deadline);
  socket.ssl = handshake.ssl;
  if (handshake.ssl != nullptr) return true;
  if (handshake.how == Transfer::late) {
    fail(talk_, Why::timed_out, "the TLS handshake did not end" + within(talk_));
  } else {
    fail(talk_, Why::tls, handshake.fault);
  }
  close_socket(socket);
  error = httplib::Error::SSLConnection;
  return false;
}

bool Wire::tunnel(int socket) {
  const std::string why = open_tunnel(socket, authority_with_port(target_), *target_.proxy, talk_.deadline);
  if (!why.empty()) refuse_proxy(why);
  return why.empty();
}

void Wire::refuse_proxy(const std::string& what) {
  fail(talk_, Why::not_sent, "the proxy " + to_url(*target_.proxy) + ' ' + what);
}

void Wire::shutdown_ssl(Socket& socket, bool gracefully) {
  end_tls(std::exchange(socket.ssl, nullptr), gracefully ? Goodbye::say : Goodbye::skip);
}

bool Wire::process_socket(const Socket& socket, std::function<bool(httplib::Stream&)> callback) {
  TalkStream stream({.socket = socket.sock, .ssl = socket.ssl}, talk_);
  const bool answered = callback(stream);
  // Only a connection that never answered: later a server may end it for reasons of its own.
  const bool ended = talk_.trouble && talk_.trouble->why == Why::cut_off && talk_.received == 0;
  if (ended && talk_.over == Talk::Over::fresh && socket.ssl != nullptr && asks_for_certificate(socket.ssl))
    talk_.trouble = NoResponse{Why::tls,
                               "the connection ended without an answer; the server asked for a client "
                               "certificate: give one that it accepts with --client-cert FILE"};
  return answered;
}

// cpp-httplib gave up where the stream had no trouble.
void Wire::explain(httplib::Error error, int connect_errno) {
  if (talk_.sent) {
    fail(talk_, Why::unreadable, "the body cannot be read");
  } else if (target_.proxy) {
    refuse_proxy("cannot be reached");
  } else if (error == httplib::Error::ConnectionTimeout) {
    fail(talk_, Why::timed_out, "no connection" + within(talk_));
  } else if (connect_errno == ECONNREFUSED) {
    fail(talk_, Why::refused, "connection refused");
  } else if (addrinfo* found = nullptr; const int code = getaddrinfo(target_.host.c_str(), nullptr, nullptr, &found)) {
    fail(talk_, Why::refused, std::string("the host's address cannot be found: ") + gai_strerror(code));
  } else {
    freeaddrinfo(found);
    fail(talk_, Why::refused, "no connection: refused or unreachable");
  }
}

Outcome Wire::exchange(const Request& request) {
  const Request& sent = is_plainly_proxied() ? for_proxy(request, target_) : request;
  talk_ = Talk{.request = assay::write_request(sent, authority(target_)),
               .method = request.method,
               .deadline = std::chrono::steady_clock::now() + target_.timeout,
               .timeout = target_.timeout,
               .max_body = target_.max_body};
  if (is_socket_open() && is_stale(socket())) stop();
  if (is_socket_open()) talk_.over = Talk::Over::kept;

  httplib::Request ask;  // what is really asked stands in talk_
  ask.method = "GET";
  ask.path = "/";
  ask.content_receiver = [this](const char* bytes, std::size_t size, auto...) { return take_body(talk_, bytes, size); };
  httplib::Response framed;
  auto error = httplib::Error::Success;
  errno = 0;
  if (!send(ask, framed, error)) explain(error, errno);
  if (is_plainly_proxied() && talk_.head.response.status == 407) refuse_proxy(explain_refusal(407, *target_.proxy));
  if (!is_reusable(talk_)) stop();
  if (talk_.trouble) return *std::move(talk_.trouble);
  return std::move(talk_.head.response);
}

// The connections to one target that are free.
struct Pool {
  const Target target;
  const Tls tls;
  std::mutex mutex{};
  std::vector<std::unique_ptr<Wire>> free{};
  // Some servers close a moment after an answer without saying so, most of them only after an error: a request that
  // goes out in this moment is lost, and nobody is to blame. The first connection shows whether this server is one of
  // them; and so does one that is lost later, to a server that closes after some answers or some time.
  std::atomic<bool> knows_server{false};
  std::atomic<bool> keeps_connections{true};

  void learn(Wire& wire, const Outcome& outcome) {
    const auto* silence = std::get_if<NoResponse>(&outcome);
    if (silence && silence->why == Why::let_go) {
      knows_server = true;
      keeps_connections = false;
    }
    if (knows_server) return;
    const auto breaks = wire.breaks_its_word();
    if (breaks && !knows_server.exchange(true)) keeps_connections = !*breaks;
  }

  std::unique_ptr<Wire> take() {
    const std::lock_guard guard(mutex);
    if (!keeps_connections) free.clear();
    if (free.empty()) return std::make_unique<Wire>(target, tls);
    auto wire = std::move(free.back());
    free.pop_back();
    return wire;
  }

  void give_back(std::unique_ptr<Wire> wire) {
    const std::lock_guard guard(mutex);
    free.push_back(std::move(wire));
  }
};

Outcome ask(Pool& pool, const Request& request) {
  Request based = request;
  based.target.insert(0, pool.target.base_path);
  if (!find_header(based.headers, "Accept-Encoding")) based.headers.push_back({"Accept-Encoding", "identity"});
  if (auto fault = explain_unsendable(based); !fault.empty()) return NoResponse{Why::not_sent, std::move(fault)};
  if (pool.target.proxy && pool.target.scheme == "http" && !based.target.starts_with('/'))
    return NoResponse{Why::not_sent, "a target that does not begin with '/' cannot be asked for through a proxy"};
  auto wire = pool.take();
  Outcome outcome = wire->exchange(based);
  pool.learn(*wire, outcome);
  const auto* response = std::get_if<Response>(&outcome);
  if (pool.keeps_connections && (response == nullptr || response->status < 500)) pool.give_back(std::move(wire));
  return outcome;
}

}  // namespace

Handler live_server(const Target& target) {
  using enum Target::Verify;
  Tls tls;
  if (target.scheme == "https")
    tls = make_tls(target.ca_file, target.verify == certificate ? Trust::certificate : Trust::anyone,
                   {.certificate = target.client_cert, .key = target.client_key});
  auto pool = std::make_shared<Pool>(target, std::move(tls));
  return [pool = std::move(pool)](const Request& request) { return ask(*pool, request); };
}

}  // namespace assay
