#include "contracts/live/chunks.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "contracts/http/message_head.h"

namespace assay {
namespace {

constexpr std::size_t longest_line = 64 * 1024;  // bytes
constexpr std::size_t longest_trailers = 64 * 1024;

}  // namespace

Chunks::Taken Chunks::take(std::string_view bytes, char* body, std::size_t room) {
  Taken taken;
  while (taken.read < bytes.size() && !ended() && fault_.empty()) {
    if (next_ == Next::data) {
      const std::size_t count = std::min({left_, bytes.size() - taken.read, room - taken.written});
      if (count == 0) break;
      bytes.copy(body + taken.written, count, taken.read);
      taken.read += count;
      taken.written += count;
      if ((left_ -= count) == 0) next_ = Next::line_end;
      continue;
    }
    line_ += bytes[taken.read++];
    if (line_.back() == '\n') end_line();
    if (line_.size() > longest_line) fault_ = "a line between the body's chunks is longer than 64 KiB";
  }
  return taken;
}

void Chunks::end_line() {
  const std::string line = std::exchange(line_, "");
  if (!line.ends_with("\r\n")) {
    fault_ = "the body's chunks are malformed: a line does not end with CR LF";
    return;
  }
  const std::string_view text = std::string_view(line).substr(0, line.size() - 2);
  if (next_ == Next::size) return read_size(text);
  if (next_ == Next::trailer) return read_trailer(text);
  if (!text.empty()) fault_ = "the body's chunks are malformed: a chunk is longer than its size";
  next_ = Next::size;
}

void Chunks::read_size(std::string_view line) {
  const char* end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data(), end, left_, 16);
  const std::string_view rest = line.substr(static_cast<std::size_t>(stop - line.data()));
  const auto extension = rest.find_first_not_of(" \t");
  if (error != std::errc{} || (extension != rest.npos && rest[extension] != ';'))
    fault_ = "the body's chunks are malformed: a chunk has no size";
  next_ = left_ == 0 ? Next::trailer : Next::data;
}

void Chunks::read_trailer(std::string_view line) {
  trailer_bytes_ += line.size() + 2;
  if (line.empty())
    next_ = Next::nothing;
  else if (trailer_bytes_ > longest_trailers)
    fault_ = "the trailers of the body are larger than 64 KiB";
  else if (const std::string why = read_header_line(line, trailers_); !why.empty())
    fault_ = "the trailers of the body are malformed: " + why;
}

}  // namespace assay
