#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <string_view>

#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw BadDocument(Place{}, message); }

std::set<std::string> flags_of(const CLI::App& command) {
  std::set<std::string> flags;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) flags.insert("--" + name);
    for (const auto& name : option->get_snames()) flags.insert("-" + name);
  }
  return flags;
}

std::string with_nearest(const std::string& message, const std::string& unknown, const std::set<std::string>& known) {
  const std::string nearest = nearest_of(unknown.substr(0, unknown.find('=')), {known.begin(), known.end()});
  return message + (nearest.empty() ? "; --help lists what there is" : "; did you mean " + nearest + "?");
}

// What of an argument that nobody expected may be repeated: a name, and no value, which may be a credential. Empty:
// nothing.
std::string name_in(const std::string& argument) {
  constexpr std::size_t longest_name = 24;
  const std::string first = argument.substr(0, argument.find_first_of(" ="));
  const bool is_long = first.starts_with("--");
  const std::string name = first.starts_with('-') && !is_long ? first.substr(0, 2) : first;
  const bool is_name = std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return is_name && name.size() <= longest_name ? name : "";
}

std::string quoted(const std::string& name) { return name.empty() ? "(not shown)" : '"' + name + '"'; }

std::string unknown_argument(const CLI::App& command, const std::string& argument) {
  const std::string unknown = name_in(argument);
  return with_nearest("unknown argument " + quoted(unknown), unknown, flags_of(command));
}

std::set<std::string> commands_of(const CLI::App& app) {
  std::set<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.insert(command->get_name());
  return names;
}

// Of options that CLI11's text names, and no other part of it: the first word, and the last.
std::string first_word(const std::string& text) { return text.substr(0, text.find_first_of(": ")); }
std::string last_word(const std::string& text) { return text.substr(text.rfind(' ') + 1); }

const CLI::Option* option_called(const CLI::App& command, const std::string& name) {
  for (const auto* option : command.get_options())
    if (option->get_name() == name) return option;
  return nullptr;
}

// An option with too few values, too many, or one that takes none.
std::string wrong_count(const CLI::App& command, const std::string& name) {
  const CLI::Option* option = option_called(command, name);
  if (option == nullptr)
    return (name.size() > 1 ? "--" : "-") + name + " takes no value";  // CLI11 leaves its dashes out
  if (option->count() > 1) return name + " is given more than once";
  return name + " lacks its value " + option->get_type_name();
}

// Something that must be given: an argument, or a command.
std::string missing(const CLI::App& command, const std::string& text) {
  const std::string name = first_word(text);
  if (option_called(command, name) != nullptr) return name + " is missing";
  const auto rest = command.remaining();
  if (rest.empty()) return "no command was given";
  if (rest.front().starts_with('-')) return unknown_argument(command, rest.front());
  const std::string unknown = name_in(rest.front());
  return with_nearest("there is no command " + quoted(unknown), unknown, commands_of(command));
}

// CLI11's own texts differ from version to version, and not all are English.
std::string in_our_words(const CLI::App& command, const CLI::ParseError& error) {
  std::string text = error.what();
  std::replace(text.begin(), text.end(), '\n', ' ');
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::ArgumentMismatch: return wrong_count(command, first_word(text));
    case CLI::ExitCodes::RequiredError: return missing(command, text);
    case CLI::ExitCodes::RequiresError: return first_word(text) + " needs " + last_word(text) + " beside it";
    case CLI::ExitCodes::ExcludesError: return first_word(text) + " cannot be used with " + last_word(text);
    default: return text;  // a check of ours, behind the option's name
  }
}

// The innermost command that was named, and how it is called: "assay report diff".
const CLI::App& innermost(const CLI::App& app, std::string& called) {
  called += (called.empty() ? "" : " ") + app.get_name();
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : innermost(*chosen.front(), called);
}

std::string explain(const CLI::App& app, const CLI::ParseError& error) {
  std::string called;
  const CLI::App& command = innermost(app, called);
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const std::string text = error.what();  // "The following arguments were not expected: --rotat x"
    return unknown_argument(command, text.substr(text.find(": ") + 2));
  }
  const std::string words = in_our_words(command, error);
  const bool says_what_to_do = words.ends_with('?') || words.find("--help") != words.npos;
  return says_what_to_do ? words : words + "; see " + called + " --help";
}

