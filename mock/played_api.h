// What a mock plays: the operations of an API on one kind of resource, read from a contract once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/dialects/error_dialect.h"
#include "mock/kinds/identity.h"
#include "mock/kinds/secret_spelling.h"
#include "mock/kinds/showing.h"
#include "mock/routing/router.h"
#include "mock/state/rules.h"

namespace assay {

// An operation of the document, as the router's entry of the same place.
struct PlayedOperation {
  static constexpr std::size_t unnamed = SIZE_MAX;
  std::string id{};
  std::size_t use = unnamed;  // its place in the policy's uses; unnamed: the policy does not speak of it
  // Of the policy's webhook_trigger: where each of the rotation's parameters stands among those of its own path.
  std::optional<std::vector<std::size_t>> trigger{};
};

// Immutable; may be used from several threads at once.
struct PlayedApi {
  Policy policy{};
  Identity identity;
  ErrorDialect dialect;
  Router router;
  SecretSpelling spelling;
  std::vector<PlayedOperation> operations{};
  std::vector<Showing> showings{};  // as the policy's uses
  Rules rules{};
  std::string rotation_method{};  // upper case
};

// Keeps copies of what it needs. Throws BadDocument for an operation that the mock cannot play: a path that it cannot
// route, of Slate's API not exactly one parameter, a success that has no place for the record.
std::shared_ptr<const PlayedApi> read_played_api(const Contract& contract);

// Whose requests are, of the contract's operation. Throws as read_played_api does where that can't be played.
Identity identity_of(const Contract& contract);

// The key of the resource that a request of one of the policy's operations asks for; "" where it asks for none.
std::string key_asked(const PlayedApi& api, const Request& request);

// What is said of a part of the identity that is none; `texts` are those of the request.
Trouble invalid_identity(const PlayedApi& api, std::size_t use, const Identity::Fault& fault,
                         const std::vector<std::string>& texts);

// What the API says with a status from 400 to 599 to this request, whether or not it has reason to, and with the
// headers that RFC 9110 wants: WWW-Authenticate (401), Allow (405), Proxy-Authenticate (407), Upgrade (426),
// Retry-After: 1 (429, 503); a 422 of FastAPI has the documented detail.
Response forced_answer(const PlayedApi& api, int status, const Request& request);

}  // namespace assay
