#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <set>
#include <vector>

#include "cli/arguments.h"
#include "contracts/nearest.h"
#include "contracts/place.h"

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

// What of an argument that nobody expected may be repeated: a name, and no value, which may be a credential. Empty: nothing.
std::string name_in(const std::string& argument) {
  constexpr std::size_t kLongestName = 24;
  const std::string first = argument.substr(0, argument.find_first_of(" ="));
  const bool is_long = first.starts_with("--");
  const std::string name = first.starts_with('-') && !is_long ? first.substr(0, 2) : first;
  const bool is_name = std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return is_name && name.size() <= kLongestName ? name : "";
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
    const std::string unknown = name_in(text.substr(text.find(": ") + 2));
    return with_nearest("unknown argument " + (unknown.empty() ? "(not shown)" : '"' + unknown + '"'), unknown,
                        flags_of(command));
  }
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  return message + "; see " + called + " --help";
}

void refuse_unknown_command(const CLI::App& app, const CommandLine& line) {
  if (line.argc < 2 || line.argv[1][0] == '-') return;
  std::set<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.insert(command->get_name());
  if (!names.contains(line.argv[1]))
    refuse(with_nearest("there is no command \"" + name_in(line.argv[1]) + "\"", name_in(line.argv[1]), names));
}

void take_range(CLI::Option& option, std::uint64_t least, std::uint64_t most) {
  option.check([=](const std::string& text) -> std::string {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = error == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
    return fits ? ""
                : '"' + text + "\" is no whole number from " + std::to_string(least) + " to " + std::to_string(most);
  });
}

}  // namespace

void add_comma_list(CLI::App& command, const std::string& flag, std::vector<std::string>& values,
                    const std::string& type_name, const std::string& description) {
  command.add_option(flag, values, description)->type_name(type_name)->delimiter(',')->expected(1)->take_all();
}

void take_whole(CLI::Option& option, std::uint64_t least) { take_range(option, least, 1'000'000'000); }

void take_seed(CLI::Option& option) {
  option.type_name("N");
  take_range(option, 0, std::numeric_limits<std::uint64_t>::max());
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
  refuse_unknown_command(app, line);
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
