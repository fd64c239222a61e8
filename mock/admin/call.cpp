#include "mock/admin/call.h"

#include <charconv>
#include <cstdint>

namespace assay {

std::string text_of(const AdminCall& call, const std::string& name, const std::string& otherwise) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? otherwise : found->second;
}

std::uint64_t number_of(const AdminCall& call, const std::string& name, std::uint64_t least, std::uint64_t most,
                        std::uint64_t otherwise) {
  const auto found = call.query.find(name);
  if (found == call.query.end()) return otherwise;
  const std::string& text = found->second;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < least || number > most)
    throw Problem{.detail = name + " is no number from " + std::to_string(least) + " to " + std::to_string(most) + "."};
  return number;
}

Secrets secrets_of(const AdminCall& call) {
  const std::string asked = text_of(call, "secrets", "hidden");
  if (asked == "hidden") return Secrets::hidden;
  if (asked == "shown") return Secrets::shown;
  throw Problem{.detail = "secrets is neither hidden nor shown."};
}

}  // namespace assay
