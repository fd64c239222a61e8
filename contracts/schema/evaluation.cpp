// One walk, and longer than other files: each keyword takes a few lines of it, and they share what is told and counted.
#include "contracts/schema/evaluation.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/pointer.h"
#include "contracts/documents/utf8.h"
#include "contracts/schema/choice.h"
#include "contracts/schema/number.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

using nlohmann::json;
using Id = SchemaNode::Id;

constexpr std::size_t most_steps = 200'000;  // schemas tried on values, of one instance
constexpr int most_levels = 1000;            // of schemas on the stack
constexpr std::size_t most_errors = 500;     // of which several make a violation; a body of 1 MiB can hold 100,000

// In the order in which one outweighs another where all must fit.
enum class Outcome { fits, unknown, breaks };

Outcome worse(Outcome a, Outcome b) { return std::max(a, b); }

// Where a value stands in the instance. Lives on the stack of the walk.
struct Path {
  const Path* up = nullptr;
  std::string name{};
};

std::string pointer_of(const Path* path) {
  return path == nullptr || path->up == nullptr ? "" : below(pointer_of(path->up), path->name);
}

// The members and items that some keyword has looked at (2020-12, 11).
struct Evaluated {
  std::set<std::string> members{};
  std::set<std::size_t> items{};
  bool all_members = false;
  bool all_items = false;
  bool is_open = false;  // what is not judged may have looked at others too

  void add(const Evaluated& other) {
    members.insert(other.members.begin(), other.members.end());
    items.insert(other.items.begin(), other.items.end());
    all_members = all_members || other.all_members;
    all_items = all_items || other.all_items;
    is_open = is_open || other.is_open;
  }
};

