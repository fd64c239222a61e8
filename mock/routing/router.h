// Which of an API's operations a raw request target means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/http/http.h"

namespace assay {

struct Routed {
  enum class To {
    operation,       // path and method match
    malformed,       // the target has bytes that no request line may have: 400
    unknown_path,    // 404
    slash_redirect,  // only slashes at the end are too many: 307 to `location`
    other_method,    // the path matches: 405
  };
  To to = To::unknown_path;
  std::size_t entry = 0;                  // operation: which, by its place among the router's entries
  std::vector<std::string> parameters{};  // operation: of its path, in their order, decoded, UTF-8
  std::string location{};  // slash_redirect: absolute where the request has a Host, else a path; safe in a header
  std::string allow{};     // other_method: the methods of the path, as the header says them
};

// Immutable; may be used from several threads at once. Paths are tried with the most concrete first: a fixed segment
// stands before one with a parameter.
class Router {
 public:
  struct Entry {
    std::string method{};  // upper case
    std::string path{};    // the template: "/api-tokens/{token_id}/webhook/rotate-secret"
  };
  // starlette: the path is decoded once and then matched, a parameter is [^/]+, slashes too many at the end lead to the
  // path without them, and HEAD is a method as any other. segments: the path is matched segment by segment and each is
  // decoded by itself, an empty one or one of dots is part of no path, and HEAD is asked for where GET is.
  enum class Manner { starlette, segments };

  // `bases` are paths that a target may begin with, as "/v1". Throws std::invalid_argument, for a person, for a path
  // whose segment holds more than one {parameter}, or a brace that belongs to none.
  Router(const std::vector<Entry>& entries, std::vector<std::string> bases, Manner manner);

  // Whether the constructor takes the path.
  static bool can_route(std::string_view path);

  // Order: malformed, then operation or other_method, then slash_redirect, then unknown_path.
  Routed route(const Request& request) const;

 private:
  struct Segment {
    std::string before{}, after{};  // of the parameter; of a fixed segment all of it stands in `before`
    bool is_parameter = false;
  };
  struct Path {
    std::vector<Segment> segments{};
    std::vector<std::size_t> entries{};  // one for each of its methods
  };

  static std::vector<Segment> segments_of(std::string_view path);
  bool fits(const Path& path, std::string_view given, std::vector<std::string>& parameters) const;
  const Path* find(std::string_view given, std::vector<std::string>& parameters) const;
  Routed among(const Path& path, const Request& request, std::vector<std::string> parameters) const;

  std::vector<std::string> methods_{};  // of the entries
  std::vector<Path> paths_{};           // the most concrete first
  std::vector<std::string> bases_{};
  Manner manner_;
};

// Bytes as UTF-8, with one U+FFFD for each maximal invalid subpart (Unicode 15, 3.9, table 3-8; Python's
// errors="replace").
std::string to_utf8(std::string bytes);

}  // namespace assay
