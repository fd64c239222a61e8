// The chunked transfer coding (RFC 9112 7.1), taken apart as it comes in. Pure; used by one thread.
//
// Chunk extensions and trailer fields are lawful: they are read and dropped. Trailers must be header lines. Every line
// ends with CR LF; a size may be followed by white space, which some old servers pad it with.
//
// Why this is not left to cpp-httplib: it takes chunked data that no line end follows for the end of the body, and some
// versions of it stop before the trailers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contracts/http/http.h"

namespace assay {

class Chunks {
 public:
  struct Taken {
    std::size_t read = 0;     // bytes off the front of what was given
    std::size_t written = 0;  // bytes of the body
  };

  // Takes from `bytes` and writes at most `room` bytes of the body to `body`, until one of both is used up, the coding
  // ends, or it is malformed.
  Taken take(std::string_view bytes, char* body, std::size_t room);

  bool ended() const { return next_ == Next::nothing; }
  const std::string& fault() const { return fault_; }  // why it is malformed; quotes nothing; empty while it is not

 private:
  enum class Next { size, data, line_end, trailer, nothing };

  void end_line();
  void read_size(std::string_view line);
  void read_trailer(std::string_view line);

  Next next_ = Next::size;
  std::size_t left_ = 0;  // bytes of the chunk
  std::string line_{};    // so far
  std::size_t trailer_bytes_ = 0;
  Headers trailers_{};
  std::string fault_{};
};

}  // namespace assay
