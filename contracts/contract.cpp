#include "contracts/contract.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/digest.h"
#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/openapi_reader.h"
#include "contracts/openapi_version.h"

namespace assay {

namespace embedded {
extern const std::string_view slate_openapi;
extern const std::string_view slate_policy;
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

const Operation* find_operation(const Contract& contract) {
  const auto found =
      std::find_if(contract.operations.begin(), contract.operations.end(),
                   [&](const Operation& operation) { return operation.id == contract.policy.operation; });
  return found == contract.operations.end() ? nullptr : &*found;
}

void refuse_unknown_operation(const Contract& contract) {
  if (find_operation(contract) != nullptr) return;
  const std::string& wanted = contract.policy.operation;
  std::vector<std::string> ids;
  std::string listed;
  for (const Operation& operation : contract.operations) {
    ids.push_back(operation.id);
    if (ids.size() <= 5) listed += (ids.size() == 1 ? "" : ", ") + operation.id;
  }
  if (ids.size() > 5) listed += " and " + std::to_string(ids.size() - 5) + " more";
  const std::string near = nearest_of(wanted, ids);
  throw BadDocument({.file = contract.file, .line = 0, .pointer = "/paths"},
                    "there is no operation '" + wanted + "', which the policy names; " +
                        (!near.empty() ? "did you mean '" + near + "'?"
                         : ids.empty() ? "the document has none"
                                       : "it has: " + listed));
}

Contract contract_of(std::shared_ptr<const Document> read, const Policy& policy) {
  const Document& document = *read;
  Contract contract{
      .openapi = openapi_version(document), .file = document.file, .policy = policy, .document = std::move(read)};
  refuse_other_dialect(document);
  contract.title = info_text(document, "/info/title");
  contract.version = info_text(document, "/info/version");
  contract.operations = read_operations(document, policy.operation);
  refuse_unknown_operation(contract);
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
  const Operation* found = find_operation(*this);
  if (found == nullptr) throw std::logic_error("a Contract without the operation of its policy");
  return *found;
}

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

Policy load_embedded_policy() { return read_policy(embedded::slate_policy, "contracts/slate.policy.yaml"); }

Contract load_embedded_contract() { return load_embedded_contract(load_embedded_policy()); }

Contract load_embedded_contract(const Policy& policy) {
  return read_contract(embedded::slate_openapi, "contracts/slate.openapi.yaml", policy);
}

}  // namespace assay
