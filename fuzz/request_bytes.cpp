// Any bytes on a connection: read at once, and in two pieces, they are the same requests.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/claim.h"
#include "mock/http/request_parser.h"

using assay::RequestParser;
using State = RequestParser::State;
using assay::fuzz::claim;

namespace {

constexpr assay::RequestLimits limits{.head = 256, .body = 64};

// What was read, as text: each request.
class Reader {
 public:
  // Feeds as the listener does: what is not taken comes again, with what follows it.
  void hear(const std::string& bytes) {
    held_ += bytes;
    while (parser_.state() != State::refused) {
      const std::size_t used = parser_.feed(held_);
      claim(used <= held_.size(), "no more is taken than is there");
      held_.erase(0, used);
      if (parser_.state() != State::complete) return;
      const assay::Request& request = parser_.request();
      said_ += request.method + " " + request.target + " " + request.body + "\n";
      for (const auto& header : request.headers) said_ += header.name + ":" + header.value + "\n";
      claim(request.body.size() <= limits.body, "a body is within its limit");
      parser_.next();
    }
  }
  // Not how it ended: Beast may refuse a head before it is whole, or only then.
  const std::string& said() const { return said_; }

 private:
  RequestParser parser_{limits};
  std::string held_{};
  std::string said_{};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = bytes.size() * data[0] / 256;
  Reader whole, pieces;
  whole.hear(bytes);
  pieces.hear(bytes.substr(0, cut));
  pieces.hear(bytes.substr(cut));
  claim(whole.said() == pieces.said(), "bytes read in two pieces are the requests that they are at once");
  return 0;
}
