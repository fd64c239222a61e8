// A numbered set of values, and the search for all of them at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay {

// A value that stands at [begin, end) of a text.
struct TaintedSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t number = 0;  // of the value, 1-based
};

// Values are found by their first bytes, then by a hash for each length that occurs after these first bytes. One prefix
// in front of all secrets ("whsec_") therefore costs nothing, however many there are. A value of more than 1024 bytes
// is found by its first 1024, as far as the text agrees with it, so that neither very long values nor texts made to
// resemble them cost much. Adding is not thread-safe; the const functions are.
class TaintedValues {
 public:
  static constexpr std::size_t least_bytes = 6;       // bytes of the shortest value that can be added
  static constexpr std::size_t longest_value = 1024;  // bytes by which a value is found

  // The number of `value`, which is new or known. value.size() >= least_bytes.
  std::size_t add(std::string_view value);
  std::optional<std::size_t> number_of(std::string_view value) const;
  std::size_t size() const { return values_.size(); }
  // Bytes of the shortest value added; least_bytes when there is none.
  std::size_t shortest() const { return values_.empty() ? least_bytes : shortest_; }

  // Every place of `text` where a value begins, once with the longest value that begins there, in order. Within one of
  // more than 1024 bytes no other is looked for.
  void search(std::string_view text, const std::function<void(const TaintedSpan&)>& found) const;

 private:
  std::size_t filter_slot(std::uint64_t prefix) const {
    return (prefix * 0x9E3779B97F4A7C15u >> 32) & (filter_.size() * 64 - 1);
  }
  void add_to_filter(std::uint64_t prefix);
  std::optional<TaintedSpan> longest_at(std::string_view text, std::size_t at, std::uint64_t prefix) const;

  std::vector<std::string> values_{};
  std::size_t shortest_ = static_cast<std::size_t>(-1);
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_{};  // of the value, or its first 1024 -> index
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_prefix_{};  // first bytes -> lengths, ascending
  // Of by_prefix_'s keys, as bits, 64 a word: a power of two, and 32 for each of them at least, so that few other bytes
  // pass, however many values there are.
  std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>(std::size_t{1} << 10);
};

}  // namespace assay
