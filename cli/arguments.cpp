#include "cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iomanip>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

#include "cli/exit_code.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

template <typename Number>
std::optional<Number> read_number(const std::string& text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

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

TextCheck whole_number_from(std::uint64_t least) { return whole_number(least, 1'000'000'000); }

TextCheck seed() { return whole_number(0, std::numeric_limits<std::uint64_t>::max()); }

void add_documents(Command& command, DocumentOptions& documents) {
  command
      .value("--document", documents.document, "OpenAPI 3.0 or 3.1 document, YAML or JSON [the Slate API's, built in]")
      .of("FILE");
  command.value("--policy", documents.policy, "What the document leaves open, YAML or JSON [built in]").of("FILE");
  command
      .values("--set", documents.settings,
              "One value of the policy: token_in_200=masked, secret_bytes=24, inactive=rotate; again for another")
      .of("KEY=VALUE");
}

Subcommand group_of(const Command& command, const std::vector<Subcommand>& below) {
  return {command, [below] {
            for (const Subcommand& each : below)
              if (each.command.is_given()) return each.action();
            return static_cast<int>(usage);  // parse() has asked for one of them
          }};
}

Action read_arguments(const CommandLine& line) {
  Command program("assay", "assay: does this endpoint really keep its contract?", ASSAY_VERSION);
  program.footer("assay COMMAND --help tells more, with examples.");
  std::vector<Subcommand> subcommands;
  for (const auto add : {add_check, add_mock, add_sink, add_prove, add_list, add_lint, add_policy, add_replay,
                         add_report, add_verify_signature})
    subcommands.push_back(add(program, line));
  if (const auto code = program.parse(line)) return [code] { return *code; };
  for (const Subcommand& each : subcommands)
    if (each.command.is_given()) return each.action;
  throw BadDocument(Place{}, "no command was given; see assay --help");
}

}  // namespace assay
