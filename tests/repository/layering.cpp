#include "tests/repository/layering.h"

#include <algorithm>
#include <regex>

namespace assay {
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
    {"contracts/.*", "contracts/.*", "", "contracts knows nothing else of ours"},
    {"mock/.*", "(mock|contracts)/.*", "contracts/(check|checks/|scenario|scenarios/|judge|reading|token_id).*",
     "a mock that shares the checker's code proves nothing"},
    {"property-tests/.*_test\\.cpp", "(property-tests|contracts|mock|reports)/.*|tests/(catch|law)\\.h", "",
     "laws test our parts alone"},
    {"property-tests/.*", "(property-tests|contracts)/.*", "",
     "what to send is drawn from the contract, not from a server"},
    {"reports/.*", "(reports|contracts)/.*", "", "a report is a function of what was said"},
    {"cli/.*", "(cli|contracts|mock|property-tests|reports)/.*", "", "the binary holds no test code"},
    {"examples/.*", "(contracts|mock)/.*", "", "an example includes what is installed"},
    {"fuzz/.*", "(fuzz|contracts|mock)/.*", "", "a fuzzer takes the few sources that it names"},
    {"(tests|bench)/.*", "(tests|bench|cli|contracts|mock|property-tests|reports)/.*", "", "paths start at the root"},
};

bool matches(const std::string& text, const char* pattern) { return std::regex_match(text, std::regex(pattern)); }

std::string at(const SourceFile& file, const Include& include) {
  return file.path + ":" + std::to_string(include.line) + ": " + include.name;
}

// A library and the only files of ours, tests aside, that may include it: the rest of the code meets it through them.
struct Library {
  const char* headers;
  const char* files;
};

constexpr Library libraries[] = {
    {"pcre2\\.h", "contracts/regex\\.cpp"},
    {"valijson/.*", "property-tests/schema_agreement_test\\.cpp"},
    {"httplib\\.h", "contracts/live_server\\.cpp"},
    {"boost/asio.*", "mock/(listener\\.cpp|connection\\.(h|cpp)|stream\\.h)"},
    {"boost/beast/.*", "mock/request_parser\\.cpp"},
    {"yaml-cpp/.*", "contracts/yaml_document\\.cpp"},
    {"pugixml\\.hpp", "reports/formats/junit\\.cpp"},
    {"CLI/.*", "cli/.*\\.cpp"},
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

std::vector<std::string> stray_libraries(const SourceFile& file) {
  std::vector<std::string> found;
  if (file.path.starts_with("tests/") || file.path.starts_with("bench/")) return found;
  for (const auto& include : includes_of(file)) {
    for (const auto& library : libraries) {
      if (matches(include.name, library.headers) && !matches(file.path, library.files)) {
        found.push_back(at(file, include) + ": only " + library.files + " may");
      }
    }
  }
  return found;
}

}  // namespace assay
