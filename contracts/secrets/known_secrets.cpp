#include "contracts/secrets/known_secrets.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "contracts/http/http.h"
#include "contracts/secrets/decoding.h"

namespace assay {
namespace {

constexpr std::size_t shortest_rest = 8;    // characters behind a prefix that are searched for alone
constexpr std::size_t longest_prefix = 24;  // characters

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// "Zk3v" of "slate_test_Zk3v", and "test_Zk3v": what stands behind each part that may be a prefix.
std::vector<std::string_view> without_prefixes(std::string_view value) {
  std::vector<std::string_view> rests;
  for (std::size_t at = 0; at < std::min(value.size(), longest_prefix) && rests.size() < 3; ++at) {
    const char c = value[at];
    if (is_alnum(c)) continue;
    if (std::string_view("_-.").find(c) == std::string_view::npos) break;
    if (value.size() - at - 1 < shortest_rest) break;
    rests.push_back(value.substr(at + 1));
  }
  return rests;
}

// The bytes of the whole text, read by `visit` from its beginning.
template <class VisitRuns>
std::string bytes_of(std::string_view text, VisitRuns visit_runs) {
  std::string read;
  visit_runs(text, 1, [&](const std::string& bytes, const auto& begin_of, const auto&) {
    if (begin_of(0) == 0) read = bytes;
  });
  return read;
}

std::vector<std::string> key_bytes(std::string_view text) {
  const std::string_view digits = text.substr(0, text.find_last_not_of('=') + 1);
  const auto is_base64 = [](char c) {
    return is_alnum(c) || std::string_view("+/-_").find(c) != std::string_view::npos;
  };
  const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  std::vector<std::string> keys;
  if (std::all_of(digits.begin(), digits.end(), is_base64)) keys.push_back(bytes_of(digits, visit_base64_runs));
  if (std::all_of(digits.begin(), digits.end(), is_hex)) keys.push_back(bytes_of(digits, visit_hex_runs));
  return keys;
}

}  // namespace

void KnownSecrets::add_spelling(std::string_view value, std::size_t number) {
  if (value.size() < TaintedValues::least_bytes) return;
  if (spellings_.exact.add(value) > exact_numbers_.size()) exact_numbers_.push_back(number);
  if (spellings_.lower.add(to_lower(value)) > lower_numbers_.size()) lower_numbers_.push_back(number);
}

std::size_t KnownSecrets::add(std::string_view value) {
  if (const auto known = number_of(value)) return *known;
  const std::size_t number = whole_.add(value);
  add_spelling(value, number);
  exact_numbers_[*spellings_.exact.number_of(value) - 1] =
      number;  // before, it may have been another's without its prefix
  std::vector<std::string_view> whole_and_rests = without_prefixes(value);
  for (const std::string_view rest : whole_and_rests) add_spelling(rest, number);
  whole_and_rests.push_back(value);
  for (const std::string_view text : whole_and_rests)
    for (const std::string& key : key_bytes(text))
      if (key.size() >= shortest_rest && spellings_.keys.add(key) > key_numbers_.size()) key_numbers_.push_back(number);
  return number;
}

std::optional<std::size_t> KnownSecrets::number_of(std::string_view value) const { return whole_.number_of(value); }

std::vector<TaintedSpan> KnownSecrets::find(std::string_view text) const {
  std::vector<TaintedSpan> spans = find_values(spellings_, text);
  for (TaintedSpan& span : spans) {
    std::size_t at = span.number - 1;
    const std::vector<std::size_t>* numbers = &exact_numbers_;
    for (const auto* next : {&lower_numbers_, &key_numbers_}) {
      if (at < numbers->size()) break;
      at -= numbers->size();
      numbers = next;
    }
    span.number = (*numbers)[at];
  }
  return spans;
}

}  // namespace assay
