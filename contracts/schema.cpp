#define VALIJSON_USE_EXCEPTIONS 1

#include "contracts/schema.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "contracts/regex.h"
#include "contracts/rfc3339.h"
#include "contracts/schema_dialect.h"
#include "contracts/schema_errors.h"
#include "contracts/schema_limits.h"

namespace assay {
namespace {

using nlohmann::json;
using valijson::adapters::Adapter;

constexpr std::size_t most_violations = 20;  // of one instance; a finding is made of each
// Of valijson's, of which several make a violation. Explaining them is not linear, and a body of 1 MiB can hold 100,000.
constexpr std::size_t most_errors = 500;

// What is wrong with a value, or nothing. Never quotes the value.
using Test = std::function<std::optional<std::string>(const Adapter&)>;
using MakeTest = Test (*)(const json& keyword_value);

// A keyword that we judge ourselves, at the place in valijson's walk where it stands: so it counts in anyOf and not.
class OwnConstraint final : public valijson::constraints::PolyConstraint {
 public:
  OwnConstraint(std::string keyword, Test test) : keyword_(std::move(keyword)), test_(std::move(test)) {}

  bool validate(const Adapter& target, const std::vector<std::string>& context,
                valijson::ValidationResults* results) const override {
    const std::optional<std::string> wrong = test_(target);
    if (wrong && results != nullptr) results->pushError(context, own_error(keyword_, *wrong));
    return !wrong;
  }

 private:
  Constraint* cloneInto(void* memory) const override { return new (memory) OwnConstraint(*this); }
  std::size_t sizeOf() const override { return sizeof(OwnConstraint); }

  std::string keyword_;
  Test test_;
};

json to_json(const Adapter& adapter) {
  if (adapter.isString()) return adapter.getString();
  if (adapter.isBool()) return adapter.getBool();
  if (adapter.isInteger()) return adapter.getInteger();
  if (adapter.isDouble()) return adapter.getDouble();
  if (adapter.isNull()) return nullptr;
  json whole = adapter.isArray() ? json::array() : json::object();
  if (adapter.isArray()) {
    adapter.applyToArray([&](const Adapter& item) { return whole.push_back(to_json(item)), true; });
  } else {
    adapter.applyToObject(
        [&](const std::string& name, const Adapter& item) { return whole[name] = to_json(item), true; });
  }
  return whole;
}

class Builder final : public valijson::ConstraintBuilder {
 public:
  Builder(std::string keyword, MakeTest make_test) : keyword_(std::move(keyword)), make_test_(make_test) {}

  valijson::constraints::Constraint* make(const Adapter& value) const override {
    return new OwnConstraint(keyword_, make_test_(to_json(value)));
  }

 private:
  std::string keyword_;
  MakeTest make_test_;
};

bool is_integral(double number) { return std::isfinite(number) && std::floor(number) == number; }

std::string type_of(const Adapter& value) {
  if (value.isNull()) return "null";
  if (value.isBool()) return "boolean";
  if (value.isInteger() || (value.isDouble() && is_integral(value.getDouble()))) return "integer";
  if (value.isNumber()) return "number";
  if (value.isString()) return "string";
  return value.isArray() ? "array" : "object";
}

Test type_test(const json& keyword) {
  std::vector<std::string> allowed;
  for (const json& name : keyword.is_array() ? keyword : json::array({keyword})) allowed.push_back(name);
  std::string text = allowed.front();
  for (std::size_t i = 1; i < allowed.size(); ++i) text += " or " + allowed[i];
  return [allowed, text](const Adapter& value) -> std::optional<std::string> {
    const std::string type = type_of(value);
    for (const std::string& name : allowed) {
      if (name == type || (name == "number" && type == "integer")) return std::nullopt;
    }
    return "should be " + text + ", is " + type;
  };
}

Test format_test(const json& keyword) {
  if (keyword != "date-time") return [](const Adapter&) { return std::nullopt; };
  return [](const Adapter& value) -> std::optional<std::string> {
    if (!value.isString()) return std::nullopt;
    const std::string why = explain_rfc3339(value.getString());
    return why.empty() ? std::nullopt : std::optional("is no RFC 3339 date-time: " + why);
  };
}

std::size_t code_points(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xc0) != 0x80; }));
}

