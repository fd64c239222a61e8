// What a mock was asked and what it answered: the last requests, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "contracts/http/http.h"
#include "mock/admin/watch.h"

namespace assay {

struct JournalEntry {
  std::uint64_t number = 0;  // from 1, in the order in which answers were ready; without gaps
  std::chrono::system_clock::time_point received{};
  std::chrono::system_clock::time_point answered{};
  Request request{};  // the first 4 KiB of a body
  std::size_t request_body_size = 0;
  int status = 0;       // 0: no answer was given
  std::string fault{};  // the rule that spoiled the answer on its way; empty: none
  Headers headers{};
  std::string body{};  // of the answer, as it was before a fault cut it
};

// What is looked for; every member that is given must fit.
struct JournalQuery {
  std::optional<std::string> session{};  // "": requests that name none
  std::optional<std::string> id{};       // canonical id
  std::optional<std::string> method{};
  std::optional<std::string> path{};  // of the raw target, without query
  std::optional<int> status{};
  std::uint64_t after = 0;  // only entries with a greater number
};

struct JournalCounts {
  std::uint64_t seen = 0;  // the number of the last entry
  std::uint64_t kept = 0;
  std::uint64_t dropped = 0;  // pushed out by newer ones, or cleared
};

// A ring: the oldest entry makes room for the newest, and its memory is used again. Holds secrets; whoever shows
// entries redacts them (mock/admin/redaction.h). May be used from several threads at once.
class Journal {
 public:
  using KeyOf = std::function<std::string(const Request&)>;
  // `capacity` > 0. `key_of` gives the id that a request asks for; without one it is the first segment of the path that
  // reads as an integer.
  explicit Journal(std::size_t capacity = 1000, KeyOf key_of = {});

  void add(const Seen& seen);
  // Entries that fit, oldest first; of more than `limit` the newest.
  std::vector<JournalEntry> find(const JournalQuery& query, std::size_t limit) const;
  std::size_t count(const JournalQuery& query) const;
  JournalCounts counts() const;
  void clear();  // numbers go on

 private:
  const JournalEntry& at(std::uint64_t number) const { return ring_[number % ring_.size()]; }

  bool fits(const JournalEntry& entry, const JournalQuery& query) const;

  const KeyOf key_of_;
  mutable std::mutex mutex_{};
  std::vector<JournalEntry> ring_;  // entry n stands at n % size
  std::uint64_t first_ = 1;         // the oldest that is kept
  std::uint64_t last_ = 0;
};

}  // namespace assay
