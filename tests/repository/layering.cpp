#include "tests/repository/layering.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

namespace assay::test {
namespace {

// Files whose path matches `from` may include what matches `may`, but never what matches `never`. The first match
// counts.
struct Layer {
  const char* from;
  const char* may;
  const char* never;
  const char* reason;
};

constexpr Layer layers[] = {
    {"contracts/(judge|checks|plan|scenarios)/.*", "contracts/.*", "contracts/live/.*",
     "a history is judged without a network"},
    {"contracts/.*", "contracts/.*", "", "contracts knows nothing else of ours"},
    {"mock/.*", "(mock|contracts)/.*", "contracts/(judge|checks|plan|scenarios|signatures|live)/.*",
     "a mock that shares the checker's code proves nothing"},
    {"property-tests/.*_test\\.cpp", "(property-tests|contracts|mock|reports)/.*|tests/(catch|law)\\.h", "",
     "laws test our parts alone"},
    {"property-tests/.*", "(property-tests|contracts)/.*", "",
     "what to send is drawn from the contract, not from a server"},
    {"reports/.*", "(reports|contracts)/.*", "", "a report is a function of what was said"},
    {"cli/.*", "(cli|contracts|mock|property-tests|reports)/.*", "", "the binary holds no test code"},
    {"examples/.*", "(contracts/contract\\.h|mock/.*)", "", "an example includes what is installed"},
    {"fuzz/.*", "(fuzz|contracts|mock)/.*", "", "a fuzzer takes the few sources that it names"},
    {"(tests|bench)/.*", "(tests|bench|cli|contracts|mock|property-tests|reports)/.*", "", "paths start at the root"},
};

bool matches(const std::string& text, const char* pattern) { return std::regex_match(text, std::regex(pattern)); }

std::string at(const SourceFile& file, const Include& include) {
  return file.path + ":" + std::to_string(include.line) + ": " + include.name;
}

using Edges = std::map<std::string, std::map<std::string, std::string>>;  // room -> room that it includes -> where

std::string room_of(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

bool reaches(const Edges& edges, const std::string& from, const std::string& to) {
  std::set<std::string> seen{from};
  std::vector<std::string> next{from};
  while (!next.empty()) {
    const std::string room = next.back();
    next.pop_back();
    if (room == to) return true;
    if (!edges.contains(room)) continue;
    for (const auto& [beyond, where] : edges.at(room))
      if (seen.insert(beyond).second) next.push_back(beyond);
  }
  return false;
}

// A library and the only files of ours, tests aside, that may include it: the rest of the code meets it through them.
struct Library {
  const char* headers;
  const char* files;
};

constexpr Library libraries[] = {
    {"pcre2\\.h", "contracts/schema/regex\\.cpp"},
    {"valijson/.*", "property-tests/schema_agreement_test\\.cpp"},
    {"httplib\\.h", "contracts/live/live_server\\.cpp"},
    {"boost/asio.*", "mock/http/(listener\\.cpp|client_connection\\.(h|cpp)|stream\\.h)"},
    {"boost/beast/.*", "mock/http/request_parser\\.cpp"},
    {"yaml-cpp/.*", "contracts/documents/document\\.cpp"},
    {"pugixml\\.hpp", "reports/formats/junit\\.cpp"},
    {"CLI/.*", "cli/command\\.cpp"},
    {"spdlog/.*", "cli/.*\\.cpp"},
    {"rapidcheck.*", "property-tests/(.*\\.cpp|generators\\.h)"},
    {"(sqlite3\\.h|SQLiteCpp/.*)", "mock/stores/sqlite\\.cpp"},
};

}  // namespace

std::vector<std::string> forbidden_edges(const SourceFile& file) {
  std::vector<std::string> found;
  const auto layer =
      std::find_if(std::begin(layers), std::end(layers), [&](const auto& l) { return matches(file.path, l.from); });
  if (layer == std::end(layers)) return {file.path + ": lies in no folder of the architecture"};
  for (const auto& include : includes_of(file)) {
    if (include.bracket != '"') continue;
    const bool allowed = matches(include.name, layer->may) && !matches(include.name, layer->never);
    const bool climbs = include.name.find("..") != std::string::npos;
    if (!allowed || climbs) found.push_back(at(file, include) + ": " + layer->reason);
  }
  return found;
}

std::vector<std::string> circles(const std::vector<SourceFile>& files) {
  Edges edges;
  for (const SourceFile& file : files)
    for (const Include& include : includes_of(file))
      if (include.bracket == '"' && room_of(include.name) != room_of(file.path))
        edges[room_of(file.path)].emplace(room_of(include.name), at(file, include));
  std::vector<std::string> found;
  for (const auto& [from, targets] : edges)
    for (const auto& [to, where] : targets)
      if (reaches(edges, to, from)) found.push_back(where + ": " + to + "/ leads back to " + from + '/');
  return found;
}

std::vector<std::string> stray_libraries(const SourceFile& file) {
  std::vector<std::string> found;
  for (const char* folder : {"tests/", "bench/", "examples/"})
    if (file.path.starts_with(folder)) return found;
  for (const auto& include : includes_of(file)) {
    for (const auto& library : libraries) {
      if (matches(include.name, library.headers) && !matches(file.path, library.files)) {
        found.push_back(at(file, include) + ": only " + library.files + " may");
      }
    }
  }
  return found;
}

}  // namespace assay::test
