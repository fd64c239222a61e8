// What the OpenAPI document leaves open, as values: what its things are for (contracts/policy/roles.h), and what a mock
// does. contracts/slate.policy.yaml is the one source of the defaults.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/documents/place.h"
#include "contracts/policy/deliveries.h"
#include "contracts/policy/roles.h"

namespace assay {

struct Document;  // contracts/documents/document.h

struct Policy {
  std::string file{};  // where it was read from
  // What stands there, for the lines of what a document contradicts; null in a Policy made by hand. Never holds a
  // credential but `bearer`, of which nobody is told.
  std::shared_ptr<const Document> written{};
  std::string framework{};            // class D clauses are MUST for "fastapi", else SHOULD
  std::vector<int> general_errors{};  // statuses that every API may give although the document does not list them

  std::vector<ResourceKind> resources{};
  std::vector<Use> uses{};  // the operations: one that rotates stands first; one may read, and one list
  std::vector<LawWords> laws{};
  std::optional<Window> window{};  // said by the law window/refused
  std::vector<int> invalid{};  // statuses of an invalid identity; empty: what the document documents of 400, 404, 422
  ErrorShape errors{};
  // Whose API it is: of another than Slate each role must fit the document.
  enum class Api { slate, another } api = Api::slate;

  DeliveryRules deliveries{};

  // What a mock does where the document is silent. Of the Slate API:
  enum class Token { full, masked, empty };
  enum class OnState { refuse, rotate };  // refuse: 409
  OnState inactive = OnState::refuse;     // the token is revoked, expired or disabled
  OnState no_webhook = OnState::refuse;   // it has no webhook_url
  Token token_in_200 = Token::full;
  // Of another one: a resource whose member is in none of the `active` states (JSON texts) is refused, by the code of
  // its state where there is one; and so is one whose member is null, false or missing.
  struct State {
    std::string member{};  // JSON Pointers into a record
    std::vector<std::string> active{};
    std::vector<std::pair<std::string, std::string>> refuse{};  // state -> code
    int with = 409;
  };
  struct Need {
    std::string member{}, otherwise{};  // the code
    int with = 409;
  };
  std::optional<State> state{};
  std::vector<Need> needs{};
  // Of both:
  std::string secret_prefix{};
  int secret_bytes = 32;        // random bytes behind the prefix, base64; 16 to 1024
  std::string bearer{};         // empty: no credentials asked for
  int rate_limit = 0;           // requests a minute; 0: off
  bool touch_last_used = true;  // an authenticated call moves last_used_at; without a bearer no call is one

  // Where a JSON Pointer of the file stands, or what is nearest above it; line 0: not known.
  Place place(const std::string& pointer) const;

  // The operation that rotates, and what it rotates the secret of. Throw std::logic_error where there is none, as in a
  // Policy that was not read.
  const Use& rotation() const;
  const ResourceKind& resource() const;
  // The operation that reads the same resource, and the one that lists its kind; null: none.
  const Use* reading() const;
  const Use* listing() const;
  // Whether the new secret is shown by the reading alone; and the operation whose answers show it.
  bool is_shown_by_reading() const;
  const Use& showing() const;
  // The rotation's body without what its window's `unless` holds: a request that an open window refuses. There is one.
  std::string body_in_window() const;
  // JSON Pointers into a success whose strings never reach a report: of each secret.
  std::vector<std::string> secrets() const;
  // Members with one of these roles, in the order of the policy.
  std::vector<MemberRole> members(std::initializer_list<MemberRole::Role> roles) const;
};

// How FastAPI's 422 looks.
const ErrorShape& fastapi_errors();

// Reads a YAML or JSON policy file. One that names `operations` speaks of another API: resources, operations and laws
// are its own, and the rest is Slate's where it says nothing. One that does not changes Slate's. Throws BadDocument
// with the place on an unknown key, a value out of range, a role without its partner and a name that leads nowhere.
Policy load_policy(const std::string& file);

// The same from the bytes of a file; `file` is its name for messages.
Policy read_policy(std::string_view bytes, const std::string& file);

// The policy that the program carries inside: contracts/slate.policy.yaml.
Policy load_embedded_policy();

// Changes one value: "token_in_200=masked", the value written as in a policy file; nothing behind '=' is the empty
// text. Throws BadDocument as read_policy does, and for `bearer`, which as a secret has no place on a command line.
void set_policy(Policy& policy, std::string_view setting);

}  // namespace assay
