#include "contracts/fit.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/document.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/held_names.h"
#include "contracts/member_types.h"
#include "contracts/words.h"

namespace assay {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const Contract& contract, const std::string& pointer, const std::string& message) {
  throw BadDocument(contract.place(pointer), message + "; is it the operation that " +
                                                 (contract.policy.file.empty() ? "the policy" : contract.policy.file) +
                                                 " speaks of? docs/your-api.md says how a policy is written");
}

void refuse_path(const Contract& contract) {
  const Operation& operation = contract.operation();
  std::vector<std::string> names;
  for (const Parameter& parameter : operation.parameters)
    if (parameter.in == "path") names.push_back(parameter.name);
  const std::string_view path = operation.path;
  for (std::size_t at = 0; (at = path.find('}', at)) != std::string_view::npos; ++at)
    if (path.find('{', at) < path.find('/', at))
      refuse(contract, operation.place.pointer,
             "the path " + operation.path + " holds two parameters in one segment, which assay does not serve yet");
  if (operation.identity.empty())
    refuse(contract, operation.place.pointer,
           "the path " + operation.path +
               " of the operation under test has no parameter that says whose secret is "
               "rotated");
  for (const std::string& name : contract.policy.rotation().by) {
    if (operation.path.find('{' + name + '}') != std::string::npos) continue;
    const std::string near = nearest_of(name, names);
    refuse(contract, operation.place.pointer,
           "the path " + operation.path + " has no parameter '" + name + "', which the policy names" +
               (near.empty() ? "" : " (did you mean '" + near + "'?)"));
  }
  if (contract.policy.rotation().by.size() != operation.identity.size())
    refuse(contract, operation.place.pointer,
           "the path " + operation.path + " has " + std::to_string(operation.identity.size()) +
               " parameters, and the policy's `by` names " + std::to_string(contract.policy.rotation().by.size()) +
               ": assay takes all of them as the identity");
}

// A reading must be safe, and of the same resource.
void refuse_reading(const Contract& contract) {
  const Operation* reading = contract.reading();
  if (reading == nullptr) return;
  if (reading->method != "GET")
    refuse(contract, reading->place.pointer,
           "the operation that reads is a " + reading->method + ", which is not safe");
  std::size_t behind = 0;
  for (const std::string& name : contract.policy.rotation().by) {
    behind = reading->path.find('{' + name + '}', behind);
    if (behind == std::string::npos)
      refuse(contract, reading->place.pointer,
             "the path " + reading->path + " of the operation that reads has no parameter '" + name +
                 "' where that of the rotation has it");
  }
  if (std::count(reading->path.begin(), reading->path.end(), '{') !=
      static_cast<std::ptrdiff_t>(contract.policy.rotation().by.size()))
    refuse(contract, reading->place.pointer,
           "the path " + reading->path + " of the operation that reads has more parameters than that of the rotation");
}

// A listing must be safe, and of what the rotation's resources are in.
void refuse_listing(const Contract& contract) {
  const Operation* listing = contract.listing();
  if (listing == nullptr) return;
  const std::string of_it = "the path " + listing->path + " of the operation that lists ";
  if (listing->method != "GET")
    refuse(contract, listing->place.pointer,
           "the operation that lists is a " + listing->method + ", which is not safe");
  std::vector<std::string> wanted = contract.policy.rotation().by;
  wanted.pop_back();
  std::size_t behind = 0, found = 0;
  for (; found < wanted.size(); ++found) {
    const std::size_t at = listing->path.find('{' + wanted[found] + '}', behind);
    if (at == std::string::npos) break;
    behind = at + 1;
  }
  if (found != wanted.size() ||
      std::count(listing->path.begin(), listing->path.end(), '{') != static_cast<std::ptrdiff_t>(wanted.size()))
    refuse(contract, listing->place.pointer,
           wanted.empty()
               ? of_it + "has a parameter, and that of the rotation none before its last"
               : of_it + "has not the parameters of the rotation's but for the last: " + listed(wanted, "and"));
}

