#include "contracts/checks/terms.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "contracts/body_member.h"
#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/held_names.h"
#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/text_id.h"
#include "contracts/schema/references.h"

namespace assay {
namespace {

using nlohmann::json;

// Where the chain of $ref that starts at a schema ends; the schema's own place where it leads nowhere.
std::string resolved(const Document& document, const std::string& pointer) {
  try {
    return SchemaReferences(document.value).resolve({.file = document.file, .pointer = pointer}).pointer;
  } catch (const BadDocument&) {
    return pointer;
  }
}

// The text that stands there, quoted; empty: none.
std::string quoted(const Document* document, const std::string& pointer) {
  const json* text = document ? find_pointer(document->value, pointer) : nullptr;
  return text && text->is_string() ? '"' + text->get<std::string>() + '"' : "";
}

// The response documented for a status, as it is written there.
const ResponseSpec* documented(const Operation& operation, const std::string& status) {
  for (const ResponseSpec& response : operation.responses)
    if (response.status == status) return &response;
  return nullptr;
}

// Whether a text that may be sent without consent is certainly invalid: a pattern may allow each of them.
bool refuses_nobody(const IdentityPart& part) { return read_part(part, nobody).kind == AskedId::Kind::invalid; }

// What an invalid one is, and what the document says of it.
std::pair<std::string, std::string> words_for(IdentityPart::Type type) {
  using enum IdentityPart::Type;
  switch (type) {
    case integer: return {"no integer", "type: integer"};
    case number: return {"no number", "type: number"};
    case boolean: return {"no boolean", "type: boolean"};
    case word: return {"none of the document's words", "enum"};
    case uuid: return {"no UUID", "format: uuid"};
    case date: return {"no date", "format: date"};
    case date_time: return {"no date and time", "format: date-time"};
    case text: break;
  }
  return {"not of the document's pattern", "pattern"};
}

bool is_address(const std::string& name) { return name.ends_with("url") || name.ends_with("uri"); }

}  // namespace

Terms::Terms(const Contract& contract) : document_(contract.document) {
  const Use& use = contract.policy.rotation();
  noun = contract.policy.resource().noun;
  secret = contract.policy.resource().secret_noun;
  method = contract.operation().method;
  for (const Operation& each : contract.operations)
    if (each.path == contract.operation().path) methods.push_back(each.method);
  is_shown_by_reading = contract.policy.is_shown_by_reading();
  const Use& shows = contract.policy.showing();
  std::vector<std::string> statuses;
  for (const int status : shows.success) statuses.push_back(std::to_string(status));
  success = statuses.empty() ? "2xx" : listed(statuses, "or");
  record_pointer = shows.record;
  if (const Use* read = contract.policy.reading()) read_record_pointer = read->record;
  secret_pointer = record_pointer + use.rotates.front();
  secret_member = use.rotates.front().substr(1);
  takes_body = contract.operation().takes_body;
  hears_deliveries = contract.deliveries == Contract::Deliveries::heard;
  deliveries = contract.policy.deliveries;
  parameters = use.by.empty() ? std::vector<std::string>{"token_id"} : use.by;
  read_members(contract.policy);
  read_identity(contract);
  read_places(contract);
  read_others(contract);
  read_errors(contract);
  read_security();
  read_bodies(contract);
}

void Terms::read_members(const Policy& policy) {
  using Role = MemberRole::Role;
  if (const std::string& identity = policy.resource().identity; !identity.empty()) {
    identity_in_record = identity;
    identity_pointer = record_pointer + identity;
    identity_member = pointer_names(identity).back();
  }
  for (const MemberRole& member : policy.resource().members) {
    if (member.role == Role::secret && member.own == MemberRole::Own::yes && !own) own = member;
    if (member.role == Role::part) parts.push_back(member);
    if (member.role == Role::made && !made) made = member;
    if (member.role == Role::used && !used) used = member;
    if (member.role == Role::changed && !changed) changed = member;
    if (member.role == Role::hint) hints.push_back(member);
    if (!member.stays()) continue;
    stable.push_back(member.name());
    if (member.face == MemberRole::Face::yes) faces.push_back(member.name());
    if (is_address(member.name())) addresses.push_back(member.name());
  }
}

void Terms::read_identity(const Contract& contract) {
  const auto& identity = contract.operation().identity;
  using enum IdentityPart::In;
  const IdentityPart::In in = identity.empty() ? path : identity.back().in;
  parameter_words = in == query    ? "the query parameter"
                    : in == header ? "the header"
                    : in == body   ? "the body's member"
                                   : "the path parameter";
  is_integer = is_integer_identity(contract.operation());
  if (is_integer) {
    no_id = "no integer";
    id_type = "type: integer";
    return;
  }
  for (const IdentityPart& part : identity) {
    if (!refuses_nobody(part)) continue;
    const auto [none, type] = words_for(part.type);
    if (no_id.find(none) == std::string::npos) no_id += (no_id.empty() ? "" : " or ") + none;
    if (id_type.find(type) == std::string::npos) id_type += (id_type.empty() ? "" : ", ") + type;
  }
  if (id_type.empty()) id_type = "type: string";
}

void Terms::read_places(const Contract& contract) {
  const Operation& of = contract.operation();
  path_item = below("/paths", of.path);
  stands_inside = of.path.find("}/") != std::string::npos && !of.path.ends_with('}');
  path_start = of.path.substr(0, of.path.rfind('}') + 1);
  operation = of.place.pointer.empty() ? below(path_item, to_lower(of.method)) : of.place.pointer;
  responses = operation + "/responses";
  for (const Parameter& each : of.parameters)
    if (parameter.empty() && std::find(parameters.begin(), parameters.end(), each.name) != parameters.end())
      parameter = each.place.pointer;
  stands_in_path = !stands_elsewhere(of.identity);
  const bool is_in_body = !of.identity.empty() && of.identity.back().in == IdentityPart::In::body;
  if (parameter.empty()) parameter = operation + (is_in_body ? "/requestBody" : "/parameters/0");
  parameter_schema = is_in_body && document_ ? body_member(*document_, of, of.identity.back().name)
                                                   .value_or(Parameter{.place = {.pointer = parameter}})
                                                   .place.pointer
                                             : parameter + "/schema";
  const Use& use = contract.policy.showing();
  const ResponseSpec* response = contract.showing().response(use.success.empty() ? 200 : use.success.front());
  success_response = response ? response->place.pointer : responses;
  schema = success_response;
  if (response && !response->content.empty() && document_)
    schema = resolved(*document_, response->content.front().place.pointer + "/schema");
  if (!record_pointer.empty()) schema = schema_of(record_pointer);
  summary_pointer = operation + "/summary";
  summary = quoted(document_.get(), summary_pointer);
  if (summary.empty()) {
    summary_pointer = operation;
    summary = of.method + ' ' + of.path;
  }
}

void Terms::read_others(const Contract& contract) {
  const Policy& policy = contract.policy;
  window = policy.window;
  if (window) body_in_window = policy.body_in_window();
  for (const auto& [use, of] :
       {std::pair(policy.reading(), contract.reading()), {policy.listing(), contract.listing()}}) {
    if (use == nullptr) continue;
    const bool has_body = std::any_of(of->responses.begin(), of->responses.end(), [](const ResponseSpec& response) {
      return response.status.front() == '2' && !response.content.empty();
    });
    if (has_body) readings.push_back(of->method + ' ' + of->path);
    if (has_body && readings_pointer.empty()) readings_pointer = of->place.pointer + "/responses";
    if (use->hides.empty()) continue;
    hidden_in.push_back(of->method + ' ' + of->path);
    if (hidden_in_pointer.empty()) hidden_in_pointer = of->place.pointer;
  }
}

void Terms::read_bodies(const Contract& contract) {
  for (const ResponseSpec& response : contract.operation().responses) {
    if (response.content.empty() || !response.content.front().schema) continue;
    const std::string pointer = response.content.front().place.pointer + "/schema";
    const std::string at = document_ ? resolved(*document_, pointer) : pointer;
    const bool is_named =
        at.starts_with("/components/schemas/") && at.rfind('/') == std::string("/components/schemas").size();
    const bool is_success =
        response.status.front() == '2' && (response.status == "2XX" || contract.is_success(std::stoi(response.status)));
    const bool is_invalid = contract.policy.framework == "fastapi" && response.status == "422";
    bodies.push_back({.status = response.status,
                      .schema_name = is_named ? pointer_names(at).back() : "the document's schema",
                      .pointer = pointer,
                      .is = is_success   ? Body::Is::success
                            : is_invalid ? Body::Is::invalid
                                         : Body::Is::other});
  }
  const json* properties = document_ ? find_pointer(document_->value, schema + "/properties") : nullptr;
  if (!properties || !properties->is_object()) return;
  for (const auto& [name, member] : properties->items())
    if (date_time.empty() && member.is_object() && member.value("format", json()) == "date-time")
      date_time = below(schema + "/properties", name) + "/format";
}

void Terms::read_security() {
  for (const std::string& place : {operation + "/security", std::string("/security")}) {
    const json* said = document_ ? find_pointer(document_->value, place) : nullptr;
    if (!said) continue;
    security_pointer = place;
    security = said->empty() ? "the document's security: [] is a defect of the document" : "the document's security";
    return;
  }
  security = "the document says nothing of credentials";
}

void Terms::read_errors(const Contract& contract) {
  const bool by_name = contract.policy.framework == "fastapi";
  bool has_422 = false;
  for (const int status : {422, 400, 404}) {
    const ResponseSpec* response = documented(contract.operation(), std::to_string(status));
    if (!response) continue;
    has_422 = has_422 || status == 422;
    invalid_statuses.push_back(status);
    if (invalid_statuses.size() > 1) continue;
    invalid_response = response->place.pointer;
    invalid_words = quoted(document_.get(), invalid_response + "/description");
    if (response->content.empty() || !document_) continue;
    const std::string body = resolved(*document_, response->content.front().place.pointer + "/schema");
    detail = body + "/properties/detail";
    error_schema = resolved(*document_, detail + "/items");
  }
  const bool is_fastapi =
      by_name || (has_422 && document_ && find_pointer(document_->value, error_schema + "/properties/loc"));
  errors = contract.policy.errors;
  if (errors.form == ErrorShape::Form::unsaid && is_fastapi) errors = fastapi_errors();
  is_strict = by_name || !contract.policy.invalid.empty();
  if (by_name) invalid_statuses = {422};
  if (!contract.policy.invalid.empty()) invalid_statuses = contract.policy.invalid;
  error_responses = refusals_of_shape(contract);
  std::sort(invalid_statuses.begin(), invalid_statuses.end());
  if (invalid_response.empty()) invalid_response = responses;
}

std::string Terms::id_word() const { return identity_member.empty() ? "id" : identity_member; }

std::string Terms::identity_words() const {
  return parameter_words + ' ' + parameters.back() + " and the member " + identity_member;
}

std::string Terms::secret_schema() const { return schema_of(secret_pointer.substr(record_pointer.size())); }

std::string Terms::schema_of(const std::string& member_pointer) const {
  std::string place = schema;
  std::string_view rest = member_pointer;
  while (document_ && !rest.empty()) {
    rest.remove_prefix(1);
    const std::string name(rest.substr(0, rest.find('/')));
    rest.remove_prefix(name.size());
    const std::string member = place + "/properties/" + name;
    if (!find_pointer(document_->value, member)) break;
    place = rest.empty() ? member : resolved(*document_, member);
  }
  return place;
}

}  // namespace assay
