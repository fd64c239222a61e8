#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "mock/faults/effects.h"

namespace assay {
namespace {

FaultEffect always(const Delivery& delivery) {
  return [delivery](const Handler& inner, const Request& request, const FaultChance&) {
    return delivered(inner(request), delivery);
  };
}

std::string hex(std::size_t number) {
  std::array<char, 16> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, 16).ptr;
  return {text.data(), end};
}

}  // namespace

Outcome delivered(Outcome outcome, const Delivery& delivery) {
  if (auto* response = std::get_if<Response>(&outcome)) response->delivery = std::make_shared<const Delivery>(delivery);
  return outcome;
}

FaultEffect read_cut_body(std::string_view value) {
  std::size_t bytes = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), bytes);
  if (!value.empty() && (read.ec != std::errc{} || read.ptr != value.data() + value.size()))
    throw std::invalid_argument("cut-body=" + std::string(value) + ": write a number of bytes");
  return [bytes, half = value.empty()](const Handler& inner, const Request& request, const FaultChance&) {
    Outcome outcome = inner(request);
    const auto* response = std::get_if<Response>(&outcome);
    if (response == nullptr || response->body.empty()) return outcome;
    const std::size_t size = response->body.size();
    return delivered(std::move(outcome), {.cut_after = half ? size / 2 : std::min(bytes, size - 1),
                                          .counts = Delivery::Counts::body,
                                          .end = Delivery::End::close});
  };
}

// RFC 9112 7.1: a chunk begins with its size in hexadecimal digits.
FaultEffect read_bad_chunk(std::string_view) {
  return [](const Handler& inner, const Request& request, const FaultChance&) {
    Outcome outcome = inner(request);
    auto* response = std::get_if<Response>(&outcome);
    if (response == nullptr || response->body.empty()) return outcome;
    const std::string body = std::move(response->body);
    const std::size_t half = (body.size() + 1) / 2;
    response->body =
        hex(half) + "\r\n" + body.substr(0, half) + "\r\nno-number\r\n" + body.substr(half) + "\r\n0\r\n\r\n";
    response->headers.push_back({"Transfer-Encoding", "chunked"});
    return delivered(std::move(outcome), {.end = Delivery::End::close});
  };
}

FaultEffect read_reset_before(std::string_view) { return always({.cut_after = 0, .end = Delivery::End::reset}); }

FaultEffect read_reset_after(std::string_view) {
  return always({.cut_after = 0, .counts = Delivery::Counts::body, .end = Delivery::End::reset});
}

FaultEffect read_empty_reply(std::string_view) { return always({.cut_after = 0, .end = Delivery::End::close}); }

}  // namespace assay