std::string characters(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

Test min_length_test(const json& keyword) {
  return [least = keyword.get<std::int64_t>()](const Adapter& value) -> std::optional<std::string> {
    if (!value.isString() || code_points(value.getString()) >= static_cast<std::size_t>(least)) return std::nullopt;
    return "should have at least " + characters(least);
  };
}

Test max_length_test(const json& keyword) {
  return [most = keyword.get<std::int64_t>()](const Adapter& value) -> std::optional<std::string> {
    if (!value.isString() || code_points(value.getString()) <= static_cast<std::size_t>(most)) return std::nullopt;
    return "should have at most " + characters(most);
  };
}

Test pattern_test(const json& keyword) {
  return [regex = Regex(keyword.get<std::string>())](const Adapter& value) -> std::optional<std::string> {
    if (!value.isString()) return std::nullopt;
    const std::string text = value.getString();
    if (text.size() > Regex::text_limit) {
      return "is longer than the " + std::to_string(Regex::text_limit) + " bytes that a pattern is tried on";
    }
    return regex.search(text) ? std::nullopt : std::optional<std::string>("does not match the pattern");
  };
}

bool is_multiple(double number, double step) {
  const double quotient = number / step;
  if (!std::isfinite(quotient)) return false;
  return std::abs(quotient - std::round(quotient)) <= 4 * std::numeric_limits<double>::epsilon() * std::abs(quotient);
}

Test multiple_of_test(const json& keyword) {
  return [keyword](const Adapter& value) -> std::optional<std::string> {
    if (!value.isNumber()) return std::nullopt;
    const bool exact = value.isInteger() && keyword.is_number_integer();
    const bool multiple = exact ? value.getInteger() % keyword.get<std::int64_t>() == 0
                                : is_multiple(value.getNumber(), keyword.get<double>());
    return multiple ? std::nullopt : std::optional("should be a multiple of " + keyword.dump());
  };
}

Test unique_items_test(const json& keyword) {
  return [wanted = keyword.get<bool>()](const Adapter& value) -> std::optional<std::string> {
    if (!wanted || !value.isArray()) return std::nullopt;
    const json items = to_json(value);
    const bool unique = std::set<json>(items.begin(), items.end()).size() == items.size();
    return unique ? std::nullopt : std::optional<std::string>("holds an item twice");
  };
}

Test unwanted_test(const json&) {
  return [](const Adapter&) { return std::optional<std::string>("is not among the members allowed"); };
}

struct OwnKeyword {
  const char* name = nullptr;
  MakeTest make_test = nullptr;
};

constexpr OwnKeyword own_keywords[] = {
    {"type", type_test},
    {"format", format_test},
    {"minLength", min_length_test},
    {"maxLength", max_length_test},
    {"pattern", pattern_test},
    {"multipleOf", multiple_of_test},
    {"uniqueItems", unique_items_test},
    {"additionalProperties", unwanted_test},
};

void populate(valijson::Schema& schema, const json& prepared) {
  valijson::SchemaParser parser;
  for (const OwnKeyword& own : own_keywords) {
    parser.addConstraintBuilder(std::string(own_keyword_prefix) + own.name, new Builder(own.name, own.make_test));
  }
  const valijson::adapters::NlohmannJsonAdapter adapter(prepared);
  parser.populateSchema(adapter, schema);
}

}  // namespace

struct Schema::Compiled {
  valijson::Schema schema{};
};

Schema::Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Schema Schema::compile(const json& document, const Place& place) {
  const json prepared = prepare_schema(document, place);
  const auto compiled = std::make_shared<Compiled>();
  try {
    populate(compiled->schema, prepared);
  } catch (const std::exception& error) {
    throw BadDocument(place, std::string("valijson does not take this schema: ") + error.what());
  }
  return Schema(compiled);
}

std::vector<Violation> Schema::validate(const json& instance) const {
  if (std::optional<Violation> violation = over_limit(instance)) return {*violation};
  json without_large;
  const json* subject = &instance;
  if (has_large_unsigned(instance)) subject = &(without_large = large_unsigned_as_double(instance));

  valijson::Validator validator;
  const valijson::adapters::NlohmannJsonAdapter adapter(*subject);
  if (validator.validate(compiled_->schema, adapter, nullptr)) return {};
  valijson::ValidationResults results;
  validator.validate(compiled_->schema, adapter, &results);
  std::vector<SchemaError> errors;
  for (const auto& error : results) {
    if (errors.size() == most_errors) break;
    errors.push_back({.context = error.context, .text = error.description});
  }
  std::vector<Violation> violations = explain(errors);
  if (violations.size() <= most_violations && errors.size() < most_errors) return violations;
  violations.resize(std::min(violations.size(), most_violations));
  violations.back().message += "; more is wrong, and not listed";
  return violations;
}

}  // namespace assay