// Else --dry-run=false would be read as --dry-run.
void refuse_values_of_switches(CLI::App& app) {
  for (auto* option : app.get_options())
    if (option->get_items_expected_max() == 0) option->disable_flag_override();
  for (auto* command : app.get_subcommands([](CLI::App*) { return true; })) refuse_values_of_switches(*command);
}

// An empty argument is a variable that is not set: its flag's default, or another server than the one that was meant,
// would be a surprise.
void refuse_empty_arguments(const CommandLine& line) {
  for (int k = 1; k < line.argc; ++k) {
    if (!std::string_view(line.argv[k]).empty()) continue;
    const std::string before = k > 1 ? line.argv[k - 1] : "";
    const bool is_flag = before.starts_with('-') && before.find('=') == std::string::npos;
    refuse((is_flag ? before + ": " : "") +
           "an argument is empty; is a variable not set? Leave the argument out for the default");
  }
}

}  // namespace

Flag& Flag::of(const std::string& type_name) {
  option_->type_name(type_name);
  return *this;
}

Flag& Flag::checked(TextCheck check) {
  option_->check(std::move(check));
  return *this;
}

Flag& Flag::required() {
  option_->required();
  return *this;
}

Flag& Flag::needs(const Flag& other) {
  option_->needs(other.option_);
  return *this;
}

Flag& Flag::excludes(const Flag& other) {
  option_->excludes(other.option_);
  return *this;
}

Command::Command(const std::string& name, const std::string& summary, const std::string& version)
    : app_(std::make_shared<CLI::App>(summary, name)) {
  app_->set_version_flag("--version", name + ' ' + version);
}

Command Command::command(const std::string& name, const std::string& summary) {
  app_->require_subcommand(1);
  return Command(std::shared_ptr<CLI::App>(app_, app_->add_subcommand(name, summary)));
}

template <class T>
Flag Command::value(const std::string& name, T& to, const std::string& help) {
  return Flag(*app_->add_option(name, to, help));
}
template Flag Command::value(const std::string&, std::string&, const std::string&);
template Flag Command::value(const std::string&, std::size_t&, const std::string&);
template Flag Command::value(const std::string&, int&, const std::string&);
template Flag Command::value(const std::string&, double&, const std::string&);
template Flag Command::value(const std::string&, std::optional<std::size_t>&, const std::string&);
template Flag Command::value(const std::string&, std::optional<int>&, const std::string&);
template Flag Command::value(const std::string&, std::optional<double>&, const std::string&);

Flag Command::taken(const std::string& name, const std::function<void(const std::string&)>& take,
                    const std::string& help) {
  return Flag(*app_->add_option_function<std::string>(name, take, help));
}

Flag Command::values(const std::string& name, std::vector<std::string>& to, const std::string& help) {
  return Flag(*app_->add_option(name, to, help)->expected(1)->take_all());
}

Flag Command::list(const std::string& name, std::vector<std::string>& to, const std::string& help) {
  return Flag(*app_->add_option(name, to, help)->delimiter(',')->expected(1)->take_all());
}

Flag Command::arguments(const std::string& name, std::vector<std::string>& to, const std::string& help) {
  return Flag(*app_->add_option(name, to, help));
}

Flag Command::switched(const std::string& name, std::function<void()> on, const std::string& help) {
  return Flag(*app_->add_flag_callback(name, std::move(on), help));
}

void Command::footer(const std::string& text) { app_->footer(text); }

std::optional<int> Command::parse(const CommandLine& line) {
  refuse_values_of_switches(*app_);
  refuse_empty_arguments(line);
  try {
    app_->parse(line.argc, line.argv);
  } catch (const CLI::Success& success) {
    return app_->exit(success);
  } catch (const CLI::ParseError& error) {
    refuse(explain(*app_, error));
  }
  return std::nullopt;
}

bool Command::is_given() const { return app_->parsed(); }

}  // namespace assay
