// The mock: a correct, stateful server of the operations that the policy names, as a Handler.
#pragma once

#include <memory>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/state/env.h"
#include "mock/state/resource_store.h"

namespace assay {

struct PlayedApi;  // mock/played_api.h
class Sender;      // mock/deliveries/sender.h

// Answers in the dialect of contract.policy (FastAPI's routing and 422, problems of RFC 9457, or the shape of its
// `errors`) and as the policy says where the document is silent; another operation of the document is answered 501. The
// paths of the document's servers may stand before a target's. Pure but for store and env. Thread-safe; keeps copies of
// what it needs of the contract. The header X-Assay-Session names the session.
//
// Every answer says `Server: assay-mock`, every success `Cache-Control: no-store`. Of another API than Slate's Date is
// by the mock's clock, as its times of change are. Else Date, Content-Length and Connection are the listener's, but for
// two: an answer to HEAD carries the Content-Length of the body that it leaves out, and that to a malformed target says
// `Connection: close`.
//
// A request of the operation is looked at in this order: 401 where a bearer is asked for, 429 where policy.rate_limit
// is used up, a query or an id that is none, then the resource. The limit holds for each session, in minutes of the
// mock's clock; all but the 401 is counted and says X-RateLimit-*.
//
// Throws what read_played_api throws (mock/played_api.h).
Handler make_mock(const Contract& contract, std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env);

// The same of what was read already; not null. `sender` is told of each rotation, and answers the policy's
// webhook_trigger with 202 and the delivery's id; null: nothing is delivered, and the trigger is answered 501.
Handler make_mock(std::shared_ptr<const PlayedApi> api, std::shared_ptr<ResourceStore> store,
                  std::shared_ptr<const Env> env, std::shared_ptr<Sender> sender = nullptr);

}  // namespace assay
