// Where a value of a report's JSON goes, and how: what report_reader.cpp needs to fill any part of a Report, made from
// report_members.h. No other file includes it.
// Longer than the budget of a header: it is one table of types.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "reports/json/report_members.h"

namespace assay {

struct Kind;

// Where a value goes, and how; without a kind it is skipped.
struct Slot {
  void* at = nullptr;
  const Kind* kind = nullptr;
};

struct MemberSlot {
  std::string_view name{};  // empty: there is none
  std::size_t index = 0;    // among the members of its part
  Slot slot{};
};

using Number = std::variant<std::int64_t, std::uint64_t, double>;

// What a place takes; null: nothing of that sort. The first three say whether the value was taken.
struct Kind {
  const char* wrong = "";  // what is said of a value that was not
  bool (*text)(void* at, const std::string& value) = nullptr;
  bool (*number)(void* at, const Number& value) = nullptr;
  bool (*truth)(void* at, bool value) = nullptr;
  MemberSlot (*member)(void* part, std::string_view name) = nullptr;
  std::string_view (*missing)(void* part, std::uint64_t seen) = nullptr;  // `seen`: a bit a member, by index
  Slot (*entry)(void* list) = nullptr;                                    // a new one at its end
};

template <class T>
constexpr Kind kind_of();
template <class T>
inline constexpr Kind slot_kind = kind_of<T>();

struct FindMember {
  std::string_view wanted{};
  MemberSlot found{};
  std::size_t index = 0;

  template <class T>
  void operator()(const char* name, T& member) {
    if (wanted == name) found = {name, index, {&member, &slot_kind<T>}};
    ++index;
  }
  template <class T>
  void operator()(const char* name, std::optional<T>& member) {
    if (wanted == name) found = {name, index, {&member.emplace(T{}), &slot_kind<T>}};
    ++index;
  }
};

struct FindMissing {
  std::uint64_t seen = 0;
  std::string_view found{};
  std::size_t index = 0;

  template <class T>
  void operator()(const char* name, T&) {
    if (found.empty() && (seen >> index & 1) == 0) found = name;
    ++index;
  }
  template <class T>
  void operator()(const char*, std::optional<T>&) {
    ++index;
  }
};

using Counts = std::map<VerdictKind, std::size_t>;

template <class Visitor>
void visit_members(Visitor& visit, Counts& counts) {
  for (const VerdictKind kind : verdict_kinds) visit(to_text(kind).data(), counts[kind]);
}

// Every value of an enum that a report names.
template <class Enum>
inline constexpr std::initializer_list<Enum> every;
template <>
inline constexpr std::initializer_list<VerdictKind> every<VerdictKind> = {
    VerdictKind::pass,     VerdictKind::fail,         VerdictKind::warn,   VerdictKind::info, VerdictKind::na,
    VerdictKind::untested, VerdictKind::inconclusive, VerdictKind::waived, VerdictKind::error};
template <>
inline constexpr std::initializer_list<Conclusion> every<Conclusion> = {
    Conclusion::conforms, Conclusion::conforms_with_warnings, Conclusion::does_not_conform, Conclusion::inconclusive,
    Conclusion::partial};
template <>
inline constexpr std::initializer_list<Level> every<Level> = {Level::must, Level::should, Level::info};
template <>
inline constexpr std::initializer_list<Culprit> every<Culprit> = {Culprit::vendor, Culprit::document, Culprit::harness,
                                                                  Culprit::environment};

template <class T>
bool read_word(void* at, const std::string& word) {
  const auto known = std::find_if(every<T>.begin(), every<T>.end(), [&](T each) { return word == to_text(each); });
  if (known != every<T>.end()) *static_cast<T*>(at) = *known;
  return known != every<T>.end();
}

bool read_text(void* at, const std::string& text) {
  *static_cast<std::string*>(at) = text;
  return true;
}

bool read_truth(void* at, bool truth) {
  *static_cast<bool*>(at) = truth;
  return true;
}

bool read_real(void* at, const Number& number) {
  *static_cast<double*>(at) = std::visit([](auto value) { return static_cast<double>(value); }, number);
  return true;
}

template <std::integral T>
bool read_integer(void* at, const Number& number) {
  return std::visit(
      [&]<class N>(N value) {
        if constexpr (std::integral<N>) {
          if (std::in_range<T>(value)) *static_cast<T*>(at) = static_cast<T>(value);
          return std::in_range<T>(value);
        }
        return false;
      },
      number);
}

template <class T>
struct ListOf;
template <class T>
struct ListOf<std::vector<T>> {
  static Slot entry(void* list) { return {&static_cast<std::vector<T>*>(list)->emplace_back(), &slot_kind<T>}; }
};

template <class T>
concept List = requires {
  &ListOf<T>::entry;
};

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, std::string>)
    return {.wrong = "is not a string", .text = read_text};
  else if constexpr (std::is_same_v<T, double>)
    return {.wrong = "is not a number", .number = read_real};
  else if constexpr (std::is_same_v<T, bool>)
    return {.wrong = "is neither true nor false", .truth = read_truth};
  else if constexpr (std::integral<T>)
    return {.wrong = "is not an integer in range", .number = read_integer<T>};
  else if constexpr (std::is_enum_v<T>)
    return {.wrong = "is not a word known here", .text = read_word<T>};
  else if constexpr (List<T>)
    return {.wrong = "is not an array", .entry = ListOf<T>::entry};
  else
    return {.wrong = "is not an object",
            .member =
                [](void* part, std::string_view name) {
                  FindMember find{name};
                  visit_members(find, *static_cast<T*>(part));
                  return find.found;
                },
            .missing =
                [](void* part, std::uint64_t seen) {
                  FindMissing find{seen};
                  visit_members(find, *static_cast<T*>(part));
                  return find.found;
                }};
}

}  // namespace assay
