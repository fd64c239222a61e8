#include "contracts/path_template.h"

#include "contracts/http/http.h"

namespace assay {
namespace {

// Splits the first segment off `path`: what stands before the next '/'. Nothing when there is none left.
std::optional<std::string_view> take_segment(std::optional<std::string_view>& path) {
  if (!path) return std::nullopt;
  const std::size_t slash = path->find('/');
  const std::string_view segment = path->substr(0, slash);
  if (slash == std::string_view::npos) {
    path.reset();
  } else {
    path->remove_prefix(slash + 1);
  }
  return segment;
}

// "v{version}.json" against "v12.json".
bool match_segment(std::string_view pattern, std::string_view segment, std::vector<std::string>& values) {
  const std::size_t open = pattern.find('{');
  const std::size_t close = pattern.find('}', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return percent_decode(segment) == pattern;
  const std::string_view prefix = pattern.substr(0, open);
  const std::string_view suffix = pattern.substr(close + 1);
  if (segment.size() <= prefix.size() + suffix.size()) return false;
  if (!segment.starts_with(prefix) || !segment.ends_with(suffix)) return false;
  values.emplace_back(segment.substr(open, segment.size() - prefix.size() - suffix.size()));
  return true;
}

}  // namespace

std::vector<std::string> path_parameters(std::string_view path_template) {
  std::vector<std::string> names;
  for (std::size_t open = 0; (open = path_template.find('{', open)) != std::string_view::npos;) {
    const std::size_t close = path_template.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(path_template.substr(open + 1, close - open - 1));
    open = close;
  }
  return names;
}

std::optional<std::vector<std::string>> match(std::string_view path_template, std::string_view path) {
  std::vector<std::string> values;
  std::optional<std::string_view> patterns = path_template;
  std::optional<std::string_view> segments = path;
  while (patterns && segments) {
    if (!match_segment(*take_segment(patterns), *take_segment(segments), values)) return std::nullopt;
  }
  if (patterns || segments) return std::nullopt;
  return values;
}

}  // namespace assay
