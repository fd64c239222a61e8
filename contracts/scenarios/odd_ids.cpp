// Texts that are no integer in ways that break a server which never met them: long, in letters beyond ASCII, with
// characters that control, quote or format.
#include <algorithm>
#include <array>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/text_id.h"
#include "contracts/scenarios/all.h"

namespace assay {
namespace {

// The words that do no harm to any token: as sent and decoded they hold no decimal digit but zero, which is why these
// letters and controls were chosen of all (%CE%BA is a letter, %C3%A9 would be 39 to who forgets to decode), no word of
// base sixteen, nothing that cuts a path, and nothing that a shell, a template or a database acts upon.
constexpr std::array<std::string_view, 14> words = {"%CE%BA%CE%BB%CE%BD",  // Greek
                                                    "%EB%AA%AB",           // Hangul
                                                    "%EF%AA%AB",           // Chinese
                                                    "%EF%BC%BA",   // a full-width Z, an ASCII one after normalising
                                                    "%DA%AF",      // Arabic, written from right to left
                                                    "%EF%BB%BFx",  // the byte order mark, which can't be seen
                                                    "x%0Ax",
                                                    "x%0Dx",
                                                    "x%0Ex",
                                                    "x'x",
                                                    "x$x",
                                                    "x=x",
                                                    "x@x",
                                                    "x:x"};

// More than routers take for a parameter (100), than a file's name or a column holds (255), and than most programs were
// tried with, within what servers take of a request line: gunicorn, Netty and IIS 4096 bytes, nginx and Apache 8192.
constexpr std::array<std::size_t, 3> lengths = {200, 300, 3000};

// Characters that can't be sent without a digit, so they stand behind an id that may be rotated, which is what a reader
// of the digits in front takes; who takes the digits at the end reads 0, and who takes all of them a number that no
// server has issued.
constexpr std::array<std::string_view, 11> behind_an_id = {
    "%C3%A9", "%E4%B8%AD", "%F0%9F%98%80", "%01", "%7F", "%22", "%60", "%3Cx%3E", "%25s", "%7Bx%7D", "$%7Bx%7D"};
constexpr std::string_view end = ".00000000000000000000";

std::string long_word(std::string_view part, std::size_t length) {
  std::string word;
  while (word.size() < length) word += part;
  word.resize(length);
  return word;
}

// The word with nobody's for each x: a server that takes what stands before or behind the odd character finds no name.
std::string among_nobodys(std::string_view word) {
  std::string text;
  for (const char c : word) c == 'x' ? text += nobody : text += c;
  return text;
}

Plan plan(const Contract& contract, const Pool& pool, const Budget& budget) {
  Plan plan{.scenario = "odd-ids"};
  const Operation& operation = contract.operation();
  const auto ask = [&](const std::string& segment) {
    if (can_carry(operation.identity, segment)) plan.rounds.push_back({rotation(contract, segment, pool.headers)});
  };
  const bool integer = is_integer_identity(operation);
  if (!integer && harmless_identity(operation).empty()) return plan;       // each text may be taken for an id
  const std::string before = integer ? "" : harmless_identity(operation);  // a word alone may be somebody's
  for (const std::size_t length : lengths)
    ask(before + long_word(integer ? no_id : nobody, length - std::min(length, before.size())));
  for (const auto word : words) ask(integer ? std::string(word) : before + among_nobodys(word) + std::string(nobody));
  if (!integer || !may_spend(pool, budget, behind_an_id.size())) return plan;
  for (const auto odd : behind_an_id) ask(pool.rotatable.front() + std::string(odd) + std::string(end));
  return plan;
}

}  // namespace

Scenario odd_ids() {
  return {.id = "odd-ids",
          .summary =
              "Asks for long texts, and for letters beyond ASCII and characters that control, quote or format; those "
              "that hold a digit where rotating is allowed.",
          .serves = {"server/no-5xx", "server/always-answers", "id/exact", "shape", "secrecy/errors-clean"},
          .plan = plan};
}

}  // namespace assay
