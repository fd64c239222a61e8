// The mock: a correct, stateful server of the contract's operation, as a Handler.
#pragma once

#include <memory>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/state/env.h"
#include "mock/state/resource_store.h"

namespace assay {

// Answers as FastAPI answers (routing, 422) and as contract.policy says where the document is silent. Pure but for
// store and env. Thread-safe; keeps copies of what it needs of the contract. The header X-Assay-Session names the
// session.
//
// Every answer says `Server: assay-mock`, every 200 `Cache-Control: no-store`. Date, Content-Length and Connection are
// the listener's, but for two: an answer to HEAD carries the Content-Length of the body that it leaves out, and that
// to a malformed target says `Connection: close`.
//
// A request of the operation is looked at in this order: 401 where a bearer is asked for, 429 where policy.rate_limit
// is used up, 422, then the token. The limit holds for each session, in minutes of the mock's clock; all but the 401 is
// counted and says X-RateLimit-*.
//
// Throws BadDocument when the contract's operation has not exactly one path parameter.
Handler make_mock(const Contract& contract, std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env);

}  // namespace assay
