// The command line, over CLI11: a subcommand is one *_flags.cpp, which says its flags and what it does, and one line in
// the table of arguments.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/documents.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace assay {

// What a subcommand does once its flags are read; gives the exit code.
using Action = std::function<int()>;

struct CommandLine {
  int argc = 0;
  const char* const* argv = nullptr;
};

// Adds the subcommand to `app`. The action may be called after the command line was parsed.
Action add_check(CLI::App& app, const CommandLine& line);
Action add_mock(CLI::App& app, const CommandLine& line);
Action add_prove(CLI::App& app, const CommandLine& line);
Action add_list(CLI::App& app, const CommandLine& line);
Action add_report(CLI::App& app, const CommandLine& line);
Action add_lint(CLI::App& app, const CommandLine& line);
Action add_replay(CLI::App& app, const CommandLine& line);

// Consent, credentials, budget, TLS: what all that talks to a server takes.
struct TargetOptions;
void add_target(CLI::App& command, TargetOptions& options);

// An option that takes several values, comma-separated or given again.
void add_comma_list(CLI::App& command, const std::string& flag, std::vector<std::string>& values,
                    const std::string& type_name, const std::string& description);

// Says what is wrong with an option's text, for CLI::Option::check; empty: nothing is.
using TextCheck = std::function<std::string(const std::string& text)>;

TextCheck one_of(std::vector<std::string> words);
// In decimal digits without leading zeros: CLI11 takes -1 for the largest number there is, and 010 for eight.
TextCheck whole_number(std::uint64_t least, std::uint64_t most);
TextCheck number(double least, double most);  // nan is none

// Lets the option take whole numbers from `least` to 1,000,000,000.
void take_whole(CLI::Option& option, std::uint64_t least);

// The same for a seed: up to 2^64-1. Reports carry it as text, so that none is too large for a reader of JSON.
void take_seed(CLI::Option& option);

// --document and --policy.
void add_documents(CLI::App& command, DocumentOptions& documents);

// What the command line asks for; --help and --version are answered here. Throws BadDocument for what it does not know,
// with the nearest flag that it knows.
Action read_arguments(const CommandLine& line);

}  // namespace assay
