// Deviations of routing: paths that are not a token's own reach one.
#include <string>

#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

const std::string tail = "/webhook/rotate-secret";

std::string path_to(const std::string& id) { return "/api-tokens/" + id + tail; }

// Parts counted from the end: one slash too many shifts them.
void trailing_slash(Request& request) {
  if (request.target.ends_with(tail + "/")) request.target = path_to("2");
}

// Decoded before it is split at slashes; what follows the first part is ignored.
void decoded_first(Request& request) {
  const std::string segment = percent_decode(segment_of(request.target));
  if (const auto slash = segment.find('/'); slash != std::string::npos)
    request.target = path_to(segment.substr(0, slash));
}

// The first part behind /api-tokens/ counts, ".." behind it does not.
void dots_ignored(Request& request) {
  if (request.target.find("/../") != std::string::npos && request.target.ends_with(tail))
    request.target = path_to(segment_of(request.target));
}

std::string up_to_nul(const std::string& segment) { return segment.substr(0, segment.find('\0')); }

}  // namespace

std::vector<Deviation> path_deviations() {
  return {
      {"slash-shifts", "A trailing slash reaches token 2.", "id/path-tricks", requests(trailing_slash)},
      {"decoded-slash", "1%2F2 reaches token 1.", "id/path-tricks", requests(decoded_first)},
      {"dots-ignored", "/api-tokens/2/../1/ reaches token 2.", "id/path-tricks", requests(dots_ignored)},
      {"cut-at-nul", "1%00 reaches token 1.", "id/path-tricks", reads_ids(up_to_nul)},
  };
}

}  // namespace assay
