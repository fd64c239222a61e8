// Numbers of JSON as JSON Schema compares them: integers as integers, whatever their size.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace assay {

// A number of an instance: the value, and the digits as sent where it is an integer beyond 64 bits.
struct SentNumber {
  const nlohmann::json& value;
  const std::string* digits = nullptr;
};

// Below 0, 0 or above 0: the number is less than, equal to or more than `bound`. Exact but for integers beyond 64 bits
// on both sides, which are compared as doubles.
int compare(const SentNumber& number, const nlohmann::json& bound);

// 1.0 is an integer (JSON Schema 2020-12, 4.2.1).
bool is_integral(const nlohmann::json& number);

// `step` is above 0. Exact for integers; doubles that differ from a multiple by no more than rounding does are one.
bool is_multiple(const SentNumber& number, const nlohmann::json& step);

// The same text for equal values alone: 1 and 1.0, members in any order.
std::string canonical(const nlohmann::json& value);

}  // namespace assay
