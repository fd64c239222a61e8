// Where a statement stands in a document, for messages and reports.
#pragma once

#include <stdexcept>
#include <string>

namespace assay {

struct Place {
  std::string file{};     // as given by the user
  int line = 0;           // 1-based; 0: not known
  std::string pointer{};  // JSON Pointer (RFC 6901); empty: the whole document
  bool operator==(const Place&) const = default;
};

// A document, policy, token file or flag that cannot be used. what() is one line: what is wrong, where
// ("file:line: pointer: ..."), what to do. Caught once, in main, which exits 2.
struct BadDocument : std::runtime_error {
  // Line breaks in `message` and control characters anywhere become spaces, so that what() stays one line.
  BadDocument(const Place& place, const std::string& message);
  Place place;
  std::string message;  // what() without the place
};

}  // namespace assay
