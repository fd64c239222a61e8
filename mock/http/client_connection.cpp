#include "mock/http/client_connection.h"

#include <poll.h>

#include <algorithm>

#include "mock/http/delivery.h"

namespace assay {
namespace {

namespace asio = boost::asio;
using State = RequestParser::State;

constexpr std::chrono::milliseconds later_pause{5};  // between two questions for an answer that is not known yet
constexpr std::chrono::milliseconds look_pause{
    200};                                 // between two looks, in a pause, whether the client is still there
constexpr std::size_t first_room = 4096;  // bytes; an idle connection holds no more
constexpr std::chrono::milliseconds linger_time{1000};  // for a client to read the last answer before a close resets it

const std::shared_ptr<const Delivery>& plainly() {
  static const auto delivery = std::make_shared<const Delivery>();
  return delivery;
}

Response own_answer(int status, std::string body) {
  return {.status = status,
          .headers = {{"Server", "assay-mock"}, {"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::move(body)};
}

// uvicorn's words for 400; else the reason phrase.
Response own_answer(int status) {
  return own_answer(status, status == 400 ? "Invalid HTTP request received." : std::string(reason_of(status)));
}

bool says_close(const Response& response) {
  const auto connection = find_header(response.headers, "Connection");
  return connection && equal_ignoring_case(*connection, "close");
}

}  // namespace

ClientConnection::ClientConnection(Stream::Socket socket, Crew& crew)
    : crew_(crew),
      stream_(std::move(socket), crew.tls),
      parser_({.head = crew.options.max_head, .body = crew.options.max_body}),
      in_(first_room) {
  Error ignored;  // a client that is gone shows at the first read
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

void ClientConnection::serve() { greet(&ClientConnection::advance); }

void ClientConnection::turn_away() { greet(&ClientConnection::say_full); }

// Shakes hands where there is TLS.
void ClientConnection::greet(void (ClientConnection::*next)()) {
  if (!stream_.is_tls()) return (this->*next)();
  deadline_ = Clock::now() + crew_.options.head_deadline;
  stream_.shake_hands(
      [self = shared_from_this(), next](const Error& error) { error ? self->close() : (self.get()->*next)(); });
}

void ClientConnection::say_full() { refuse(503); }

void ClientConnection::refuse(int status) {
  last_ = true;
  send(own_answer(status), Framing::Body::sent);
}

bool ClientConnection::close_if_over(Clock::time_point now) {
  const bool over = now >= std::min(deadline_, stop_by_);
  if (over) close();
  return over;
}

void ClientConnection::stop(Clock::time_point by) {
  stop_by_ = by;
  if (!answering_) close();
}

void ClientConnection::read() {
  make_room();
  stream_.read_some(
      asio::buffer(in_.data() + end_, in_.size() - end_),
      [self = shared_from_this()](const Error& error, std::size_t count) { self->on_read(error, count); });
}

void ClientConnection::on_read(const Error& error, std::size_t count) {
  if (error) return close();
  end_ += count;
  advance();
}

// Parses what there is, and either answers or waits for more.
void ClientConnection::advance() {
  begin_ += parser_.feed({in_.data() + begin_, end_ - begin_});
  if (parser_.state() == State::complete) return answer();
  if (parser_.state() == State::refused) return refuse(parser_.refusal());
  if (crew_.stopping) return close();
  await_more();
}

void ClientConnection::await_more() {
  if (phase_ != parser_.state()) {
    phase_ = parser_.state();
    const auto time = phase_ == State::idle ? crew_.options.idle_limit : crew_.options.head_deadline;
    deadline_ = Clock::now() + time;
  }
  if (continued_ || !parser_.awaits_continue()) return read();
  continued_ = true;
  stream_.write_all(
      asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")),
      [self = shared_from_this()](const Error& error, std::size_t) { error ? self->close() : self->read(); });
}

// Keeps what is not parsed; the parser refuses a head or a chunk line long before this grows far.
void ClientConnection::make_room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ < in_.size()) return;
  if (begin_ > 0) {
    std::copy(in_.begin() + static_cast<std::ptrdiff_t>(begin_), in_.end(), in_.begin());
    end_ -= begin_;
    begin_ = 0;
  } else {
    in_.resize(2 * in_.size());
  }
}

void ClientConnection::answer() {
  const Outcome outcome = ask();
  const auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr) return close();
  last_ = last_ || !parser_.keeps_alive() || says_close(*response);
  send(*response, parser_.request().method == "HEAD" ? Framing::Body::left_out : Framing::Body::sent);
}

Outcome ClientConnection::ask() try { return crew_.handler(parser_.request()); } catch (const std::exception& error) {
  if (crew_.options.on_error) crew_.options.on_error(error.what());
  last_ = true;
  return own_answer(500);
}

void ClientConnection::send(const Response& response, Framing::Body body) {
  const auto kept = parser_.is_http_1_0() ? Framing::Connection::keep_alive_said : Framing::Connection::keep_alive;
  out_.clear();
  append_response(out_, response,
                  {.date = crew_.date.at(std::chrono::system_clock::now()),
                   .connection = last_ ? Framing::Connection::close : kept,
                   .body = body});
  delivery_ = response.delivery ? response.delivery : plainly();
  const bool whole_head = delivery_->counts == Delivery::Counts::body;
  head_ = whole_head ? out_.size() - (body == Framing::Body::sent ? response.body.size() : 0) : 0;
  sent_ = 0;
  send_to_ = delivery_->cut_after ? std::min(head_ + *delivery_->cut_after, out_.size()) : out_.size();
  answering_ = true;
  if (delivery_->later) return send_once_known();
  delivery_->delay.count() > 0 ? pause(delivery_->delay, &ClientConnection::send_piece) : send_piece();
}

void ClientConnection::send_once_known() {
  if (is_gone()) return close();
  std::optional<Response> known = (*delivery_->later)();
  if (!known) return pause(later_pause, &ClientConnection::send_once_known);
  send(*known, Framing::Body::sent);
}

void ClientConnection::send_piece() {
  const std::size_t left = send_to_ - sent_;
  const std::size_t piece = delivery_->piece == 0 ? left : std::min(left, delivery_->piece);
  const std::size_t size = sent_ < head_ ? head_ - sent_ : piece;
  if (size == 0) return on_all_sent();
  deadline_ = Clock::now() + crew_.options.head_deadline;
  stream_.write_all(
      asio::buffer(out_.data() + sent_, size),
      [self = shared_from_this()](const Error& error, std::size_t count) { self->on_sent(error, count); });
}

void ClientConnection::on_sent(const Error& error, std::size_t count) {
  if (error) return close();
  sent_ += count;
  if (sent_ == send_to_) return on_all_sent();
  delivery_->pause.count() > 0 ? pause(delivery_->pause, &ClientConnection::send_piece) : send_piece();
}

void ClientConnection::on_all_sent() {
  if (delivery_->end == Delivery::End::reset) return reset();
  if (last_ || send_to_ < out_.size() || delivery_->end == Delivery::End::close) return linger();
  answering_ = false;
  continued_ = false;
  phase_ = State::complete;
  parser_.next();
  advance();
}

void ClientConnection::pause(std::chrono::milliseconds time, void (ClientConnection::*then)()) {
  if (!timer_) timer_ = std::make_unique<asio::steady_timer>(stream_.socket().get_executor());
  deadline_ = Clock::time_point::max();
  wait_until(Clock::now() + time, then);
}

// In pieces: a client that left would keep its descriptor to the end, and a thousand of them the port.
void ClientConnection::wait_until(Clock::time_point end, void (ClientConnection::*then)()) {
  timer_->expires_at(std::min(end, Clock::now() + look_pause));
  timer_->async_wait([self = shared_from_this(), end, then](const Error& error) {
    if (error || !self->stream_.socket().is_open()) return;
    if (Clock::now() >= end) return (self.get()->*then)();
    self->is_gone() ? self->close() : self->wait_until(end, then);
  });
}

// The kernel knows of a FIN or RST whatever stands unread before it, and needs no read that TLS would have to share.
bool ClientConnection::is_gone() {
  pollfd end{.fd = stream_.socket().native_handle(), .events = POLLRDHUP, .revents = 0};
  return poll(&end, 1, 0) > 0;
}

// Says that nothing more comes, and drops what the client still sends until it closes too: closing at once while bytes
// wait to be read would reset the connection and take the answer with it (RFC 9112 9.6).
void ClientConnection::linger() {
  answering_ = false;
  if (crew_.stopping) return close();
  deadline_ = Clock::now() + linger_time;
  if (!stream_.is_tls()) return drop_the_rest();
  stream_.say_goodbye([self = shared_from_this()](const Error&) {  // whatever the client says to it
    if (self->stream_.socket().is_open()) self->drop_the_rest();
  });
}

void ClientConnection::drop_the_rest() {
  Error error;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (error) return close();
  auto drop = [self = shared_from_this()](auto&& again) -> void {
    self->stream_.socket().async_read_some(asio::buffer(self->in_), [self, again](const Error& failed, std::size_t) {
      failed ? self->close() : again(again);
    });
  };
  drop(drop);
}

void ClientConnection::reset() {
  Error ignored;  // the close that follows ends it in any case
  stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void ClientConnection::close() {
  if (!stream_.socket().is_open()) return;
  Error ignored;  // the descriptor is given back whatever the kernel says
  stream_.socket().close(ignored);
  if (timer_) timer_->cancel();
  crew_.connections -= 1;
  crew_.open.erase(shared_from_this());
}

}  // namespace assay
