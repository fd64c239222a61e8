// One client's connection: reads requests, asks the handler, sends answers, and ends when it should.
//
//     read -> parse -> ask -> send -> read ...        refused, cut, last answer: send -> linger -> closed
//
// For listener.cpp alone. All of a crew's connections live on its thread, so nothing here locks.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mock/http/listener.h"
#include "mock/http/request_parser.h"
#include "mock/http/response_writer.h"
#include "mock/http/stream.h"

namespace assay {

class ClientConnection;

// One thread of a listener, with what its connections share.
struct Crew {
  const Handler& handler;
  const ListenerOptions& options;
  std::atomic<std::size_t>& connections;  // of all crews
  boost::asio::ssl::context* tls;         // null: plain HTTP

  boost::asio::io_context io{1};
  boost::asio::steady_timer sweep{io};  // looks for connections whose time is over
  std::unordered_set<std::shared_ptr<ClientConnection>> open{};
  DateLine date{};
  bool stopping = false;
};

class ClientConnection : public std::enable_shared_from_this<ClientConnection> {
 public:
  using Clock = std::chrono::steady_clock;

  ClientConnection(Stream::Socket socket, Crew& crew);

  void serve();                               // from the first request on
  void turn_away();                           // answers 503 and closes; reads no request
  bool close_if_over(Clock::time_point now);  // whether it was
  void stop(Clock::time_point by);  // closes now when no answer is under way, else after it, and no later than `by`

 private:
  using Error = boost::system::error_code;

  void greet(void (ClientConnection::*next)());
  void say_full();
  void read();
  void on_read(const Error& error, std::size_t count);
  void advance();
  void await_more();
  void make_room();
  void answer();
  Outcome ask();
  void refuse(int status);
  void send(const Response& response, Framing::Body body);
  void send_once_known();
  void send_piece();
  void on_sent(const Error& error, std::size_t count);
  void on_all_sent();
  void pause(std::chrono::milliseconds time,
             void (ClientConnection::*then)());  // closes instead when the client leaves meanwhile
  void wait_until(Clock::time_point end, void (ClientConnection::*then)());
  bool is_gone();  // the client closed or reset the connection, or will send no more
  void linger();
  void drop_the_rest();
  void reset();
  void close();

  Crew& crew_;
  Stream stream_;
  std::unique_ptr<boost::asio::steady_timer> timer_{};  // for a Delivery that pauses
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point stop_by_ = Clock::time_point::max();
  RequestParser parser_;
  RequestParser::State phase_ = RequestParser::State::complete;  // the state for which deadline_ was set

  std::vector<char> in_;  // bytes read; [begin_, end_) are not parsed yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;

  std::string out_{};     // the answer under way; [sent_, send_to_) is still to go
  std::size_t head_ = 0;  // bytes that go out first and together
  std::size_t sent_ = 0;
  std::size_t send_to_ = 0;
  std::shared_ptr<const Delivery> delivery_{};  // never null while an answer is under way
  bool last_ = false;                           // the answer under way is the last of this connection
  bool answering_ = false;
  bool continued_ = false;  // 100 was sent for the request under way
};

}  // namespace assay
