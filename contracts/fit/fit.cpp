#include "contracts/fit/fit.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/documents/document.h"
#include "contracts/documents/nearest.h"
#include "contracts/documents/pointer.h"
#include "contracts/fit/member_types.h"
#include "contracts/fit/misfit.h"
#include "contracts/held_names.h"
#include "contracts/words.h"

namespace assay {

std::string key_of(const Use& use, const std::string& key) { return below(below("/operations", use.operation), key); }

void refuse(const Contract& contract, const Misfit& where, const std::string& message) {
  const Place said = contract.policy.place(where.policy);
  const std::string line = said.line > 0 ? ':' + std::to_string(said.line) : "";
  throw BadDocument(contract.place(where.document), message + "; is it the operation that " +
                                                        (said.file.empty() ? "the policy" : said.file + line) +
                                                        " speaks of? docs/your-api.md says how a policy is written");
}

namespace {

// A success that the policy names and the document does not would never be judged.
void refuse_other_successes(const Contract& contract) {
  if (contract.policy.api == Policy::Api::slate) return;
  const auto refuse_undocumented = [&](const Operation& operation, const std::string& key, int status) {
    if (operation.response(status) == nullptr)
      refuse(contract, {operation.place.pointer, key},
             "the policy's '" + key.substr(key.rfind('/') + 1) + "' names " + std::to_string(status) +
                 ", which the operation does not document");
  };
  const auto refuse_use = [&](const Operation* operation, const Use* use) {
    if (operation == nullptr) return;
    for (const int status : use->success) refuse_undocumented(*operation, key_of(*use, "success"), status);
  };
  refuse_use(&contract.operation(), &contract.policy.rotation());
  for (const int status : contract.policy.invalid) refuse_undocumented(contract.operation(), "/errors/invalid", status);
  refuse_use(contract.reading(), contract.policy.reading());
  refuse_use(contract.listing(), contract.policy.listing());
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
  refuse(contract, {first->place.pointer, "/errors/shape"},
         "no documented refusal can be of the shape that the policy's `errors` gives");
}

// Names that no success of an operation can hold would never be looked at.
void refuse_names(const Contract& contract, const Operation& operation, const std::string& pointer,
                  const std::string& key, const std::string& what) {
  for (const ResponseSpec& response : operation.responses) {
    if (response.status.front() != '2') continue;
    for (const MediaType& media : response.content) {
      if (!media.schema) continue;
      HeldNames held(*contract.document);
      held.look(media);
      for (const std::string& name : pointer_names(pointer))
        if (!held.can_hold(name))
          refuse(contract, {response.place.pointer, key},
                 "no success of " + operation.method + ' ' + operation.path + " can hold " + name +
                     ", where the policy looks for " + what);
    }
  }
}

// A record that the reading or the listing cannot show.
void refuse_other_records(const Contract& contract) {
  const Policy& policy = contract.policy;
  if (contract.reading() && !policy.is_shown_by_reading())
    refuse_names(contract, *contract.reading(), policy.reading()->record, key_of(*policy.reading(), "record"),
                 "the record");
  if (contract.listing())
    refuse_names(contract, *contract.listing(), policy.listing()->items + policy.listing()->record,
                 key_of(*policy.listing(), "items"), "the list's records");
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
        refuse(contract, {response.place.pointer, key_of(*contract.policy.reading(), "shows")},
               "a success of the rotation can hold the member " + name + " itself: leave 'shows' of the reading out");
    }
}

// Each name that the policy speaks of must be one that a success can hold.
void refuse_other_members(const Contract& contract, const Operation& operation, const HeldNames& search,
                          const std::string& looked_at) {
  const auto refuse_name = [&](const std::string& name, const std::string& what, const std::string& key) {
    const std::string near = nearest_of(name, search.names());
    refuse(contract, {looked_at, key},
           "no success of " + operation.method + ' ' + operation.path + " can hold " + what +
               (near.empty() ? "" : " (did you mean " + near + "?)"));
  };
  const Policy& policy = contract.policy;
  const std::string& record = policy.showing().record;
  const std::string kind = below("/resources", policy.resource().noun);
  if (policy.api == Policy::Api::another)
    for (const std::string& name : pointer_names(record + policy.resource().identity))
      if (!search.can_hold(name))
        refuse_name(name, name + ", where the policy looks for the record and its identity",
                    pointer_names(record).empty() ? kind + "/identity" : key_of(policy.showing(), "record"));
  for (const MemberRole& member : policy.resource().members) {
    const std::string name = pointer_names(member.pointer).back();
    const bool is_secret = member.pointer == policy.rotation().rotates.front();
    const bool must_fit = is_secret || policy.api == Policy::Api::another;
    if (must_fit && !search.can_hold(name))
      refuse_name(name, "a member " + member.name() + (is_secret ? ", the new " + policy.resource().secret_noun : ""),
                  below(kind + "/members", member.pointer));
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
    refuse(contract,
           {response.place.pointer,
            below(below("/resources", contract.policy.resource().noun) + "/members", member.pointer)},
           "the schema of " + member.name() + " allows " + listed({found.begin(), found.end()}, "or") +
               ", and its role in the policy is of " + listed({wanted.begin(), wanted.end()}, "or") +
               "; a time is a number where `unit: seconds` or `milliseconds` says so, else a text");
  }
}

}  // namespace

void refuse_unfit(const Contract& contract) {
  refuse_requests(contract);
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
