// A command of the command line and its flags, over CLI11, which stands behind this file alone.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace assay {

struct CommandLine {
  int argc = 0;
  const char* const* argv = nullptr;
};

// Says what is wrong with the text of a flag's value; empty: nothing is.
using TextCheck = std::function<std::string(const std::string& text)>;

// A flag, an argument without a name, or a switch. A view of its command, which must outlive it.
class Flag {
 public:
  explicit Flag(CLI::Option& option) : option_(&option) {}

  Flag& of(const std::string& type_name);  // what --help calls the value: "FILE"
  Flag& checked(TextCheck check);
  Flag& required();
  Flag& needs(const Flag& other);
  Flag& excludes(const Flag& other);

 private:
  CLI::Option* option_;
};

// Copies are the same command. What its flags are read into must live until it was parsed.
class Command {
 public:
  // The program itself: --version says its name and `version`.
  Command(const std::string& name, const std::string& summary, const std::string& version);

  // A command below this one, which then must be given one of them.
  Command command(const std::string& name, const std::string& summary);

  // A flag ("--port", "-H,--header") or, where the name begins with no dash, an argument: its value is read into `to`, a
  // std::string, std::size_t, int, double, or a std::optional of one of the last three.
  template <class T>
  Flag value(const std::string& name, T& to, const std::string& help);
  // The same for a value that `take` makes something of.
  Flag taken(const std::string& name, const std::function<void(const std::string&)>& take, const std::string& help);
  // A flag that may be given again, each with one value.
  Flag values(const std::string& name, std::vector<std::string>& to, const std::string& help);
  // The same, and several values with commas between.
  Flag list(const std::string& name, std::vector<std::string>& to, const std::string& help);
  // An argument of one value or more.
  Flag arguments(const std::string& name, std::vector<std::string>& to, const std::string& help);
  // A flag without a value.
  Flag switched(const std::string& name, std::function<void()> on, const std::string& help);

  void footer(const std::string& text);  // behind the flags in --help

  // Of the program. Gives an exit code where all is done: --help and --version were answered. Throws BadDocument for
  // what nobody knows, with the nearest that there is, in our words; quotes no value.
  std::optional<int> parse(const CommandLine& line);
  bool is_given() const;  // after parse()

 private:
  explicit Command(std::shared_ptr<CLI::App> app) : app_(std::move(app)) {}
  std::shared_ptr<CLI::App> app_;
};

}  // namespace assay
