// Grows a JSON value from a reader's events, JSON or YAML, within bounds. Used by one reader at a time.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace assay {

struct TreeLimits {
  std::size_t depth = 100;  // levels of arrays and objects
  std::size_t values = 500'000;
  std::size_t bytes = 64 * 1024 * 1024;  // of strings and of JSON Pointers, each counted wherever it stands
};

class JsonTree {
 public:
  struct Duplicate {
    std::string pointer{};
    int line = 0;
  };

  enum class Lines { forget, keep };

  JsonTree(const TreeLimits& limits, Lines lines);

  // One event each; `line` is where it stands. False, with fault() set, when a bound is passed: stop reading then.
  bool start(nlohmann::json::value_t array_or_object, int line);
  bool name(std::string text, int line);  // of the next member; what follows is its value
  bool scalar(nlohmann::json value, int line);
  void end();

  bool complete() const { return open_.empty() && values_ > 0; }
  bool in_object() const { return !open_.empty() && open_.back().container->is_object(); }
  // JSON Pointer of the value that comes next; of the object itself before its first name. Made anew with each call: a
  // reader that asked for it at each value of a hostile text would copy long names without end.
  std::string next_pointer() const;
  // The same where it is short enough to be shown and kept, 1000 bytes; else nothing.
  std::optional<std::string> short_pointer() const;

  nlohmann::json value{};
  std::map<std::string, int> lines{};  // JSON Pointer -> line, of a member that of its name; empty with Lines::forget
  // Names that stood in their object already, the first 16 of them (with an empty pointer where it is no short one);
  // the last one's value is kept.
  std::vector<Duplicate> duplicates{};
  std::size_t more_duplicates = 0;  // beyond these
  std::string fault{};
  std::string fault_pointer{};

 private:
  struct Open {
    nlohmann::json* container = nullptr;
    nlohmann::json* member = nullptr;   // of an object: the one named last
    const std::string* name = nullptr;  // its name, in the container; null: none was read yet
    int line = 0;                       // of the name
  };

  bool fail(std::string why);
  nlohmann::json* put(nlohmann::json value, int line);

  TreeLimits limits_;
  Lines keep_lines_;
  std::vector<Open> open_{};
  std::size_t values_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace assay
