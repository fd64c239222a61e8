#include "cli/policy/init.h"

#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy/comment.h"
#include "cli/policy/guess.h"
#include "contracts/documents/settings.h"

namespace assay {
namespace {

// A contract whose policy names the operation, and one that reads where that is not empty, and nothing else of them.
Contract load_bare(const PolicyInitOptions& options, const std::string& reading = "") {
  Policy policy = read_policy(
      "resources: {thing: {members: {/secret: {role: secret}}}}\n"
      "operations: {op: {of: thing, effect: rotates, rotates: [/secret]}}\n",
      "policy.yaml");
  policy.uses.front().operation = options.operation;
  if (!reading.empty())
    policy.uses.push_back({.effect = Use::Effect::reads, .operation = reading, .of = policy.resource().noun});
  return load_contract(options.document, policy);
}

// With the operation that reads the same resource, where that can be read itself.
Contract load_with_reading(const PolicyInitOptions& options) {
  Contract contract = load_bare(options);
  const std::string reading = guess_reading(contract);
  if (reading.empty()) return contract;
  try {
    return load_bare(options, reading);
  } catch (const BadDocument&) {
    return contract;  // what is wrong with the other operation is no matter here
  }
}

// A line with what is guessed behind it.
void tell(const std::string& text, const std::string& guess) {
  constexpr std::size_t column = 48;
  std::cout << text;
  if (!guess.empty())
    std::cout << std::string(text.size() + 2 > column ? 2 : column - text.size(), ' ') << "# " << comment_text(guess);
  std::cout << '\n';
}

// A policy follows no elements of arrays, and a key of YAML ends at 1024 characters.
bool may_be_named(const std::string& pointer) {
  const std::string name = pointer.substr(1);
  return !name.empty() && name.find_first_not_of("0123456789") != std::string::npos && yaml_text(pointer).size() < 1000;
}

void tell_members(const Guess& guess) {
  std::cout << "    members:\n";
  bool is_empty = true;
  for (const GuessedMember& member : guess.members) {
    const std::string line = yaml_text(member.pointer) + ": {role: open}";
    if (may_be_named(member.pointer)) {
      is_empty = false;
      tell("      " + line, member.role.empty() ? "" : "guess: " + member.role + ", " + member.reason);
    } else {
      tell("      # " + comment_text(line.substr(0, 100)), "a policy cannot name it");
    }
  }
  if (is_empty)
    std::cout << "      # no member of a success was found; name them, as\n      # /secret: {role: secret}\n";
}

void tell_reading(const Guess& guess, const std::string& noun) {
  if (guess.reading.empty()) return;
  const std::string record = guess.record.empty() ? "" : ", record: " + yaml_text(guess.record);
  const std::string shows =
      guess.reading_shows.empty() ? "" : record + ", shows: [" + yaml_text(guess.reading_shows) + ']';
  std::cout << "  # guess: it reads the same resource, by the parameters of its path\n  # " << yaml_text(guess.reading)
            << ": {of: " << yaml_text(noun) << ", effect: reads" << shows << "}\n";
}

}  // namespace

int run_policy_init(const PolicyInitOptions& options) {
  const Contract contract = load_with_reading(options);
  const Guess guess = guess_policy(contract);
  const std::string noun = guess.noun;
  std::cout << "# A first policy for " << comment_text(options.operation) << " of " << comment_text(options.document)
            << ", to be reviewed.\n"
            << "# Each member is open until you say what it is for: where the guess behind it is right, put it in\n"
            << "# the braces' place. docs/your-api.md lists the roles. `assay policy show` prints what comes of it.\n\n"
            << "resources:\n";
  tell("  " + yaml_text(noun) + ':', "guess: the noun of the path; sentences call it so");
  tell("    # identity: " + (guess.identity.empty() ? "/id" : yaml_text(guess.identity)),
       guess.identity.empty() ? "where a record shows the id that was asked for; none was found"
                              : "guess: " + guess.identity_reason);
  tell_members(guess);
  std::cout << "operations:\n  " << yaml_text(options.operation) << ":\n    of: " << yaml_text(noun)
            << "\n    effect: rotates\n";
  tell("    # rotates: [" + (guess.secret.empty() ? "/secret" : yaml_text(guess.secret)) + ']',
       guess.secret.empty() ? "the secret that is replaced; none was found"
                            : "guess: the secret that is replaced, " + guess.secret_reason);
  if (!guess.record.empty() && guess.reading_shows.empty())
    tell("    # record: " + yaml_text(guess.record),
         "guess: where the record stands; the pointers above count from there");
  std::string query;
  for (const Parameter& parameter : contract.operation().parameters)
    if (parameter.in == "query" && parameter.required)
      query += (query.empty() ? "" : ", ") + yaml_text(parameter.name) + ": ''";
  if (!query.empty()) tell("    # query: {" + query + '}', "the document requires it: what every request carries");
  if (contract.operation().needs_body)
    tell("    # body: {}", "the document requires one: what a plain request carries");
  tell_reading(guess, noun);
  if (!guess.errors.empty())
    std::cout << "# errors:                                       # guess: " << guess.errors_reason
              << "\n#   shape: " << guess.errors << '\n';
  return conforms;
}

}  // namespace assay
