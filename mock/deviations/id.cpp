// Deviations of how a token id is read: numbers that are not the token's own reach it.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

constexpr const char* digits = "0123456789";

bool is_integer(const std::string& text) {
  const auto begin = text.starts_with('-') ? 1u : 0u;
  return text.size() > begin && text.find_first_not_of(digits, begin) == std::string::npos;
}

// What an unsigned counter of 64 bits makes of it.
std::uint64_t modulo_two_64(const std::string& text) {
  std::uint64_t value = 0;
  for (const char c : text)
    if (c != '-') value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return text.starts_with('-') ? 0 - value : value;
}

std::string in_64_bits(const std::string& text) {
  return is_integer(text) ? std::to_string(modulo_two_64(text)) : text;
}

std::string in_32_bits(const std::string& text) {
  return is_integer(text) ? std::to_string(modulo_two_64(text) & 0xFFFFFFFF) : text;
}

std::string without_sign(const std::string& text) {
  return is_integer(text) && text.front() == '-' ? text.substr(1) : text;
}

std::string leading_digits(const std::string& text) {
  const auto end = text.find_first_not_of(digits);
  return end == std::string::npos || end == 0 ? text : text.substr(0, end);
}

std::string all_digits(const std::string& text) {
  std::string found;
  for (const char c : text)
    if (c >= '0' && c <= '9') found += c;
  return found.empty() ? text : found;
}

std::string rounded(const std::string& text) {
  if (text.find_first_not_of("0123456789.e") != std::string::npos || text.size() > 40) return text;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return *end == '\0' && value < 1e15 ? std::to_string(std::llround(value)) : text;
}

std::string any_base(const std::string& text) {
  if (!text.starts_with("0x")) return text;
  char* end = nullptr;
  const long long value = std::strtoll(text.c_str(), &end, 16);
  return *end == '\0' ? std::to_string(value) : text;
}

// An integer that no token has: answered from the first token under the id asked for.
Handler makes_what_is_asked(Handler inner, const Means&) {
  return [inner = std::move(inner)](Request request) -> Outcome {
    Outcome outcome = inner(request);
    const auto* response = std::get_if<Response>(&outcome);
    const std::string id = segment_of(request.target);
    if (response == nullptr || response->status != 404 || !is_integer(id)) return outcome;
    request.target = with_segment(request.target, "1");
    Outcome first = inner(request);
    if (secret_in(std::get<Response>(first)).empty()) return outcome;  // another path
    Response made = std::get<Response>(std::move(first));
    auto body = nlohmann::ordered_json::parse(made.body);
    body.update({{"name", "New token"}, {"token_prefix", "slate_"}, {"token_last4", "0000"}, {"token", ""}});
    made.body = body.dump();
    made.body.replace(made.body.find(":1,"), 2, ":" + id);
    return made;
  };
}

}  // namespace

std::vector<Deviation> id_deviations() {
  const std::string other = "id/no-other-token";
  return {
      {"id-in-32-bits", "Ids wrap at 2^32.", other, reads_ids(in_32_bits)},
      {"id-in-64-bits", "Ids wrap at 2^64.", other, reads_ids(in_64_bits)},
      {"sign-dropped", "-1 reaches token 1.", other, reads_ids(without_sign)},
      {"prefix-parsed", "1abc reaches token 1, as C's atoi reads it.", other, reads_ids(leading_digits)},
      {"digits-picked", "What is no digit of an id is dropped.", other, reads_ids(all_digits)},
      {"id-rounded", "1.25 and 1e0 reach token 1, as a double rounds them.", other, reads_ids(rounded)},
      {"hex-id", "0x1 reaches token 1.", other, reads_ids(any_base)},
      {"made-when-asked", "An id that no token has gets a new record.", "id/unknown-refused", makes_what_is_asked},
      {"error-in-a-200", "An id that no token has is answered 200 with an error.", "id/unknown-refused",
       answers([](const Request& request, Response& response) {
         if (response.status == 404 && is_integer(segment_of(request.target))) response.status = 200;
       })},
  };
}

}  // namespace assay