std::string type_of(const json& value) {
  if (value.is_number()) return is_integral(value) ? "integer" : "number";
  return value.type_name();
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

class Evaluation {
 public:
  Evaluation(const SchemaNodes& schema, const std::map<std::string, std::string>& big_integers, bool tells)
      : schema_(schema), big_integers_(big_integers), tells_(tells) {}

  Outcome run(const json& instance) {
    const Path root;
    return look(0, instance, root, nullptr);
  }

  std::vector<Violation> errors{};

 private:
  Outcome look(Id id, const json& value, const Path& path, Evaluated* seen) {
    const SchemaNode& node = schema_.nodes[id];
    if (node.refuses_all) return broken(path, "not", "fits what is ruled out");
    if (++steps_ > most_steps || level_ == most_levels)
      return unjudged(path, "the schema asks for more steps than are taken");
    const std::size_t told = errors.size();
    Evaluated own;
    ++level_;
    Evaluated* mine = schema_.tracks_evaluated ? &own : nullptr;
    Outcome outcome = look_at_value(node, value, path);
    if (value.is_string()) outcome = worse(outcome, look_at_text(node, value.get_ref<const std::string&>(), path));
    if (value.is_number()) outcome = worse(outcome, look_at_number(node, value, path));
    if (value.is_array()) outcome = worse(outcome, look_at_items(node, value, path, mine));
    if (value.is_object()) outcome = worse(outcome, look_at_members(node, value, path, mine));
    outcome = worse(outcome, look_at_branches(node, value, path, mine));
    own.is_open = own.is_open || outcome == Outcome::unknown || !node.unjudged.empty();
    if (mine != nullptr) outcome = worse(outcome, look_at_the_rest(node, value, path, own));
    --level_;
    if (!node.unjudged.empty()) outcome = worse(outcome, unjudged(path, node.unjudged));
    if (!node.unjudged_text.empty() && value.is_string()) outcome = worse(outcome, unjudged(path, node.unjudged_text));
    if (!node.unjudged_members.empty() && value.is_object())
      outcome = worse(outcome, unjudged(path, node.unjudged_members));
    if (node.null_is_doubtful && value.is_null() && outcome == Outcome::breaks) {
      forget_errors(told);
      outcome = unjudged(path, "the document says 'nullable' where its version of OpenAPI does not read it");
    }
    if (seen != nullptr && outcome != Outcome::breaks) seen->add(own);
    return outcome;
  }

  void tell(const Path& path, const char* keyword, std::string message) {
    if (tells_ && errors.size() < most_errors)
      errors.push_back({.pointer = pointer_of(&path), .keyword = keyword, .message = std::move(message)});
  }

  Outcome broken(const Path& path, const char* keyword, std::string message) {
    tell(path, keyword, std::move(message));
    return Outcome::breaks;
  }

  Outcome unjudged(const Path& path, std::string why) {
    tell(path, "limit", std::move(why));
    return Outcome::unknown;
  }

  Outcome check(bool good, const Path& path, const char* keyword, const std::function<std::string()>& message) {
    return good ? Outcome::fits : broken(path, keyword, tells_ ? message() : "");
  }

  Outcome look_at_value(const SchemaNode& node, const json& value, const Path& path) {
    Outcome outcome = Outcome::fits;
    if (!node.types.empty()) {
      const std::string type = type_of(value);
      const bool good = std::any_of(node.types.begin(), node.types.end(), [&](const std::string& name) {
        return name == type || (name == "number" && type == "integer");
      });
      outcome = check(good, path, "type", [&] {
        std::string text = "should be " + node.types.front();
        for (std::size_t i = 1; i < node.types.size(); ++i) text += " or " + node.types[i];
        return text + ", is " + type;
      });
    }
    if (!node.constant && !node.values) return outcome;
    const std::string text = canonical(value);
    if (node.constant && *node.constant != text) outcome = broken(path, "const", "is not the one value allowed");
    if (node.values && std::find(node.values->begin(), node.values->end(), text) == node.values->end())
      outcome = broken(path, "enum", "is none of the values allowed");
    return outcome;
  }

  Outcome check_count(const SchemaNode::Count& limits, std::size_t count, const Path& path,
                      const std::pair<const char*, const char*>& keywords, const std::string& what) {
    const Outcome enough = check(!limits.least || count >= *limits.least, path, keywords.first,
                                 [&] { return "should have at least " + counted(*limits.least, what); });
    return worse(enough, check(!limits.most || count <= *limits.most, path, keywords.second,
                               [&] { return "should have at most " + counted(*limits.most, what); }));
  }

  Outcome look_at_text(const SchemaNode& node, const std::string& text, const Path& path) {
    Outcome outcome = Outcome::fits;
    if (node.is_date_time) {
      const std::string why = explain_rfc3339(text);
      if (!why.empty()) outcome = broken(path, "format", "is no RFC 3339 date-time: " + why);
    }
    if (node.length.least || node.length.most)
      outcome = worse(outcome,
                      check_count(node.length, count_code_points(text), path, {"minLength", "maxLength"}, "character"));
    if (!node.pattern) return outcome;
    const std::optional<bool> found = node.pattern->search(text);
    if (!found) return worse(outcome, unjudged(path, "a pattern takes more work on this text than is done"));
    return *found ? outcome : broken(path, "pattern", "does not match the pattern");
  }

  Outcome look_at_number(const SchemaNode& node, const json& value, const Path& path) {
    const auto digits =
        value.is_number_float() && !big_integers_.empty() ? big_integers_.find(pointer_of(&path)) : big_integers_.end();
    const SentNumber number{.value = value, .digits = digits == big_integers_.end() ? nullptr : &digits->second};
    Outcome outcome = Outcome::fits;
    const auto hold = [&](const json& limit, const char* keyword, bool (*good)(int), const char* words) {
      if (limit.is_null()) return;
      outcome = worse(outcome, check(good(compare(number, limit)), path, keyword,
                                     [&] { return std::string("should be ") + words + ' ' + limit.dump(); }));
    };
    hold(
        node.minimum, "minimum", [](int order) { return order >= 0; }, "at least");
    hold(
        node.maximum, "maximum", [](int order) { return order <= 0; }, "at most");
    hold(
        node.above, "exclusiveMinimum", [](int order) { return order > 0; }, "more than");
    hold(
        node.under, "exclusiveMaximum", [](int order) { return order < 0; }, "less than");
    if (node.step.is_null()) return outcome;
    return worse(outcome, check(is_multiple(number, node.step), path, "multipleOf",
                                [&] { return "should be a multiple of " + node.step.dump(); }));
  }

  Outcome look_at_items(const SchemaNode& node, const json& value, const Path& path, Evaluated* seen) {
    Outcome outcome = check_count(node.items_count, value.size(), path, {"minItems", "maxItems"}, "item");
    if (node.unique_items) {
      std::set<std::string> once;
      const bool unique = std::all_of(value.begin(), value.end(),
                                      [&](const json& item) { return once.insert(canonical(item)).second; });
      outcome = worse(outcome, check(unique, path, "uniqueItems", [] { return "holds an item twice"; }));
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const bool first = i < node.first_items.size();
      if (!first && !node.items) break;
      const Path at{.up = &path, .name = std::to_string(i)};
      outcome = worse(outcome, look(first ? node.first_items[i] : *node.items, value[i], at, nullptr));
      if (seen != nullptr) seen->items.insert(i);
    }
    return node.contains ? worse(outcome, look_for(node, value, path, seen)) : outcome;
  }

  Outcome look_for(const SchemaNode& node, const json& value, const Path& path, Evaluated* seen) {
    std::size_t fitting = 0, open = 0;
    const std::size_t told = errors.size();
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Path at{.up = &path, .name = std::to_string(i)};
      const Outcome each = look(*node.contains, value[i], at, nullptr);
      fitting += each == Outcome::fits ? 1 : 0;
      open += each == Outcome::unknown ? 1 : 0;
      if (each == Outcome::fits && seen != nullptr) seen->items.insert(i);
    }
    forget_errors(told);
    const std::size_t least = node.contained.least.value_or(1);
    const std::size_t most = node.contained.most.value_or(value.size());
    if (fitting > most)
      return broken(path, "maxContains", "holds more than " + std::to_string(most) + " of the kind wanted");
    if (fitting + open < least)
      return least == 1
                 ? broken(path, "contains", "holds no item of the kind wanted")
                 : broken(path, "minContains", "holds fewer than " + std::to_string(least) + " of the kind wanted");
    if (fitting >= least && fitting + open <= most) return Outcome::fits;
    return unjudged(path, "some of its items are not judged");
  }

  Outcome look_at_members(const SchemaNode& node, const json& value, const Path& path, Evaluated* seen) {
    Outcome outcome = check_count(node.members_count, value.size(), path, {"minProperties", "maxProperties"}, "member");
    const auto need = [&](const std::vector<std::string>& names, const char* keyword) {
      for (const std::string& name : names)
        outcome = worse(outcome, check(value.contains(name), path, keyword,
                                       [&] { return "the member '" + name + "' is missing"; }));
    };
    need(node.required, "required");
    for (const auto& [name, names] : node.also_required)
      if (value.contains(name)) need(names, "dependentRequired");
    for (const auto& [name, schema] : node.dependent)
      if (value.contains(name)) outcome = worse(outcome, look(schema, value, path, seen));
    for (const auto& [name, member] : value.items())
      outcome = worse(outcome, look_at_member(node, name, member, {.up = &path, .name = name}, seen));
    return outcome;
  }

  Outcome look_at_member(const SchemaNode& node, const std::string& name, const json& member, const Path& at,
                         Evaluated* seen) {
    Outcome outcome = Outcome::fits;
    bool known = false;
    const auto take = [&](Id schema) {
      known = true;
      outcome = worse(outcome, look(schema, member, at, nullptr));
    };
    if (node.names) outcome = look(*node.names, json(name), at, nullptr);
    if (const auto property = node.properties.find(name); property != node.properties.end()) take(property->second);
    for (const auto& [regex, schema] : node.patterned) {
      const std::optional<bool> found = regex.search(name);
      if (found && *found) take(schema);
      if (!found) outcome = worse(outcome, unjudged(at, "a pattern takes more work on this name than is done"));
    }
    if (!known && node.additional) {
      known = true;
      outcome = worse(outcome, schema_.nodes[*node.additional].refuses_all
                                   ? broken(at, "additionalProperties", "is not among the members allowed")
                                   : look(*node.additional, member, at, nullptr));
    }
    if (known && seen != nullptr) seen->members.insert(name);
    return outcome;
  }

  Outcome look_at_branches(const SchemaNode& node, const json& value, const Path& path, Evaluated* seen) {
    Outcome outcome = Outcome::fits;
    for (const Id each : node.all_of) outcome = worse(outcome, look(each, value, path, seen));
    if (!node.any_of.empty()) outcome = worse(outcome, look_at_choice(node.any_of, "anyOf", value, path, seen));
    if (!node.one_of.empty()) outcome = worse(outcome, look_at_choice(node.one_of, "oneOf", value, path, seen));
    if (node.no) {
      const std::size_t told = errors.size();
      const Outcome inner = look(*node.no, value, path, nullptr);
      forget_errors(told);
      if (inner == Outcome::fits) outcome = broken(path, "not", "fits what is ruled out");
      if (inner == Outcome::unknown) outcome = worse(outcome, unjudged(path, "what is ruled out is not judged"));
    }
    return node.condition ? worse(outcome, look_at_condition(node, value, path, seen)) : outcome;
  }

  Outcome look_at_choice(const std::vector<Id>& alternatives, const char* keyword, const json& value, const Path& path,
                         Evaluated* seen) {
    const std::size_t told = errors.size();
    std::size_t fitting = 0, open = 0;
    for (const Id each : alternatives) {
      const Outcome inner = look(each, value, path, seen);
      fitting += inner == Outcome::fits ? 1 : 0;
      open += inner == Outcome::unknown ? 1 : 0;
    }
    const bool one = keyword == std::string_view("oneOf");
    if (one && fitting > 1) {
      forget_errors(told);
      return broken(path, keyword, "fits more than one of the alternatives");
    }
    if (fitting > 0 && (!one || open == 0)) {
      forget_errors(told);
      return Outcome::fits;
    }
    if (open > 0) {
      forget_errors(told);
      return unjudged(path, "an alternative is not judged");
    }
    if (tells_) {
      std::vector<Violation> inner(errors.begin() + static_cast<std::ptrdiff_t>(told), errors.end());
      forget_errors(told);
      explain_choice(inner, {.pointer = pointer_of(&path), .keyword = keyword, .alternatives = alternatives.size()});
      const std::size_t room = most_errors - std::min(most_errors, errors.size());
      inner.resize(std::min(inner.size(), room));
      errors.insert(errors.end(), inner.begin(), inner.end());
    }
    return Outcome::breaks;
  }

  Outcome look_at_condition(const SchemaNode& node, const json& value, const Path& path, Evaluated* seen) {
    const std::size_t told = errors.size();
    const Outcome holds = look(*node.condition, value, path, seen);
    forget_errors(told);
    if (holds == Outcome::unknown) return unjudged(path, "its 'if' is not judged");
    const auto& branch = holds == Outcome::fits ? node.then : node.otherwise;
    if (!branch) return Outcome::fits;
    const Outcome outcome = look(*branch, value, path, seen);
    if (outcome == Outcome::breaks) tell(path, "if", "does not fit the branch that its 'if' selects");
    return outcome;
  }

  Outcome look_at_the_rest(const SchemaNode& node, const json& value, const Path& path, Evaluated& own) {
    Outcome outcome = Outcome::fits;
    const auto take = [&](Id schema, const json& part, const Path& at, const char* keyword) {
      const std::size_t told = errors.size();
      Outcome each = schema_.nodes[schema].refuses_all ? broken(at, keyword, "is not among what the schema speaks of")
                                                       : look(schema, part, at, nullptr);
      if (each == Outcome::breaks && own.is_open) {
        forget_errors(told);
        each = unjudged(at, "whether the schema speaks of it is not judged");
      }
      outcome = worse(outcome, each);
    };
    if (node.unevaluated_members && value.is_object() && !own.all_members) {
      for (const auto& [name, member] : value.items())
        if (!own.members.contains(name))
          take(*node.unevaluated_members, member, {.up = &path, .name = name}, "unevaluatedProperties");
      own.all_members = true;
    }
    if (node.unevaluated_items && value.is_array() && !own.all_items) {
      for (std::size_t i = 0; i < value.size(); ++i)
        if (!own.items.contains(i))
          take(*node.unevaluated_items, value[i], {.up = &path, .name = std::to_string(i)}, "unevaluatedItems");
      own.all_items = true;
    }
    return outcome;
  }

  void forget_errors(std::size_t told) { errors.resize(std::min(errors.size(), told)); }

  const SchemaNodes& schema_;
  const std::map<std::string, std::string>& big_integers_;
  bool tells_;
  std::size_t steps_ = 0;
  int level_ = 0;
};

}  // namespace

std::vector<Violation> evaluate(const SchemaNodes& schema, const json& instance,
                                const std::map<std::string, std::string>& big_integers) {
  if (Evaluation(schema, big_integers, false).run(instance) == Outcome::fits) return {};
  Evaluation telling(schema, big_integers, true);
  telling.run(instance);
  return std::move(telling.errors);
}

}  // namespace assay
