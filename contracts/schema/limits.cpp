#include "contracts/schema/limits.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/documents/pointer.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr int most_levels = 100;
constexpr std::size_t most_values = 100'000;
constexpr std::size_t longest_text = 1024 * 1024;  // bytes
constexpr std::size_t longest_name = 1000;         // bytes

class Walk {
 public:
  // True when a limit is passed; found_ then says where.
  bool passes(const json& value, int level) {
    if (++values_ > most_values) return found("holds more than 100,000 values");
    if (value.is_string())
      return value.get_ref<const std::string&>().size() > longest_text && found("is longer than 1 MiB");
    if (!value.is_structured()) return false;
    if (level > most_levels) return found("nests deeper than 100 levels");
    return value.is_object() ? object_passes(value, level) : array_passes(value, level);
  }

  Violation violation() && {
    std::reverse(path_.begin(), path_.end());
    std::string pointer;
    for (const std::string& name : path_) pointer = below(pointer, name);
    return {.pointer = std::move(pointer), .keyword = "limit", .message = std::move(message_)};
  }

 private:
  bool object_passes(const json& value, int level) {
    for (auto member = value.begin(); member != value.end(); ++member) {
      if (member.key().size() > longest_name) return found("has a name longer than 1000 bytes");
      if (passes(*member, level + 1)) return path_.push_back(member.key()), true;
    }
    return false;
  }

  bool array_passes(const json& value, int level) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (passes(value[i], level + 1)) return path_.push_back(std::to_string(i)), true;
    }
    return false;
  }

  bool found(std::string message) { return message_ = std::move(message), true; }

  std::size_t values_ = 0;
  std::vector<std::string> path_{};  // from the value up
  std::string message_{};
};

}  // namespace

std::optional<Violation> over_limit(const json& instance) {
  Walk walk;
  if (!walk.passes(instance, 1)) return std::nullopt;
  return std::move(walk).violation();
}

}  // namespace assay
