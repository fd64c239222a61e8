#include "mock/http/request_parser.h"

// Beast asserts that at least 5 bytes of a last chunk are there when it looks at it again; a client may send 4
// ("0\r\n\r"). Nothing but that assertion needs them.
#define BOOST_DISABLE_ASSERTS
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace assay {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using Text = boost::beast::string_view;

void assign(std::string& to, Text from) { to.assign(from.data(), from.size()); }

// Writes what Beast reads into a Request.
class Reader : public http::basic_parser<true> {
 public:
  Reader(Request& request, const RequestLimits& limits)
      : request_(request), head_left_(limits.head), fields_left_(limits.fields) {
    header_limit(static_cast<std::uint32_t>(limits.head));
    body_limit(limits.body);
    eager(true);
    request_.method.clear();
    request_.target.clear();
    request_.headers.clear();
    request_.body.clear();
  }

  bool is_http_1_0() const { return version_ == 10; }
  bool awaits_continue() const { return expects_continue_ && !is_http_1_0() && request_.body.empty(); }

 private:
  void on_request_impl(http::verb, Text method, Text target, int version, error_code& error) override {
    version_ = version;
    assign(request_.method, method);
    assign(request_.target, target);
    count(method.size() + target.size(), error);
  }

  void on_response_impl(int, Text, int, error_code&) override {}

  void on_field_impl(http::field field, Text name, Text value, error_code& error) override {
    count(name.size() + value.size(), error);
    if (fields_left_ == 0) error = http::error::header_limit;
    if (error) return;
    fields_left_ -= 1;
    if (trailers_) return;
    const std::string_view text(value.data(), value.size());
    if (field == http::field::transfer_encoding && (is_http_1_0() || !equal_ignoring_case(text, "chunked")))
      error = http::error::bad_transfer_encoding;
    if (field == http::field::expect) expects_continue_ = equal_ignoring_case(text, "100-continue");
    request_.headers.push_back({std::string(name.data(), name.size()), std::string(text)});
  }

  void on_header_impl(error_code&) override { trailers_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

  std::size_t on_body_impl(Text bytes, error_code&) override {
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, error_code& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(error_code&) override {}

  // A line costs four bytes beside its parts: ": " or spaces, CR and LF.
  void count(std::size_t bytes, error_code& error) {
    if (bytes + 4 > head_left_)
      error = http::error::header_limit;
    else
      head_left_ -= bytes + 4;
  }

  Request& request_;
  std::size_t head_left_;
  std::size_t fields_left_;
  int version_ = 11;
  bool expects_continue_ = false;
  bool trailers_ = false;  // fields that come now stand after the body
};

int status_of(const error_code& error) {
  if (error == http::error::header_limit) return 431;
  return error == http::error::body_limit ? 413 : 400;
}

}  // namespace

struct RequestParser::Impl {
  RequestLimits limits{};
  Request request{};
  std::optional<Reader> reader{};
  int refusal = 0;

  // What Beast does with bytes from which empty lines before the request are removed.
  std::size_t put(std::string_view bytes) {
    error_code error;
    const std::size_t used = reader->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error == http::error::need_more)
      error = bytes.size() - used > limits.head ? http::error::bad_chunk_extension : error_code{};
    if (error) refusal = status_of(error);
    return used;
  }
};

RequestParser::RequestParser(const RequestLimits& limits) : impl_(std::make_unique<Impl>()) {
  impl_->limits = limits;
  next();
}

RequestParser::~RequestParser() = default;

std::size_t RequestParser::feed(std::string_view bytes) {
  std::size_t skipped = 0;
  if (state() == State::idle) skipped = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  const auto rest = bytes.substr(skipped);
  const bool more = !rest.empty() && state() != State::complete && state() != State::refused;
  return skipped + (more ? impl_->put(rest) : 0);
}

RequestParser::State RequestParser::state() const {
  if (impl_->refusal != 0) return State::refused;
  if (!impl_->reader->got_some()) return State::idle;
  if (!impl_->reader->is_header_done()) return State::head;
  return impl_->reader->is_done() ? State::complete : State::body;
}

const Request& RequestParser::request() const { return impl_->request; }
int RequestParser::refusal() const { return impl_->refusal; }
bool RequestParser::keeps_alive() const { return impl_->reader->keep_alive(); }
bool RequestParser::is_http_1_0() const { return impl_->reader->is_http_1_0(); }
bool RequestParser::awaits_continue() const { return state() == State::body && impl_->reader->awaits_continue(); }

void RequestParser::next() {
  impl_->reader.emplace(impl_->request, impl_->limits);
  impl_->refusal = 0;
}

}  // namespace assay
