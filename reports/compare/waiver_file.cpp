// Reads waivers from YAML or JSON.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "contracts/documents/document.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/place.h"
#include "reports/compare/waivers.h"

namespace assay {
namespace {

using nlohmann::json;

const std::vector<std::string> members = {"clause", "scope", "reason", "owner", "expires"};

[[noreturn]] void refuse(const Document& document, const std::string& pointer, const std::string& message) {
  throw BadDocument(document.place_at_or_above(pointer), message);
}

std::string did_you_mean(const std::string& text, const std::vector<std::string>& known) {
  const std::string nearest = nearest_of(text, known);
  return nearest.empty() ? "" : "; did you mean " + nearest + "?";
}

void require_known_members(const Document& document, const json& object, const std::string& pointer,
                           const std::vector<std::string>& known) {
  for (const auto& [name, value] : object.items())
    if (std::find(known.begin(), known.end(), name) == known.end())
      refuse(document, pointer + '/' + name, "no such member here" + did_you_mean(name, known));
}

std::string text_member(const Document& document, const json& object, const std::string& pointer,
                        const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end()) refuse(document, pointer, "the waiver has no \"" + name + "\"");
  if (!found->is_string() || found->get_ref<const std::string&>().empty())
    refuse(document, pointer + '/' + name, "must be a text that is not empty");
  return found->get<std::string>();
}

bool is_date(const std::string& text) {
  static constexpr std::string_view pattern = "dddd-dd-dd";
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-') return false;
  const auto number = [&](std::size_t from, std::size_t size) { return std::stoi(text.substr(from, size)); };
  return std::chrono::year_month_day{std::chrono::year(number(0, 4)),
                                     std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                     std::chrono::day(static_cast<unsigned>(number(8, 2)))}
      .ok();
}

// An id of the catalogue, or a pattern over it, which is read so that it can be told to be too broad.
void require_clause(const Document& document, const std::string& pointer, const std::string& clause,
                    const Catalogue& catalogue) {
  std::vector<std::string> known = {"*"};
  for (const auto& check : catalogue) {
    known.push_back(check->id);
    known.push_back(std::string(family_of(*check)) + "/*");
  }
  if (std::find(known.begin(), known.end(), clause) == known.end())
    refuse(document, pointer,
           "there is no clause \"" + clause + '"' + did_you_mean(clause, known) +
               (did_you_mean(clause, known).empty() ? "; see assay list checks" : ""));
}

Waiver waiver_at(const Document& document, const json& object, const std::string& pointer, const Catalogue& catalogue) {
  if (!object.is_object()) refuse(document, pointer, "a waiver has clause, scope, reason, owner and expires");
  require_known_members(document, object, pointer, members);
  Waiver waiver{.clause = text_member(document, object, pointer, "clause"),
                .scope = text_member(document, object, pointer, "scope"),
                .reason = text_member(document, object, pointer, "reason"),
                .owner = text_member(document, object, pointer, "owner"),
                .expires = text_member(document, object, pointer, "expires")};
  waiver.line = document.place(pointer).line;
  require_clause(document, pointer + "/clause", waiver.clause, catalogue);
  if (!is_date(waiver.expires)) refuse(document, pointer + "/expires", "must be a day that exists, such as 2026-12-31");
  return waiver;
}

}  // namespace

std::vector<Waiver> parse_waivers(std::string_view text, const std::string& file, const Catalogue& catalogue) {
  const Document document = parse_document(text, file);
  if (!document.value.is_object() || !document.value.contains("waivers") || !document.value["waivers"].is_array())
    refuse(document, "", "holds no list \"waivers\"");
  require_known_members(document, document.value, "", {"waivers"});
  std::vector<Waiver> waivers;
  const json& list = document.value["waivers"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string pointer = "/waivers/" + std::to_string(i);
    Waiver waiver = waiver_at(document, list[i], pointer, catalogue);
    for (const Waiver& earlier : waivers)
      if (earlier.clause == waiver.clause && earlier.scope == waiver.scope)
        refuse(document, pointer,
               "the clause is waived for this scope already, in line " + std::to_string(earlier.line));
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

}  // namespace assay
