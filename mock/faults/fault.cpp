#include "mock/faults/fault.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

#include "contracts/documents/nearest.h"
#include "mock/fastapi/integer_grammar.h"
#include "mock/faults/effects.h"

namespace assay {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

struct Item {
  std::string name{};
  std::string value{};
  bool has_value = false;
};

std::vector<Item> items_of(std::string_view text) {
  std::vector<Item> items;
  while (true) {
    const auto end = std::min(text.find(','), text.size());
    const auto part = text.substr(0, end);
    const auto equals = part.find('=');
    const bool has_value = equals != std::string_view::npos;
    items.push_back({.name = std::string(part.substr(0, equals)),
                     .value = has_value ? std::string(part.substr(equals + 1)) : "",
                     .has_value = has_value});
    if (end == text.size()) return items;
    text.remove_prefix(end + 1);
  }
}

std::uint64_t count_of(const Item& item) {
  std::uint64_t count = 0;
  const char* end = item.value.data() + item.value.size();
  const auto read = std::from_chars(item.value.data(), end, count);
  if (read.ec != std::errc{} || read.ptr != end || count == 0)
    refuse(item.name + "=" + item.value + ": write a number from 1 on");
  return count;
}

double probability_of(const Item& item) {
  double number = -1;
  const char* end = item.value.data() + item.value.size();
  const auto read = std::from_chars(item.value.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || !(number >= 0 && number <= 1))
    refuse("p=" + item.value + ": write a probability from 0 to 1, as 0.1");
  return number;
}

std::string id_of(const Item& item) {
  const IntegerReading id = read_integer(item.value);
  if (const auto* text = std::get_if<std::string>(&id)) return *text;
  refuse("id=" + item.value + ": a token's id is an integer");
}

const std::vector<std::string> matches = {"id", "session", "nth", "every", "times", "p"};

void set_match(FaultMatch& match, const Item& item) {
  if (item.name == "id") match.id = id_of(item);
  if (item.name == "session") match.session = item.value;
  if (item.name == "nth") match.nth = count_of(item);
  if (item.name == "every") match.every = count_of(item);
  if (item.name == "times") match.times = count_of(item);
  if (item.name == "p") match.probability = probability_of(item);
}

[[noreturn]] void refuse_word(const std::string& word) {
  std::vector<std::string> known = matches;
  for (const FaultKind& kind : fault_kinds()) known.push_back(kind.id);
  const std::string near = nearest_of(word, known);
  refuse("a fault knows no \"" + word + "\"; " +
         (near.empty() ? "assay list faults says what there is" : "did you mean " + near + "?"));
}

void set_kind(FaultRule& rule, const FaultKind& kind, const Item& item) {
  if (!rule.kind.empty()) refuse(rule.kind + " and " + kind.id + " are two faults; give them as two rules");
  if (item.has_value && kind.value.empty()) refuse(kind.id + " takes no value");
  rule.kind = kind.id;
  rule.effect = kind.read(item.value);
}

}  // namespace

const std::vector<FaultKind>& fault_kinds() {
  static const std::vector<FaultKind> all = {
      {"latency", "TIME or A..B", "The answer comes that much later; a range is drawn from the seed.", read_latency},
      {"status", "400 to 599", "That status is answered, and nothing is done.", read_status},
      {"slow-body", "BYTES/TIME", "The body drips: so many bytes, a pause, so many bytes [16/100ms].", read_slow_body},
      {"cut-body", "BYTES", "The connection ends after so many bytes of the body [half of it].", read_cut_body},
      {"bad-chunk", "", "The body is sent in chunks, and the second one's size is no number.", read_bad_chunk},
      {"reset-before", "", "The connection is reset before the answer's first byte.", read_reset_before},
      {"reset-after", "", "The connection is reset after the answer's head.", read_reset_after},
      {"empty-reply", "", "The connection is closed without a byte.", read_empty_reply},
      {"no-answer", "TIME", "Nothing comes for that time, then the connection is closed [30s].", read_no_answer},
  };
  return all;
}

FaultRule parse_fault(std::string_view text) {
  FaultRule rule{.text = std::string(text)};
  const auto& kinds = fault_kinds();
  for (const Item& item : items_of(text)) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const FaultKind& k) { return k.id == item.name; });
    if (kind != kinds.end()) {
      set_kind(rule, *kind, item);
    } else if (std::find(matches.begin(), matches.end(), item.name) != matches.end()) {
      set_match(rule.match, item);
    } else {
      refuse_word(item.name);
    }
  }
  if (rule.kind.empty()) refuse("\"" + rule.text + "\" says when and not what; assay list faults names the kinds");
  return rule;
}

}  // namespace assay
