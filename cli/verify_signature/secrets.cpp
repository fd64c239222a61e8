#include "cli/verify_signature/secrets.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "cli/verify_signature/input.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

constexpr std::size_t longest_secret = 4096;
constexpr std::size_t most_secrets = 16;
constexpr std::size_t largest_file = std::size_t{128} * 1024;

bool is_variable_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string from_environment(const std::string& text, const std::string& flag) {
  const bool framed = text.starts_with("${") && text.ends_with('}');
  const std::string name = framed ? text.substr(2, text.size() - 3) : "";
  if (!is_variable_name(name))
    throw BadDocument(Place{.file = flag},
                      "takes the name of a variable of the environment, '${NAME}' in single quotes, or use " + flag +
                          "-file: a secret on the command line can be read by every user of the machine");
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) throw BadDocument(Place{.file = flag}, "the environment has no variable " + name);
  return value;
}

void read_secret_file(const std::string& file, std::vector<std::string>& secrets) {
  const std::string text = read_input(file, largest_file);
  if (text.find('\0') != text.npos || text.starts_with("\xEF\xBB\xBF"))
    throw BadDocument(Place{.file = file}, "is no plain text, or begins with a byte order mark: save it without");
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) secrets.push_back(line);
  }
  if (secrets.empty()) throw BadDocument(Place{.file = file}, "holds no secret: write one a line, newest first");
}

}  // namespace

std::vector<std::string> read_secrets(const SecretSources& sources) {
  std::vector<std::string> secrets;
  for (const std::string& text : sources.texts) {
    secrets.push_back(from_environment(text, sources.flag));
    if (secrets.back().empty()) throw BadDocument(Place{.file = sources.flag}, "the variable is empty");
  }
  for (const std::string& file : sources.files) {
    std::vector<std::string> held;
    read_secret_file(file, held);
    secrets.insert(secrets.end(), held.begin(), held.end());
  }
  const bool too_long = std::any_of(secrets.begin(), secrets.end(),
                                    [](const std::string& secret) { return secret.size() > longest_secret; });
  if (too_long) throw BadDocument(Place{.file = sources.flag}, "a secret has more than 4096 bytes");
  if (secrets.size() > most_secrets) throw BadDocument(Place{.file = sources.flag}, "there are more than 16 secrets");
  return secrets;
}

}  // namespace assay
