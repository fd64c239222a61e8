#include "cli/mock/credential.h"

#include <algorithm>
#include <cstdlib>

#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const std::string& flag, const std::string& what) {
  throw BadDocument(Place{}, flag + ": " + what);
}

std::string from_environment(const std::string& text, const std::string& flag) {
  if (!text.starts_with("${") || !text.ends_with('}')) return text;
  const std::string name = text.substr(2, text.size() - 3);
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) refuse(flag, "the environment has no variable " + name);
  return value;
}

}  // namespace

std::string read_credential(const std::string& text, const std::string& flag) {
  std::string credential = from_environment(text, flag);
  if (credential.empty()) refuse(flag, "the credential is empty");
  if (std::any_of(credential.begin(), credential.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7F; }))
    refuse(flag, "a bearer token is printable ASCII without spaces");
  return credential;
}

}  // namespace assay
