// Whether the requests that the policy speaks of are ones of the document.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/fit/misfit.h"
#include "contracts/http/http.h"
#include "contracts/identity_parts.h"

namespace assay {
namespace {

std::string did_you_mean(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_of(name, known);
  return near.empty() ? "" : " (did you mean '" + near + "'?)";
}

// Headers that say how a message is carried, or who sends it, to every server.
bool is_of_http(const std::string& header) {
  static const std::set<std::string> names = {"accept",     "accept-encoding", "authorization",
                                              "connection", "content-length",  "content-type",
                                              "cookie",     "expect",          "host",
                                              "te",         "trailer",         "transfer-encoding",
                                              "user-agent", "upgrade",         "proxy-authorization"};
  return names.contains(to_lower(header));
}

// A name of the policy's `by` that the operation does not have, or has where no request of assay can put an id.
void refuse_place(const Contract& contract, const Operation& operation, const Use& use, const std::string& name) {
  std::vector<std::string> known;
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != "cookie") known.push_back(parameter.name);
    if (parameter.name == name && parameter.in == "cookie")
      refuse(contract, {parameter.place.pointer, key_of(use, "by")},
             "the policy's `by` names the cookie " + name +
                 ", where assay puts no id: it serves path, query, header "
                 "and members of the body");
  }
  if (std::any_of(use.query.begin(), use.query.end(), [&](const auto& given) { return given.first == name; }))
    refuse(contract, {operation.place.pointer, key_of(use, "by")},
           "the policy's `by` and its `query` both name " + name + ": take it out of one");
  const std::string what = name.starts_with('/') ? "the JSON body of the operation cannot hold " + name
                                                 : "the operation " + operation.method + ' ' + operation.path +
                                                       " has no parameter '" + name + "'";
  refuse(contract, {operation.place.pointer, key_of(use, "by")},
         what + ", which the policy's `by` names" + did_you_mean(name, known));
}

// What the parts of an identity are, where the policy names them.
void refuse_parts(const Contract& contract, const Operation& operation, const Use& use,
                  const std::vector<std::string>& by, const std::vector<IdentityPart>& identity) {
  for (const std::string& name : by) {
    const auto part = std::find_if(identity.begin(), identity.end(), [&](const IdentityPart& each) {
      return each.name == name || (each.in == IdentityPart::In::header && equal_ignoring_case(each.name, name));
    });
    const bool is_given_twice =
        std::any_of(use.query.begin(), use.query.end(), [&](const auto& given) { return given.first == name; });
    if (part == identity.end() || (part->in == IdentityPart::In::query && is_given_twice))
      refuse_place(contract, operation, use, name);
    if (part->in == IdentityPart::In::header && is_of_http(name))
      refuse(contract, {operation.place.pointer, key_of(use, "by")},
             "the policy's `by` names the header " + name + ", which is HTTP's own: no id stands there");
    if (part->in == IdentityPart::In::body && operation.method == "GET")
      refuse(contract, {operation.place.pointer, key_of(use, "by")},
             "the policy's `by` names " + name +
                 " of a body, which the operation that reads does not send; say in its "
                 "own `by` where it takes the id");
  }
}

void refuse_path(const Contract& contract) {
  const Operation& operation = contract.operation();
  const std::string_view path = operation.path;
  for (std::size_t at = 0; (at = path.find('}', at)) != std::string_view::npos; ++at)
    if (path.find('{', at) < path.find('/', at))
      refuse(contract, {operation.place.pointer, key_of(contract.policy.rotation(), "by")},
             "the path " + operation.path + " holds two parameters in one segment, which assay does not serve yet");
  const Use& use = contract.policy.rotation();
  refuse_parts(contract, operation, use, use.by, operation.identity);
  if (operation.identity.empty())
    refuse(contract, {operation.place.pointer, key_of(use, "by")},
           "the path " + operation.path +
               " of the operation under test has no parameter that says whose secret is rotated: name one of the "
               "query, the headers or the body in the policy's `by`");
  if (use.by.size() != operation.identity.size())
    refuse(contract, {operation.place.pointer, key_of(use, "by")},
           "the path " + operation.path +
               " has parameters that the policy's `by` does not name: assay takes all of "
               "them as parts of the identity");
}

void refuse_unsafe(const Contract& contract, const Operation& operation, const Use& use,
                   const std::string& what_it_does) {
  if (operation.method != "GET")
    refuse(contract, {operation.place.pointer, key_of(use, "effect")},
           "the operation that " + what_it_does + " is a " + operation.method + ", which is not safe");
}

