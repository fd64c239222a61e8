#include "contracts/secrets/tainted_values.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace assay {
namespace {

// FNV-1a, byte by byte, so that one walk over the text hashes every length.
constexpr std::uint64_t hash_start = 14695981039346656037u;

std::uint64_t add_to_hash(std::uint64_t hash, char byte) {
  return (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = hash_start;
  for (const char byte : text.substr(0, TaintedValues::longest_value)) hash = add_to_hash(hash, byte);
  return hash;
}

// Two loads, put together in a register: one word written in two parts to memory would be waited for when it is read.
std::uint64_t prefix_of(const char* text) {
  std::uint32_t first = 0;
  std::uint16_t rest = 0;
  static_assert(TaintedValues::least_bytes == sizeof first + sizeof rest);
  std::memcpy(&first, text, sizeof first);
  std::memcpy(&rest, text + sizeof first, sizeof rest);
  return std::uint64_t{rest} << 32 | first;
}

// How far `text` begins as `value` does: all of a value that is not too long to be found whole, or nothing.
std::size_t agreement(std::string_view text, std::string_view value) {
  if (value.size() <= TaintedValues::longest_value) return text.starts_with(value) ? value.size() : 0;
  const std::size_t most = std::min(text.size(), value.size());
  const auto end = std::mismatch(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(most), value.begin()).first;
  const auto common = static_cast<std::size_t>(end - text.begin());
  return common >= TaintedValues::longest_value ? common : 0;
}

}  // namespace

std::optional<std::size_t> TaintedValues::number_of(std::string_view value) const {
  const auto [first, last] = by_hash_.equal_range(hash_of(value));
  for (auto it = first; it != last; ++it)
    if (values_[it->second] == value) return it->second + 1;
  return std::nullopt;
}

std::size_t TaintedValues::add(std::string_view value) {
  assert(value.size() >= least_bytes);
  if (const auto known = number_of(value)) return *known;
  by_hash_.emplace(hash_of(value), static_cast<std::uint32_t>(values_.size()));
  values_.emplace_back(value);
  shortest_ = std::min(shortest_, value.size());
  const std::uint64_t prefix = prefix_of(value.data());
  auto& lengths = by_prefix_[prefix];
  if (lengths.empty()) add_to_filter(prefix);
  const auto length = static_cast<std::uint32_t>(std::min(value.size(), longest_value));
  const auto at = std::lower_bound(lengths.begin(), lengths.end(), length);
  if (at == lengths.end() || *at != length) lengths.insert(at, length);
  return values_.size();
}

void TaintedValues::add_to_filter(std::uint64_t prefix) {
  const auto mark = [this](std::uint64_t each) {
    const std::size_t slot = filter_slot(each);
    filter_[slot / 64] |= std::uint64_t{1} << slot % 64;
  };
  if (by_prefix_.size() * 32 <= filter_.size() * 64) {
    mark(prefix);
    return;
  }
  filter_.assign(filter_.size() * 4, 0);
  for (const auto& [known, lengths] : by_prefix_) mark(known);
}

std::optional<TaintedSpan> TaintedValues::longest_at(std::string_view text, std::size_t at,
                                                     std::uint64_t prefix) const {
  const auto entry = by_prefix_.find(prefix);
  if (entry == by_prefix_.end()) return std::nullopt;
  std::optional<TaintedSpan> longest;
  std::uint64_t hash = hash_start;
  std::size_t hashed = 0;
  for (const std::uint32_t length : entry->second) {
    if (length > text.size() - at) break;
    for (; hashed < length; ++hashed) hash = add_to_hash(hash, text[at + hashed]);
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto it = first; it != last; ++it)
      if (const std::size_t size = agreement(text.substr(at), values_[it->second]);
          size > 0 && (!longest || at + size > longest->end))
        longest = TaintedSpan{at, at + size, it->second + 1};
  }
  return longest;
}

void TaintedValues::search(std::string_view text, const std::function<void(const TaintedSpan&)>& found) const {
  if (values_.empty()) return;
  const std::uint64_t* const filter = filter_.data();
  for (std::size_t at = 0; at + least_bytes <= text.size(); ++at) {
    const std::uint64_t prefix = prefix_of(text.data() + at);
    const std::size_t slot = filter_slot(prefix);
    if ((filter[slot / 64] >> slot % 64 & 1) == 0) continue;  // nearly always
    const auto span = longest_at(text, at, prefix);
    if (!span) continue;
    found(*span);
    if (span->end - at > longest_value) at = span->end - 1;
  }
}

}  // namespace assay
