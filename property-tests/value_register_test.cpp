// Zones say the same of a history as a search through all orders.
#include "contracts/judge/value_register.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>

#include "tests/law.h"

namespace assay::test {
namespace {

using Uses = std::vector<RegisterUse>;
using Is = RegisterUse::Is;

// Tries each use that no other one ended before, one after the other (J. M. Wing and C. Gong, 1993).
bool has_order(const Uses& uses, std::vector<bool>& is_placed, std::size_t placed, std::optional<std::size_t> value) {
  if (placed == uses.size()) return true;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const auto ends_before = [&](const RegisterUse& other, std::size_t k) {
      return !is_placed[k] && k != i && other.end < uses[i].begin;
    };
    bool may_be_next = !is_placed[i];
    for (std::size_t k = 0; k < uses.size() && may_be_next; ++k) may_be_next = !ends_before(uses[k], k);
    if (!may_be_next || (uses[i].is == Is::read && value != uses[i].value)) continue;
    is_placed[i] = true;
    if (has_order(uses, is_placed, placed + 1, uses[i].value)) return true;
    is_placed[i] = false;
  }
  return false;
}

// What nothing writes was there before: any one of these values.
bool has_order(const Uses& uses) {
  std::vector<std::optional<std::size_t>> first = {std::nullopt};
  for (const RegisterUse& use : uses) {
    const auto writes_it = [&](const RegisterUse& other) { return other.is == Is::write && other.value == use.value; };
    if (std::none_of(uses.begin(), uses.end(), writes_it)) first.emplace_back(use.value);
  }
  return std::any_of(first.begin(), first.end(), [&](const auto& value) {
    std::vector<bool> is_placed(uses.size(), false);
    return has_order(uses, is_placed, 0, value);
  });
}

// Those that a conflict names, and what wrote their values.
Uses with_writes(const Uses& uses, const std::vector<std::size_t>& named) {
  Uses some;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const auto is_it = [&](std::size_t k) {
      return k == i || (uses[i].is == Is::write && uses[k].value == uses[i].value);
    };
    if (std::any_of(named.begin(), named.end(), is_it)) some.push_back(uses[i]);
  }
  return some;
}

Uses draw_uses() {
  const auto count = *rc::gen::inRange<std::size_t>(1, 8);
  const auto writes = *rc::gen::inRange<std::size_t>(0, 4);
  Uses uses;
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin = *rc::gen::inRange(0, 20);
    const auto takes = *rc::gen::inRange(0, 8);
    const bool is_write = i < writes;
    uses.push_back({.is = is_write ? Is::write : Is::read,
                    .value = is_write ? i : *rc::gen::inRange<std::size_t>(0, writes + 2),
                    .begin = RunTime(begin),
                    .end = RunTime(begin + takes)});
  }
  return uses;
}

}  // namespace

TEST_CASE(
    "zones find a history without one order exactly where no order is found by trying all, and names the uses that "
    "have none") {
  std::size_t without = 0;
  rc::prop("zones = search", [&] {
    const Uses uses = draw_uses();
    const std::vector<std::size_t> found = register_conflict(uses);
    without += found.empty() ? 0 : 1;
    RC_ASSERT(found.empty() == has_order(uses));
    RC_ASSERT(found.empty() || !has_order(with_writes(uses, found)));
  });
  CHECK(without > 0);
}

TEST_CASE("a register of 100,000 uses is judged in a time that grows with n log n") {
  Uses uses;
  for (std::size_t k = 0; k < 50'000; ++k) {
    const RunTime begin(static_cast<std::int64_t>(k) * 10);
    uses.push_back({.is = Is::write, .value = k, .begin = begin, .end = begin + RunTime(12)});
    uses.push_back({.is = Is::read, .value = k, .begin = begin + RunTime(11), .end = begin + RunTime(13)});
  }
  CHECK(register_conflict(uses).empty());
  uses.push_back({.is = Is::read, .value = 20'000, .begin = RunTime(490'000), .end = RunTime(490'001)});
  CHECK(register_conflict(uses).size() >= 2);
}

}  // namespace assay::test
