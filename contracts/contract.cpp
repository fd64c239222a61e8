#include "contracts/contract.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/body_member.h"
#include "contracts/digest.h"
#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/http/http.h"
#include "contracts/openapi_reader.h"
#include "contracts/openapi_version.h"

namespace assay {

namespace embedded {
extern const std::string_view slate_openapi;
}  // namespace embedded

namespace {

using nlohmann::json;

// What the document calls itself is told, not judged: a version that is a number is shown as one, and lint says what is
// wrong.
std::string info_text(const Document& document, const std::string& pointer) {
  const json* value = find_pointer(document.value, pointer);
  if (value == nullptr || value->is_null() || value->is_structured()) return {};
  return value->is_string() ? value->get<std::string>() : value->dump();
}

// Null: there is none. Of a Contract that may be changed the operation may be too.
template <class Whole>
auto find_operation(Whole& contract, const std::string& id) -> decltype(contract.operations.data()) {
  const auto found = std::find_if(contract.operations.begin(), contract.operations.end(),
                                  [&](const Operation& operation) { return operation.id == id; });
  return found == contract.operations.end() ? nullptr : &*found;
}

// " p.yaml:12", where the policy's file names the operation; empty: the policy is ours.
std::string said_at(const Policy& policy, const std::string& operation) {
  const bool is_own = policy.api == Policy::Api::another;
  const std::string key = is_own ? below("/operations", operation) : "/operation";
  const int line = policy.written ? policy.written->place(key).line : 0;
  return line == 0 ? "" : ' ' + policy.file + ':' + std::to_string(line);
}

void refuse_unknown_operation(const Contract& contract, const std::string& wanted) {
  if (find_operation(contract, wanted) != nullptr) return;
  std::vector<std::string> ids;
  std::string listed;
  for (const Operation& operation : contract.operations) {
    ids.push_back(operation.id);
    if (ids.size() <= 5) listed += (ids.size() == 1 ? "" : ", ") + operation.id;
  }
  if (ids.size() > 5) listed += " and " + std::to_string(ids.size() - 5) + " more";
  const std::string near = nearest_of(wanted, ids);
  throw BadDocument({.file = contract.file, .line = 0, .pointer = "/paths"},
                    "there is no operation '" + wanted + "', which the policy" + said_at(contract.policy, wanted) +
                        " names; " +
                        (!near.empty() ? "did you mean '" + near + "'?"
                         : ids.empty() ? "the document has none"
                                       : "it has: " + listed));
}

IdentityPart written_as(const Parameter& parameter) {
  using enum IdentityPart::Type;
  if (parameter.type == "integer") return {.type = integer};
  if (parameter.type == "number") return {.type = number};
  if (parameter.type == "boolean") return {.type = boolean};
  if (!parameter.words.empty() && (parameter.type.empty() || parameter.type == "string"))
    return {.type = word, .words = parameter.words};
  if (parameter.type != "string") return {.type = text};  // its other words are of texts alone
  if (parameter.format == "uuid") return {.type = uuid};
  if (parameter.format == "date") return {.type = date};
  if (parameter.format == "date-time") return {.type = date_time};
  if (!parameter.pattern.empty()) return {.type = text, .pattern = Regex(parameter.pattern)};
  return {.type = text};
}

IdentityPart part_of(const Contract& contract, const Parameter& parameter, IdentityPart::In in) {
  IdentityPart part = written_as(parameter);
  part.in = in;
  part.name = parameter.name;
  if (contract.policy.framework != "fastapi") part.numerals = IdentityPart::Numerals::any;
  return part;
}

// The part of an identity that the policy calls by this name: a parameter, or a member of the body by its pointer. What
// the document does not have is nothing, and refused later.
std::optional<IdentityPart> part_named(const Contract& contract, const Operation& operation, const std::string& name) {
  using enum IdentityPart::In;
  if (name.starts_with('/')) {
    std::optional<Parameter> member = body_member(*contract.document, operation, name);
    if (!member) return std::nullopt;
    member->name = name;
    return part_of(contract, *member, body);
  }
  for (const auto& [in, called] : {std::pair{path, "path"}, {query, "query"}, {header, "header"}})
    for (const Parameter& parameter : operation.parameters) {
      const bool is_same = in == header ? equal_ignoring_case(parameter.name, name) : parameter.name == name;
      if (parameter.in == called && is_same) return part_of(contract, parameter, in);
    }
  return std::nullopt;
}

// What stands in the path first, in its order, then as the document lists the parameters, then members of the body.
void put_in_order(const Operation& operation, std::vector<std::string>& by) {
  std::vector<std::string> names = path_parameters(operation.path);
  for (const Parameter& parameter : operation.parameters) names.push_back(parameter.name);
  std::stable_sort(by.begin(), by.end(), [&](const std::string& a, const std::string& b) {
    const auto at_a = std::find(names.begin(), names.end(), a), at_b = std::find(names.begin(), names.end(), b);
    return at_a == at_b ? a < b : at_a < at_b;
  });
}

// Of the parameters of the path, and then of what else the policy names.
std::vector<IdentityPart> parts_named(const Contract& contract, const Operation& operation,
                                      const std::vector<std::string>& by) {
  std::vector<IdentityPart> parts;
  const std::vector<std::string> in_path = path_parameters(operation.path);
  for (const std::string& name : in_path)
    parts.push_back(
        part_named(contract, operation, name).value_or(IdentityPart{.type = IdentityPart::Type::text, .name = name}));
  for (const std::string& name : by)
    if (std::find(in_path.begin(), in_path.end(), name) == in_path.end())
      if (auto part = part_named(contract, operation, name)) parts.push_back(std::move(*part));
  return parts;
}

// The successes that the document documents, where the policy names none.
void complete_success(const Operation& operation, Use& use) {
  if (!use.success.empty()) return;
  for (const ResponseSpec& response : operation.responses) {
    if (response.status == "2XX") return use.success.clear();
    if (response.status.front() == '2') use.success.push_back(std::stoi(response.status));
  }
}

// "?api-version=2&full=true"; empty: none.
std::string query_of(const Use& use) {
  std::string query;
  for (const auto& [name, value] : use.query)
    query += (query.empty() ? '?' : '&') + percent_encode(name) + '=' + percent_encode(value);
  return query;
}

// What the policy leaves to the document: the order of the parameters that make an identity, how they are written, and
// which successes there are.
void complete(Contract& contract) {
  Use& use = contract.policy.uses.front();
  Operation& operation = *find_operation(contract, use.operation);
  for (Use& each : contract.policy.uses) put_in_order(*find_operation(contract, each.operation), each.by);
  if (use.by.empty()) use.by = path_parameters(operation.path);
  operation.identity = parts_named(contract, operation, use.by);
  operation.query = query_of(use);
  operation.body = use.body;
  if (const Operation* reading = contract.reading()) {
    const Use& read = *contract.policy.reading();
    operation.reading_path = reading->path;
    operation.reading_identity = parts_named(contract, *reading, read.by.empty() ? use.by : read.by);
    operation.reading_query = query_of(read);
  }
  if (const Operation* listing = contract.listing()) {
    operation.listing_path = listing->path;
    operation.listing_query = query_of(*contract.policy.listing());
  }
  for (Use& each : contract.policy.uses) complete_success(*find_operation(contract, each.operation), each);
}

Contract contract_of(std::shared_ptr<const Document> read, const Policy& policy) {
  const Document& document = *read;
  Contract contract{
      .openapi = openapi_version(document), .file = document.file, .policy = policy, .document = std::move(read)};
  refuse_other_dialect(document);
  contract.title = info_text(document, "/info/title");
  contract.version = info_text(document, "/info/version");
  std::vector<std::string> wanted;
  for (const Use& use : policy.uses) wanted.push_back(use.operation);
  contract.operations = read_operations(document, wanted);
  for (const std::string& each : wanted) refuse_unknown_operation(contract, each);
  complete(contract);
  return contract;
}

}  // namespace

const MediaType* ResponseSpec::media(std::string_view type) const {
  const std::string range = std::string(type.substr(0, type.find('/'))) + "/*";
  for (const std::string_view wanted : {type, std::string_view(range), std::string_view("*/*")}) {
    const auto found =
        std::find_if(content.begin(), content.end(), [&](const MediaType& media) { return media.name == wanted; });
    if (found != content.end()) return &*found;
  }
  return nullptr;
}

const ResponseSpec* Operation::response(int status) const {
  const std::string exact = std::to_string(status);
  for (const std::string& wanted : {exact, exact.substr(0, 1) + "XX", std::string("default")}) {
    for (const ResponseSpec& response : responses) {
      if (response.status == wanted) return &response;
    }
  }
  return nullptr;
}

Place Contract::place(const std::string& pointer) const {
  return document != nullptr ? document->place(pointer) : Place{.file = file, .pointer = pointer};
}

const Operation& Contract::operation() const {
  const Operation* found = find_operation(*this, policy.rotation().operation);
  if (found == nullptr) throw std::logic_error("a Contract without the operation of its policy");
  return *found;
}

const Operation& Contract::showing() const { return policy.is_shown_by_reading() ? *reading() : operation(); }

const Operation* Contract::reading() const {
  return policy.reading() ? find_operation(*this, policy.reading()->operation) : nullptr;
}

const Operation* Contract::listing() const {
  return policy.listing() ? find_operation(*this, policy.listing()->operation) : nullptr;
}

bool Contract::is_success(int status) const { return policy.rotation().is_success(status); }

Contract read_contract(std::string_view bytes, const std::string& file, const Policy& policy) {
  const auto document = std::make_shared<const Document>(parse_document(bytes, file));
  try {
    Contract contract = contract_of(document, policy);
    contract.sha256 = sha256_hex(bytes);
    return contract;
  } catch (const BadDocument& bad) {  // of a schema, which is compiled from a value that knows no lines
    if (bad.place.line != 0) throw;
    throw BadDocument(document->place_at_or_above(bad.place.pointer), bad.message);
  }
}

Contract load_contract(const std::string& file, const Policy& policy) {
  return read_contract(read_document_file(file), file, policy);
}

Contract load_embedded_contract() { return load_embedded_contract(load_embedded_policy()); }

Contract load_embedded_contract(const Policy& policy) {
  return read_contract(embedded::slate_openapi, "contracts/slate.openapi.yaml", policy);
}

}  // namespace assay