// A reading must be safe, and of the same resource: it has the same parts of the identity, in the same order.
void refuse_reading(const Contract& contract) {
  const Operation* reading = contract.reading();
  if (reading == nullptr) return;
  refuse_unsafe(contract, *reading, *contract.policy.reading(), "reads");
  const Use& use = *contract.policy.reading();
  const std::vector<std::string>& by = use.by.empty() ? contract.policy.rotation().by : use.by;
  const std::vector<IdentityPart>& identity = contract.operation().reading_identity;
  refuse_parts(contract, *reading, use, by, identity);
  if (identity.size() != by.size() || by.size() != contract.policy.rotation().by.size())
    refuse(contract, {reading->place.pointer, key_of(use, "by")},
           "the operation that reads has " + std::to_string(identity.size()) +
               " parameters that say whose secret it is, and the rotation " +
               std::to_string(contract.policy.rotation().by.size()));
  for (std::size_t k = 0; k < by.size(); ++k)
    if (identity[k].name != by[k] && !equal_ignoring_case(identity[k].name, by[k]))
      refuse(contract, {reading->place.pointer, key_of(use, "by")},
             "the parameters of the operation that reads stand in another order than those of the rotation: " +
                 identity[k].name + " before " + by[k]);
}

// A listing must be safe, and its path made of the first parts of the identity.
void refuse_listing(const Contract& contract) {
  const Operation* listing = contract.listing();
  if (listing == nullptr) return;
  refuse_unsafe(contract, *listing, *contract.policy.listing(), "lists");
  std::string_view rest = listing->path;
  for (const IdentityPart& part : contract.operation().identity) {
    const std::size_t at = rest.find('{');
    const std::string written = '{' + part.name + '}';
    if (part.in != IdentityPart::In::path || at == std::string_view::npos || !rest.substr(at).starts_with(written))
      break;
    rest.remove_prefix(at + written.size());
  }
  if (rest.find('{') != std::string_view::npos)
    refuse(contract, {listing->place.pointer, key_of(*contract.policy.listing(), "effect")},
           "the path " + listing->path +
               " of the operation that lists has a parameter that the rotation's path does not begin with");
}

// The query that every request carries has what the document requires, and nothing that it does not know.
void refuse_query(const Contract& contract, const Operation& operation, const Use& use,
                  const std::vector<IdentityPart>& identity) {
  std::vector<std::string> known;
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != "query") continue;
    known.push_back(parameter.name);
    const bool is_given = std::any_of(use.query.begin(), use.query.end(),
                                      [&](const auto& given) { return given.first == parameter.name; });
    const bool is_identity = std::any_of(identity.begin(), identity.end(), [&](const IdentityPart& part) {
      return part.in == IdentityPart::In::query && part.name == parameter.name;
    });
    if (parameter.required && !is_given && !is_identity)
      refuse(contract, {parameter.place.pointer, key_of(use, "query")},
             "the operation needs the query parameter " + parameter.name +
                 ": say in the policy what it is, as `query: {" + parameter.name + ": ...}`");
  }
  for (const auto& [name, value] : use.query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    refuse(contract, {operation.place.pointer, below(key_of(use, "query"), name)},
           "the operation has no query parameter '" + name + "', which the policy gives" + did_you_mean(name, known));
  }
}

// What every request must carry, and assay does not.
void refuse_unmet_needs(const Contract& contract) {
  const Operation& operation = contract.operation();
  refuse_query(contract, operation, contract.policy.rotation(), operation.identity);
  if (contract.reading())
    refuse_query(contract, *contract.reading(), *contract.policy.reading(), operation.reading_identity);
  if (contract.listing()) refuse_query(contract, *contract.listing(), *contract.policy.listing(), {});
  const bool carries_id = stands_in(operation.identity, IdentityPart::In::body);
  if (operation.needs_body && contract.policy.rotation().body.empty() && !carries_id)
    refuse(contract, {operation.place.pointer + "/requestBody", key_of(contract.policy.rotation(), "body")},
           "the operation needs a body: say in the policy which one a plain request carries, as `body: {}`");
}

}  // namespace

void refuse_requests(const Contract& contract) {
  refuse_path(contract);
  refuse_reading(contract);
  refuse_listing(contract);
  refuse_unmet_needs(contract);
}

}  // namespace assay
