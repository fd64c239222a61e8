// A client's TCP connection, plain or under TLS: the bytes of HTTP go in and come out the same.
//
// For connection.cpp alone. One operation at a time; a done function gets (error, count of bytes), or (error).
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <utility>

namespace assay {

class Stream {
 public:
  // Its executor by its own type: to ask through any_io_executor costs at each operation.
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
  using Context = boost::asio::ssl::context;

  // `tls`: null for a plain connection; outlives the stream.
  Stream(Socket socket, Context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_ = std::make_unique<Tls>(socket_, *tls);
  }

  Socket& socket() { return socket_; }
  bool is_tls() const { return tls_ != nullptr; }

  // Only under TLS: once, before all else.
  template <typename Done>
  void shake_hands(Done done) {
    tls_->async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
  }

  template <typename Done>
  void read_some(const boost::asio::mutable_buffer& into, Done done) {
    tls_ ? tls_->async_read_some(into, std::move(done)) : socket_.async_read_some(into, std::move(done));
  }

  template <typename Done>
  void write_all(const boost::asio::const_buffer& bytes, Done done) {
    tls_ ? boost::asio::async_write(*tls_, bytes, std::move(done))
         : boost::asio::async_write(socket_, bytes, std::move(done));
  }

  // Only under TLS: sends close_notify and waits for the client's (RFC 8446 6.1).
  template <typename Done>
  void say_goodbye(Done done) {
    tls_->async_shutdown(std::move(done));
  }

 private:
  using Tls = boost::asio::ssl::stream<Socket&>;

  Socket socket_;
  std::unique_ptr<Tls> tls_{};
};

}  // namespace assay
