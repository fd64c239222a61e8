#include "contracts/plan/other_operation.h"

#include <algorithm>
#include <array>
#include <set>

#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

bool is_override(const std::string& name) {
  static constexpr std::array<std::string_view, 3> names = {"X-HTTP-Method-Override", "X-HTTP-Method",
                                                            "X-Method-Override"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view each) { return equal_ignoring_case(name, each); });
}

// The methods that a server could take the request's for.
std::set<std::string> methods_of(const Request& request) {
  std::set<std::string> methods{upper_case(request.method)};
  for (const Header& header : request.headers)
    if (is_override(header.name)) methods.insert(upper_case(header.value));
  const std::string_view key = "_method=";
  if (const auto at = request.target.find(key); at != std::string::npos)
    methods.insert(upper_case(request.target.substr(at + key.size(), request.target.find('&', at) - at - key.size())));
  if (methods.contains("HEAD")) methods.insert("GET");
  return methods;
}

// The paths that a router could take the target's for, each normalised.
std::set<std::string> paths_of(std::string_view target) {
  const std::string as_sent(path_of(target));
  std::set<std::string> paths;
  const auto add = [&](const std::string& path) {
    if (path.starts_with('/')) paths.insert(plain_path(path));
  };
  for (const std::string& path : {as_sent, percent_decode(as_sent), percent_decode(percent_decode(as_sent))}) {
    add(path);
    for (const char end : {';', '?', '#', '\0', '\n', '\r'})
      if (const auto at = path.find(end); at != std::string::npos) add(path.substr(0, at));
  }
  return paths;
}

// The template whose last parameter, where it ends the path and is called no number, also stands for several segments.
bool ends_open(const Operation& operation) {
  if (!operation.path.ends_with('}')) return false;
  const std::string name(operation.path.substr(operation.path.rfind('{') + 1));
  return std::none_of(operation.parameters.begin(), operation.parameters.end(), [&](const Parameter& parameter) {
    return parameter.in == "path" && parameter.name + "}" == name &&
           (parameter.type == "integer" || parameter.type == "number" || parameter.type == "boolean");
  });
}

bool fits(const Operation& operation, const std::string& path) {
  const std::string pattern = plain_path(operation.path);
  if (match(pattern, path)) return true;
  // What is safe harms nobody where a router should take more segments for one than the document says.
  if (operation.method == "GET" || operation.method == "HEAD" || operation.method == "OPTIONS") return false;
  if (!ends_open(operation)) return false;
  const auto depth = std::count(pattern.begin(), pattern.end(), '/');
  std::string shorter = path;  // its first segments
  while (std::count(shorter.begin(), shorter.end(), '/') > depth) shorter.erase(shorter.rfind('/'));
  return match(pattern, shorter).has_value();
}

// Whether a router prefers the operation under test for a path that fits both: all but more exact paths.
bool is_preferred(const Operation& own, const Operation& other, const std::string& path) {
  return own.method == other.method && fits(own, path) && !match(own.path, other.path);
}

}  // namespace

bool asks_other_operation(const Contract& contract, const Request& request) {
  const Operation& own = contract.operation();
  if (contract.operations.size() == 1 || only_reads(own, request)) return false;
  const std::set<std::string> methods = methods_of(request);
  const std::set<std::string> paths = paths_of(request.target);
  return std::any_of(contract.operations.begin(), contract.operations.end(), [&](const Operation& other) {
    if (other.id == own.id || !methods.contains(other.method)) return false;
    return std::any_of(paths.begin(), paths.end(),
                       [&](const std::string& path) { return fits(other, path) && !is_preferred(own, other, path); });
  });
}

Plan without_other_operations(const Contract& contract, Plan plan) {
  for (Round& round : plan.rounds)
    std::erase_if(round, [&](const Request& request) { return asks_other_operation(contract, request); });
  std::erase_if(plan.rounds, [](const Round& round) { return round.empty(); });
  return plan;
}

}  // namespace assay
