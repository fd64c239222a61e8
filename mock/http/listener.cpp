#include "mock/http/listener.h"

#include <atomic>
#include <boost/asio/post.hpp>
#include <string>
#include <thread>
#include <vector>

#include "contracts/documents/place.h"
#include "mock/http/client_connection.h"

namespace assay {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::chrono::milliseconds sweep_pause_when_stopping{10};
constexpr std::chrono::milliseconds sweep_pause_when_many{1};
constexpr std::size_t closed_at_once = 64;  // by a sweep: a close takes some 10 us, in which nobody is answered
constexpr std::chrono::milliseconds accept_pause{50};  // after an accept that failed: no descriptor left
constexpr std::size_t refused_at_once = 256;  // connections beyond the limit that may hear 503; the rest are closed

tcp::acceptor listen(asio::io_context& io, const ListenerOptions& options) try {
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive);
  // SO_REUSEADDR alone: it takes a port over from closed connections, never from a server that listens.
  return tcp::acceptor(io, found.begin()->endpoint(), true);
} catch (const boost::system::system_error& error) {
  throw BadDocument({}, "cannot listen on " + options.host + " port " + std::to_string(options.port) + ": " +
                            error.code().message() + "; choose another --port (0 takes a free one) or --host");
}

std::unique_ptr<asio::ssl::context> context_of(const std::optional<TlsIdentity>& identity) {
  if (!identity) return nullptr;
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  context->use_certificate_chain(asio::buffer(identity->certificate));
  context->use_private_key(asio::buffer(identity->key), asio::ssl::context::pem);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);  // idle connections hold none
  return context;
}

// A look at 10,000 connections takes a millisecond: seldom enough that the hundredth slowest answer does not meet one.
std::chrono::milliseconds sweep_pause(const ListenerOptions& options) {
  return std::max(std::min(options.idle_limit, options.head_deadline) / 8, sweep_pause_when_many);
}

void sweep(Crew& crew) {
  const auto now = ClientConnection::Clock::now();
  std::size_t closed = 0;
  for (auto next = crew.open.begin(); next != crew.open.end() && closed < closed_at_once;) {
    const auto connection = *next++;  // close_if_over takes it out of the set
    if (connection->close_if_over(now)) ++closed;
  }
  if (crew.stopping && crew.open.empty()) return;  // nothing is left to do: the crew's thread ends
  const auto usual = crew.stopping ? sweep_pause_when_stopping : sweep_pause(crew.options);
  crew.sweep.expires_after(closed < closed_at_once ? usual : sweep_pause_when_many);
  crew.sweep.async_wait([&crew](const Error& error) {
    if (!error) sweep(crew);
  });
}

void open_connection(Crew& crew, Stream::Socket socket) {
  const std::size_t now_open = ++crew.connections;
  if (crew.stopping || now_open > crew.options.max_connections + refused_at_once) {
    crew.connections -= 1;
    return;
  }
  const auto connection = std::make_shared<ClientConnection>(std::move(socket), crew);
  crew.open.insert(connection);
  now_open > crew.options.max_connections ? connection->turn_away() : connection->serve();
}

void stop_crew(Crew& crew) {
  crew.stopping = true;
  const auto by = ClientConnection::Clock::now() + crew.options.stop_grace;
  for (auto next = crew.open.begin(); next != crew.open.end();) {
    const auto connection = *next++;
    connection->stop(by);
  }
  crew.sweep.cancel();
  sweep(crew);
}

}  // namespace

struct Listener::Impl {
  Impl(Handler asked, const ListenerOptions& given)
      : handler(std::move(asked)),
        options(given),
        tls(context_of(options.tls)),
        crews(make_crews()),
        acceptor(listen(door(), options)),
        port(acceptor.local_endpoint().port()) {}

  std::vector<std::unique_ptr<Crew>> make_crews() {
    std::vector<std::unique_ptr<Crew>> made;
    for (int i = 0; i < std::max(1, options.threads); ++i)
      made.push_back(std::unique_ptr<Crew>(new Crew{handler, options, connections, tls.get()}));
    return made;
  }

  // Where connections are accepted: where there are several threads, by one that no handler keeps waiting.
  asio::io_context& door() { return crews.size() > 1 ? own_door : crews.front()->io; }

  void accept() {
    Crew& crew = *crews[turn++ % crews.size()];
    acceptor.async_accept(crew.io, [this, &crew](const Error& error, Stream::Socket socket) {
      if (!acceptor.is_open()) return;
      if (error) return on_failed_accept(error);
      asio::post(crew.io, [&crew, taken = std::move(socket)]() mutable { open_connection(crew, std::move(taken)); });
      accept();
    });
  }

  void on_failed_accept(const Error& error) {
    if (options.on_error) options.on_error("a connection could not be accepted: " + error.message());
    retry.expires_after(accept_pause);
    retry.async_wait([this](const Error& cancelled) {
      if (!cancelled) accept();
    });
  }

  const Handler handler;
  const ListenerOptions options;
  const std::unique_ptr<asio::ssl::context> tls;  // null: plain
  std::atomic<std::size_t> connections{0};
  std::vector<std::unique_ptr<Crew>> crews;
  asio::io_context own_door{1};
  tcp::acceptor acceptor;
  const int port;
  asio::steady_timer retry{door()};
  std::size_t turn = 0;
  std::vector<std::thread> threads{};
};

Listener::Listener(Handler handler, const ListenerOptions& options)
    : impl_(std::make_unique<Impl>(std::move(handler), options)) {
  impl_->accept();
  for (auto& crew : impl_->crews) {
    sweep(*crew);
    impl_->threads.emplace_back([&io = crew->io] { io.run(); });
  }
  if (impl_->crews.size() > 1) impl_->threads.emplace_back([&io = impl_->own_door] { io.run(); });
}

Listener::~Listener() { stop(); }

int Listener::port() const { return impl_->port; }

void Listener::stop() {
  if (impl_->threads.empty()) return;
  asio::post(impl_->door(), [impl = impl_.get()] {
    Error ignored;  // closed is closed
    impl->acceptor.close(ignored);
    impl->retry.cancel();
  });
  for (auto& crew : impl_->crews) asio::post(crew->io, [&crew = *crew] { stop_crew(crew); });
  for (auto& thread : impl_->threads) thread.join();
  impl_->threads.clear();
}

}  // namespace assay
