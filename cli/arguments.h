// The command line: a subcommand is one *_flags.cpp, which says its flags and what it does, and one line in the table
// of arguments.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/documents.h"

namespace assay {

// What a subcommand does once its flags are read; gives the exit code.
using Action = std::function<int()>;

struct Subcommand {
  Command command;
  Action action{};
};

// Adds the subcommand to the program, or to a command of it.
Subcommand add_check(Command& program, const CommandLine& line);
Subcommand add_mock(Command& program, const CommandLine& line);
Subcommand add_prove(Command& program, const CommandLine& line);
Subcommand add_list(Command& program, const CommandLine& line);
Subcommand add_report(Command& program, const CommandLine& line);
Subcommand add_lint(Command& program, const CommandLine& line);
Subcommand add_replay(Command& program, const CommandLine& line);
Subcommand add_policy(Command& program, const CommandLine& line);
Subcommand add_verify_signature(Command& program, const CommandLine& line);
Subcommand add_sink(Command& program, const CommandLine& line);

// A command that is given one of those below it, and does what that does.
Subcommand group_of(const Command& command, const std::vector<Subcommand>& below);

// Consent, credentials, budget, TLS: what all that talks to a server takes.
struct TargetOptions;
void add_target(Command& command, TargetOptions& options);

// --document, --policy and --set.
void add_documents(Command& command, DocumentOptions& documents);

TextCheck one_of(std::vector<std::string> words);
// In decimal digits without leading zeros: CLI11 takes -1 for the largest number there is, and 010 for eight.
TextCheck whole_number(std::uint64_t least, std::uint64_t most);
TextCheck whole_number_from(std::uint64_t least);  // to 1,000,000,000
// Up to 2^64-1. Reports carry it as text, so that none is too large for a reader of JSON.
TextCheck seed();
TextCheck number(double least, double most);  // nan is none

// What the command line asks for; --help and --version are answered here. Throws BadDocument for what it does not know,
// with the nearest flag that it knows.
Action read_arguments(const CommandLine& line);

}  // namespace assay
