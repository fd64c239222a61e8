#include "mock/kinds/identity_place.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/body_member.h"
#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

// As forms write it: "+" is a space.
std::string decoded(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return percent_decode(plain);
}

std::string_view name_in(std::string_view pair) { return pair.substr(0, pair.find('=')); }

std::optional<std::string> in_query(std::string_view target, std::string_view name) {
  for (const std::string_view pair : query_pairs(target))
    if (decoded(name_in(pair)) == name) return decoded(pair.substr(std::min(name_in(pair).size() + 1, pair.size())));
  return std::nullopt;
}

std::optional<std::string> in_body(const std::string& body, const std::string& pointer) {
  const auto value = nlohmann::json::parse(body, nullptr, false);
  const nlohmann::json* member = value.is_discarded() ? nullptr : find_pointer(value, pointer);
  if (member == nullptr || member->is_null() || member->is_structured()) return std::nullopt;
  return member->is_string() ? member->get<std::string>() : member->dump();
}

void put_in_query(const std::string& name, const std::string& text, std::string& target) {
  const std::string own = percent_encode(name) + '=' + percent_encode(text);
  std::string query;
  bool is_put = false;
  for (const std::string_view pair : query_pairs(target)) {
    const bool is_own = decoded(name_in(pair)) == name;
    query += (query.empty() ? '?' : '&') + (is_own ? own : std::string(pair));
    is_put = is_put || is_own;
  }
  if (!is_put) query += (query.empty() ? '?' : '&') + own;
  target = std::string(path_of(target)) + query;
}

// A number or a boolean stays one.
void put_in_body(const std::string& pointer, const std::string& text, std::string& body) {
  ordered_json value = ordered_json::parse(body, nullptr, false);
  if (!value.is_object()) value = ordered_json::object();
  const ordered_json::json_pointer place(pointer);
  const bool is_text = value.contains(place) && value[place].is_string();
  const ordered_json given = is_text ? ordered_json() : ordered_json::parse(text, nullptr, false);
  try {
    value[place] = given.is_number() || given.is_boolean() ? given : ordered_json(text);
  } catch (const ordered_json::exception&) {  // the pointer leads into what is no object
    return;
  }
  body = value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string_view name_of(IdentityPart::In in) {
  switch (in) {
    case IdentityPart::In::path: return "path";
    case IdentityPart::In::query: return "query";
    case IdentityPart::In::header: return "header";
    case IdentityPart::In::body: break;
  }
  return "body";
}

std::optional<Parameter> described(const Contract& contract, const IdentityPart& part) {
  const Operation& operation = contract.operation();
  if (part.in == IdentityPart::In::body)
    return contract.document ? body_member(*contract.document, operation, part.name) : std::nullopt;
  for (const Parameter& each : operation.parameters)
    if (each.in == name_of(part.in) && each.name == part.name) return each;
  return std::nullopt;
}

std::string schema_of(const Contract& contract, const IdentityPart& part) {
  const auto said = described(contract, part);
  if (!said || !contract.document) return "";
  const bool is_body = part.in == IdentityPart::In::body;
  const std::string pointer = is_body ? said->place.pointer : below(said->place.pointer, "schema");
  return find_pointer(contract.document->value, pointer) != nullptr ? pointer : "";
}

std::optional<std::string> text_at(const IdentityPart& part, const Request& request) {
  std::optional<std::string> text;
  if (part.in == IdentityPart::In::query) text = in_query(request.target, part.name);
  if (part.in == IdentityPart::In::body) text = in_body(request.body, part.name);
  if (part.in == IdentityPart::In::header)
    if (const auto value = find_header(request.headers, part.name)) text = std::string(*value);
  return text && !text->empty() ? text : std::nullopt;
}

void put_at(const IdentityPart& part, const std::string& text, Request& request) {
  if (part.in == IdentityPart::In::query) put_in_query(part.name, text, request.target);
  if (part.in == IdentityPart::In::body) put_in_body(part.name, text, request.body);
  if (part.in != IdentityPart::In::header) return;
  std::erase_if(request.headers, [&](const auto& header) { return equal_ignoring_case(header.name, part.name); });
  request.headers.push_back({part.name, text});
}

}  // namespace assay
