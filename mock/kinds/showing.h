// How the successes of an API's operations show a resource, and what its document is made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "mock/samples/sampler.h"
#include "mock/state/act.h"

namespace assay {

// The operation of the document that a policy's use is about. Throws std::logic_error where there is none.
const Operation& operation_of(const Contract& contract, const Use& use);

// A media type for an answer with that response: one of JSON where the document names one, else its first. Empty: it
// documents no body.
std::string media_type_of(const ResponseSpec& response);

// The success of one operation.
struct Showing {
  int status = 200;               // the lowest that the policy's use, or else the document, gives
  std::string type{};             // media type of the body; empty: there is none
  std::string schema{};           // of the body, JSON Pointer into the document; empty: it has none
  View view{};                    // what stands around the record, and which members of a resource it does not show
  std::string before{}, after{};  // of a list: what stands around its items, each of which is as the view says
};

// Of all operations of the policy, in its order.
struct Showings {
  Sample record{};  // a resource's document, with the members of all successes; null where the API is Slate's
  std::vector<Showing> uses{};
};

// `variant`: which sample. Of Slate's API every 200 is the whole document. Throws BadDocument where a success has no
// place for the record that the policy names.
Showings showings_of(const Contract& contract, int variant = 1);

// Of pointers those that lie below none of the others.
std::vector<std::string> outermost(const std::vector<std::string>& pointers);

// Throws BadDocument where the mock's part of the policy names a member that no record has: it would be said in vain.
void refuse_unnamed(const Contract& contract);

}  // namespace assay
