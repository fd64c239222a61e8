#include "mock/admin/journal.h"

#include <algorithm>
#include <cstdint>

#include "mock/fastapi/integer_grammar.h"
#include "mock/http/delivery.h"
#include "mock/routing/router.h"
#include "mock/state/session.h"

namespace assay {
namespace {

constexpr std::size_t body_kept = 4096;  // bytes of a request's body

// The canonical id in the first segment of a path that reads as an integer; "" where there is none.
std::string id_in(std::string_view path) {
  for (std::size_t begin = 1; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const IntegerReading id = read_integer(to_utf8(percent_decode(path.substr(begin, end - begin))));
    if (const auto* text = std::get_if<std::string>(&id)) return *text;
    begin = end + 1;
  }
  return {};
}

}  // namespace

Journal::Journal(std::size_t capacity, KeyOf key_of) : key_of_(std::move(key_of)), ring_(capacity) {}

bool Journal::fits(const JournalEntry& entry, const JournalQuery& query) const {
  const Request& request = entry.request;
  return entry.number > query.after && (!query.status || entry.status == *query.status) &&
         (!query.method || request.method == *query.method) &&
         (!query.path || path_of(request.target) == *query.path) &&
         (!query.session || session_of(request) == *query.session) &&
         (!query.id || (key_of_ ? key_of_(request) : id_in(path_of(request.target))) == *query.id);
}

// Assigns member by member, so that strings keep the memory of the entry that goes.
void Journal::add(const Seen& seen) {
  const auto* response = std::get_if<Response>(&seen.outcome);
  const std::lock_guard lock(mutex_);
  last_ += 1;
  if (last_ - first_ == ring_.size()) first_ += 1;
  JournalEntry& entry = ring_[last_ % ring_.size()];
  entry.number = last_;
  entry.received = seen.received;
  entry.answered = seen.received + std::chrono::duration_cast<std::chrono::system_clock::duration>(seen.took);
  entry.request.method = seen.request.method;
  entry.request.target = seen.request.target;
  entry.request.headers = seen.request.headers;
  entry.request.body.assign(seen.request.body, 0, body_kept);
  entry.request_body_size = seen.request.body.size();
  static const Response none;
  const Response& answer = response == nullptr ? none : *response;
  entry.status = answer.status;
  entry.headers = answer.headers;
  entry.body = answer.body;
  entry.fault = fault_of(seen.outcome);
}

std::vector<JournalEntry> Journal::find(const JournalQuery& query, std::size_t limit) const {
  std::vector<JournalEntry> found;
  const std::lock_guard lock(mutex_);
  for (std::uint64_t number = last_; number >= first_ && found.size() < limit; --number)
    if (fits(at(number), query)) found.push_back(at(number));
  std::reverse(found.begin(), found.end());
  return found;
}

std::size_t Journal::count(const JournalQuery& query) const {
  std::size_t count = 0;
  const std::lock_guard lock(mutex_);
  for (std::uint64_t number = std::max(first_, query.after + 1); number <= last_; ++number)
    count += fits(at(number), query) ? 1 : 0;
  return count;
}

JournalCounts Journal::counts() const {
  const std::lock_guard lock(mutex_);
  return {.seen = last_, .kept = last_ + 1 - first_, .dropped = first_ - 1};
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  first_ = last_ + 1;
  for (JournalEntry& entry : ring_) entry = {};
}

}  // namespace assay
