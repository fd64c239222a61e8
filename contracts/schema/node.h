// A schema taken apart: what its keywords say, and its subschemas as numbers. Made by compile_schema, read by
// evaluate().
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contracts/schema/regex.h"

namespace assay {

struct SchemaNode {
  using Id = std::size_t;  // its place in the list of all nodes; the first is the schema itself

  struct Count {
    std::optional<std::size_t> least{};
    std::optional<std::size_t> most{};
  };

  bool refuses_all = false;  // the schema `false`
  std::vector<std::string> types{};
  std::optional<std::string> constant{};                          // the value as canonical() writes it
  std::optional<std::vector<std::string>> values{};               // the same of each value of enum
  nlohmann::json minimum{}, maximum{}, above{}, under{}, step{};  // null: no such limit
  Count length{}, items_count{}, members_count{};
  std::optional<Regex> pattern{};
  bool is_date_time = false;
  bool unique_items = false;

  std::vector<std::string> required{};
  std::map<std::string, std::vector<std::string>> also_required{};  // dependentRequired
  std::map<std::string, Id> properties{};
  std::vector<std::pair<Regex, Id>> patterned{};
  std::optional<Id> additional{}, names{}, unevaluated_members{};
  std::map<std::string, Id> dependent{};

  std::vector<Id> first_items{};  // prefixItems
  std::optional<Id> items{}, contains{}, unevaluated_items{};
  Count contained{.least = 1};

  std::vector<Id> all_of{}, any_of{}, one_of{};  // all_of: $ref as well
  std::optional<Id> no{}, condition{}, then{}, otherwise{};

  bool null_is_doubtful =
      false;  // `nullable` where its dialect does not read it: null is neither allowed nor ruled out
  // What of it nobody here can judge, as a sentence; empty: nothing. Of any value, of texts, of objects.
  std::string unjudged{}, unjudged_text{}, unjudged_members{};
};

}  // namespace assay
