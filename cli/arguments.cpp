#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iomanip>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

#include "cli/arguments.h"
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

template <typename Number>
std::optional<Number> read_number(const std::string& text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
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

void add_comma_list(CLI::App& command, const std::string& flag, std::vector<std::string>& values,
                    const std::string& type_name, const std::string& description) {
  command.add_option(flag, values, description)->type_name(type_name)->delimiter(',')->expected(1)->take_all();
}

TextCheck one_of(std::vector<std::string> words) {
  return [words = std::move(words)](const std::string& text) -> std::string {
    if (std::find(words.begin(), words.end(), text) != words.end()) return "";
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    const std::string nearest = nearest_of(text, words);
    return '"' + text + "\" is none of " + list + (nearest.empty() ? "" : "; did you mean " + nearest + "?");
  };
}

TextCheck whole_number(std::uint64_t least, std::uint64_t most) {
  return [=](const std::string& text) -> std::string {
    const auto value = read_number<std::uint64_t>(text);
    if (value && *value >= least && *value <= most && text == std::to_string(*value)) return "";
    return '"' + text + "\" is no whole number from " + std::to_string(least) + " to " + std::to_string(most);
  };
}

TextCheck number(double least, double most) {
  return [=](const std::string& text) -> std::string {
    const auto value = read_number<double>(text);
    if (value && *value >= least && *value <= most) return "";
    std::ostringstream range;
    range << std::setprecision(10) << least << " to " << most;
    return '"' + text + "\" is no number from " + range.str();
  };
}

void take_whole(CLI::Option& option, std::uint64_t least) { option.check(whole_number(least, 1'000'000'000)); }

void take_seed(CLI::Option& option) {
  option.type_name("N");
  option.check(whole_number(0, std::numeric_limits<std::uint64_t>::max()));
}

void add_documents(CLI::App& command, DocumentOptions& documents) {
  command
      .add_option("--document", documents.document,
                  "OpenAPI 3.0 or 3.1 document, YAML or JSON [the Slate API's, built in]")
      ->type_name("FILE");
  command.add_option("--policy", documents.policy, "What the document leaves open, YAML or JSON [built in]")
      ->type_name("FILE");
  command
      .add_option("--set", documents.settings,
                  "One value of the policy: token_in_200=masked, secret_bytes=24, inactive=rotate; again for another")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

Action read_arguments(const CommandLine& line) {
  const auto owned = std::make_shared<CLI::App>("assay: does this endpoint really keep its contract?", "assay");
  CLI::App& app = *owned;
  app.set_version_flag("--version", "assay " ASSAY_VERSION);
  app.require_subcommand(1);
  app.footer("assay COMMAND --help tells more, with examples.");
  std::vector<Action> actions;
  for (const auto add : {add_check, add_mock, add_prove, add_list, add_lint, add_replay, add_report})
    actions.push_back(add(app, line));
  refuse_values_of_switches(app);
  refuse_empty_arguments(line);
  try {
    app.parse(line.argc, line.argv);
  } catch (const CLI::Success& success) {
    return [code = app.exit(success)] { return code; };
  } catch (const CLI::ParseError& error) {
    refuse(explain(app, error));
  }
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });  // in the order of the table
  for (std::size_t k = 0; k < commands.size(); ++k)
    if (commands[k]->parsed()) return [owned, action = actions[k]] { return action(); };  // an action may ask the app
  refuse("no command was given; see assay --help");
}

}  // namespace assay