// The query that every request carries has what the document requires, and nothing that it does not know.
void refuse_query(const Contract& contract, const Operation& operation, const Use& use) {
  std::vector<std::string> known;
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != "query") continue;
    known.push_back(parameter.name);
    const bool is_given = std::any_of(use.query.begin(), use.query.end(),
                                      [&](const auto& given) { return given.first == parameter.name; });
    if (parameter.required && !is_given)
      refuse(contract, parameter.place.pointer,
             "the operation needs the query parameter " + parameter.name +
                 ": say in the policy what it is, as `query: {" + parameter.name + ": ...}`");
  }
  for (const auto& [name, value] : use.query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest_of(name, known);
    refuse(contract, operation.place.pointer,
           "the operation has no query parameter '" + name + "', which the policy gives" +
               (near.empty() ? "" : " (did you mean '" + near + "'?)"));
  }
}

// What every request must carry, and assay does not.
void refuse_unmet_needs(const Contract& contract) {
  const Operation& operation = contract.operation();
  refuse_query(contract, operation, contract.policy.rotation());
  if (contract.reading()) refuse_query(contract, *contract.reading(), *contract.policy.reading());
  if (contract.listing()) refuse_query(contract, *contract.listing(), *contract.policy.listing());
  if (operation.needs_body && contract.policy.rotation().body.empty())
    refuse(contract, operation.place.pointer + "/requestBody",
           "the operation needs a body: say in the policy which one a plain request carries, as `body: {}`");
}

// A success that the policy names and the document does not would never be judged.
void refuse_other_successes(const Contract& contract) {
  if (contract.policy.api == Policy::Api::slate) return;
  const auto refuse_undocumented = [&](const Operation& operation, const std::string& key, int status) {
    if (operation.response(status) == nullptr)
      refuse(contract, operation.place.pointer,
             "the policy's '" + key + "' names " + std::to_string(status) + ", which the operation does not document");
  };
  for (const int status : contract.policy.rotation().success)
    refuse_undocumented(contract.operation(), "success", status);
  for (const int status : contract.policy.invalid) refuse_undocumented(contract.operation(), "invalid", status);
  if (contract.reading())
    for (const int status : contract.policy.reading()->success)
      refuse_undocumented(*contract.reading(), "success", status);
  if (contract.listing())
    for (const int status : contract.policy.listing()->success)
      refuse_undocumented(*contract.listing(), "success", status);
}

// A shape that no documented refusal can have would accuse who keeps to the document.
void refuse_other_errors(const Contract& contract) {
  const auto form = contract.policy.errors.form;
  if (form != ErrorShape::Form::pointers && form != ErrorShape::Form::problem) return;
  const auto& responses = contract.operation().responses;
  const auto has_schema = [](const ResponseSpec& response) {
    return is_refusal(response) && std::any_of(response.content.begin(), response.content.end(),
                                               [](const MediaType& media) { return media.schema.has_value(); });
  };
  const auto first = std::find_if(responses.begin(), responses.end(), has_schema);
  if (first == responses.end() || !refusals_of_shape(contract).empty()) return;
  refuse(contract, first->place.pointer, "no documented refusal can be of the shape that the policy's `errors` gives");
}

// Names that no success of an operation can hold would never be looked at.
void refuse_names(const Contract& contract, const Operation& operation, const std::string& pointer,
                  const std::string& what) {
  for (const ResponseSpec& response : operation.responses) {
    if (response.status.front() != '2') continue;
    for (const MediaType& media : response.content) {
      if (!media.schema) continue;
      HeldNames held(*contract.document);
      held.look(media);
      for (const std::string& name : pointer_names(pointer))
        if (!held.can_hold(name))
          refuse(contract, response.place.pointer,
                 "no success of " + operation.method + ' ' + operation.path + " can hold " + name +
                     ", where the policy looks for " + what);
    }
  }
}

// A record that the reading or the listing cannot show.
void refuse_other_records(const Contract& contract) {
  const Policy& policy = contract.policy;
  if (contract.reading() && !policy.is_shown_by_reading())
    refuse_names(contract, *contract.reading(), policy.reading()->record, "the record");
  if (contract.listing())
    refuse_names(contract, *contract.listing(), policy.listing()->items + policy.listing()->record,
                 "the list's records");
}

// Where the rotation shows the secret itself, a reading that shows it would be judged in its place.
void refuse_shown_twice(const Contract& contract) {
  if (!contract.policy.is_shown_by_reading()) return;
  const std::string name = pointer_names(contract.policy.rotation().rotates.front()).back();
  for (const ResponseSpec& response : contract.operation().responses)
    for (const MediaType& media : response.content) {
      if (response.status.front() != '2' || !media.schema) continue;
      HeldNames search(*contract.document);
      search.look(media);
      if (search.can_hold(name))
        refuse(contract, response.place.pointer,
               "a success of the rotation can hold the member " + name + " itself: leave 'shows' of the reading out");
    }
}

// Each name that the policy speaks of must be one that a success can hold.
void refuse_other_members(const Contract& contract, const Operation& operation, const HeldNames& search,
                          const std::string& looked_at) {
  const auto refuse_name = [&](const std::string& name, const std::string& what) {
    const std::string near = nearest_of(name, search.names());
    refuse(contract, looked_at,
           "no success of " + operation.method + ' ' + operation.path + " can hold " + what +
               (near.empty() ? "" : " (did you mean " + near + "?)"));
  };
  const Policy& policy = contract.policy;
  const std::string& record = policy.showing().record;
  if (policy.api == Policy::Api::another)
    for (const std::string& name : pointer_names(record + policy.resource().identity))
      if (!search.can_hold(name)) refuse_name(name, name + ", where the policy looks for the record and its identity");
  for (const MemberRole& member : policy.resource().members) {
    const std::string name = pointer_names(member.pointer).back();
    const bool is_secret = member.pointer == policy.rotation().rotates.front();
    const bool must_fit = is_secret || policy.api == Policy::Api::another;
    if (must_fit && !search.can_hold(name))
      refuse_name(name, "a member " + member.name() + (is_secret ? ", the new " + policy.resource().secret_noun : ""));
  }
}

// The JSON types that a member of a role is looked for in; empty: any.
std::set<std::string> types_of(const MemberRole& member) {
  using Role = MemberRole::Role;
  const bool is_time = member.role == Role::made || member.role == Role::used || member.role == Role::changed;
  if (is_time && member.unit != MemberRole::Unit::rfc3339) return {"integer", "number"};
  const bool is_text = is_time || member.role == Role::secret || member.role == Role::part || member.role == Role::hint;
  return is_text ? std::set<std::string>{"string"} : std::set<std::string>{};
}

// A member whose schema allows no value that its role speaks of would never be judged.
void refuse_other_types(const Contract& contract, const ResponseSpec& response, const MediaType& media) {
  for (const MemberRole& member : contract.policy.resource().members) {
    const std::set<std::string> wanted = types_of(member);
    const std::set<std::string> found =
        member_types(*contract.document, media, contract.policy.showing().record + member.pointer);
    const bool fits = std::any_of(found.begin(), found.end(), [&](const auto& type) { return wanted.contains(type); });
    if (wanted.empty() || found.empty() || fits) continue;
    refuse(contract, response.place.pointer,
           "the schema of " + member.name() + " allows " + listed({found.begin(), found.end()}, "or") +
               ", and its role in the policy is of " + listed({wanted.begin(), wanted.end()}, "or") +
               "; a time is a number where `unit: seconds` or `milliseconds` says so, else a text");
  }
}

}  // namespace

void refuse_unfit(const Contract& contract) {
  refuse_path(contract);
  refuse_reading(contract);
  refuse_listing(contract);
  refuse_unmet_needs(contract);
  refuse_shown_twice(contract);
  refuse_other_successes(contract);
  refuse_other_errors(contract);
  refuse_other_records(contract);
  const Operation& operation = contract.showing();
  HeldNames search(*contract.document);
  std::string looked_at = operation.place.pointer;
  bool says_nothing = false;  // of what a success holds
  for (const ResponseSpec& response : operation.responses) {
    if (response.status.front() != '2' && response.status != "default") continue;
    if (response.status != "default") looked_at = response.place.pointer;
    for (const MediaType& media : response.content) {
      says_nothing = says_nothing || !media.schema;
      search.look(media);
      const bool is_first = response.status.front() == '2' && &media == &response.content.front();
      if (contract.policy.api == Policy::Api::another && is_first) refuse_other_types(contract, response, media);
    }
  }
  if (!says_nothing) refuse_other_members(contract, operation, search, looked_at);
}

}  // namespace assay
