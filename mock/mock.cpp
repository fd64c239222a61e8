#include "mock/mock.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "contracts/policy/slate.h"
#include "mock/deliveries/sender.h"
#include "mock/played_api.h"
#include "mock/state/act.h"
#include "mock/state/rate_limit.h"
#include "mock/state/session.h"

namespace assay {
namespace {

struct Mock {
  std::shared_ptr<const PlayedApi> api{};
  bool is_slate = true;
  std::shared_ptr<ResourceStore> store{};
  std::shared_ptr<const Env> env{};
  std::shared_ptr<RateLimit> limit{};  // null: none
  std::shared_ptr<Sender> sender{};    // null: nothing is delivered
};

// A request of an operation that the policy names, and who sent it.
struct Call {
  const Request& request;
  std::size_t use = 0;
  std::vector<std::string> parameters{};  // of the path, then what else the identity is made of
  std::string_view session{};
};

Response malformed() {
  Response response = answer(400, "text/plain; charset=utf-8", "Invalid HTTP request received.");
  response.headers.push_back({"Connection", "close"});
  return response;
}

Response redirect(std::string location) {
  return {.status = 307, .headers = {{"Server", "assay-mock"}, {"Location", std::move(location)}}};
}

Response refuse_method(const Mock& mock, const std::string& allow) {
  Response response = mock.api->dialect.say(other_method(), 0);
  response.headers.push_back({"Allow", allow});
  return response;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// RFC 6750 2.1; the scheme is compared without case (RFC 9110 11.1).
bool is_authorized(const Mock& mock, const Request& request) {
  const std::string& bearer = mock.api->policy.bearer;
  if (bearer.empty()) return true;
  const auto given = find_header(request.headers, "Authorization").value_or("");
  constexpr std::string_view scheme = "Bearer ";
  return equal_ignoring_case(given.substr(0, scheme.size()), scheme) && same(given.substr(scheme.size()), bearer);
}

Response unauthorized(const Mock& mock, std::size_t use) {
  Response response = mock.api->dialect.say(credentials_missing(), use);
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

// Whether a query names the parameter, with a value.
bool names_parameter(std::string_view target, std::string_view name) {
  const std::vector<std::string_view> pairs = query_pairs(target);
  return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    return equals + 1 < pair.size() && percent_decode(pair.substr(0, equals)) == name;
  });
}

// What the request of an operation lacks; nothing: it has all.
std::optional<Trouble> find_missing(const Mock& mock, const Call& call) {
  const PlayedApi& api = *mock.api;
  for (const auto& [name, value] : api.policy.uses[call.use].query)
    if (!names_parameter(call.request.target, name)) {
      const int status = api.dialect.status_of(Trouble::Of::query, call.use);
      return Trouble{.of = Trouble::Of::query,
                     .status = status,
                     .code = code_of(status),
                     .text = "The query parameter " + name + " is required",
                     .parameter = name,
                     .in = "query"};
    }
  return std::nullopt;
}

// What of the identity is none; nothing: it is one. Puts the parameters as they name a resource.
std::optional<Trouble> find_invalid(const Mock& mock, Call& call) {
  const PlayedApi& api = *mock.api;
  const auto fault = api.identity.read(api.policy.uses[call.use].effect, call.request, call.parameters);
  return fault ? std::optional(invalid_identity(api, call.use, *fault, call.parameters)) : std::nullopt;
}

std::string draw_secret(const Mock& mock, std::string_view session, const Resource& resource) {
  const Draw draw{.session = session, .id = resource.key(), .k = resource.rotations};
  return mock.api->spelling.spell(
      mock.env->random_bytes(draw, static_cast<std::size_t>(mock.api->policy.secret_bytes)));
}

Response kept_nowhere(Response response) {
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

// RFC 9110 9.3.2 leaves a HEAD its GET's headers.
Response success(const Mock& mock, std::size_t use, const Resource& resource, Moment now) {
  const Showing& showing = mock.api->showings[use];
  return kept_nowhere(answer(showing.status, showing.type,
                             showing.type.empty() ? "" : shown(resource, now, mock.api->rules, showing.view)));
}

Response refuse(const PlayedApi& api, const Refusal& why, std::size_t use) {
  return api.dialect.say({.of = Trouble::Of::state, .status = why.status, .code = why.code, .text = why.text}, use);
}

// The resources whose first parameters are those of the path, in the order in which the store holds them.
Response list(const Mock& mock, const Call& call) {
  constexpr std::size_t page = 100;
  const PlayedApi& api = *mock.api;
  const Showing& showing = api.showings[call.use];
  const Moment now = mock.env->now();
  std::string body = showing.before;
  std::size_t listed = 0;
  for (const Resource& resource : mock.store->list(call.session)) {
    const auto& own = resource.parameters();
    if (!std::equal(call.parameters.begin(), call.parameters.end(), own.begin(),
                    own.begin() + std::ssize(call.parameters)))
      continue;
    if (listed++ == page) break;
    body.append(listed > 1 ? "," : "").append(shown(resource, now, api.rules, showing.view));
  }
  return kept_nowhere(answer(showing.status, showing.type, showing.type.empty() ? "" : body + showing.after));
}

DeliveryEvent event_of(const Call& call, std::string type) {
  return {.type = std::move(type), .session = std::string(call.session), .parameters = call.parameters};
}

Response act(const Mock& mock, const Call& call) {
  const PlayedApi& api = *mock.api;
  std::optional<Response> response;
  bool is_rotated = false;
  DeliveryEvent event;  // where somebody is told
  const Moment now = mock.env->now();
  const auto change = [&](Resource& resource) {
    if (api.policy.uses[call.use].effect == Use::Effect::reads)
      return void(response = success(mock, call.use, resource, now));
    if (const auto why = must_wait(resource, now, call.request.body, api.rules))
      return void(response = refuse(api, *why, call.use));
    const std::string secret = draw_secret(mock, call.session, resource);  // may throw: before it is moved from
    const std::string before = mock.sender ? resource.text(api.rules.secret) : "";
    Rotation rotation = rotate(std::move(resource), now, secret, api.rules);
    resource = std::move(rotation.resource);
    if (const auto& why = rotation.refused) return void(response = refuse(api, *why, call.use));
    response = success(mock, call.use, resource, now);
    is_rotated = true;
    if (!mock.sender) return;
    event = event_of(call, api.policy.resource().noun + ".secret_rotated");
    mock.sender->replaced(event, before);
  };
  mock.store->update(call.session, identity_key(call.parameters), std::ref(change));
  if (mock.sender && is_rotated) mock.sender->rotated(std::move(event));
  if (response) return std::move(*response);
  return api.dialect.say(no_such_resource(api.dialect.status_of(Trouble::Of::resource, call.use)), call.use);
}

Response serve(const Mock& mock, Call& call) {
  if (const auto missing = find_missing(mock, call)) return mock.api->dialect.say(*missing, call.use);
  if (mock.api->policy.uses[call.use].effect == Use::Effect::lists) return list(mock, call);
  if (const auto invalid = find_invalid(mock, call)) return mock.api->dialect.say(*invalid, call.use);
  return act(mock, call);
}

// Strangers are turned away before anything is counted, and a caller over its limit before its id is looked at.
Response operate(const Mock& mock, Call call) {
  if (!is_authorized(mock, call.request)) return unauthorized(mock, call.use);
  if (!mock.limit) return serve(mock, call);
  const Allowance allowance = mock.limit->take(call.session, mock.env->now());
  Response response = allowance.granted ? serve(mock, call) : mock.api->dialect.say(limit_reached(), call.use);
  append_rate_headers(response.headers, allowance);
  return response;
}

// 202 where the resource is somebody's: whose it is, is read as the rotation reads it.
Response deliver(const Mock& mock, Call call) {
  const PlayedApi& api = *mock.api;
  if (!is_authorized(mock, call.request)) return unauthorized(mock, call.use);
  if (!mock.sender) return delivers_nothing();
  if (const auto invalid = find_invalid(mock, call)) return api.dialect.say(*invalid, call.use);
  bool has_secret = false;
  const auto look = [&](Resource& resource) { has_secret = !resource.text(api.rules.secret).empty(); };
  if (!mock.store->update(call.session, identity_key(call.parameters), look))
    return api.dialect.say(no_such_resource(api.dialect.status_of(Trouble::Of::resource, call.use)), call.use);
  if (!has_secret) return refuse(api, {409, "no_secret", "There is no secret yet to sign a delivery with"}, call.use);
  const std::string id = mock.sender->send(event_of(call, "test"));
  return kept_nowhere(answer(202, "application/json", R"({"delivery":")" + id + R"("})"));
}

// The rotation's parameters, of those of the trigger's path.
std::vector<std::string> parameters_of(const std::vector<std::size_t>& places, const std::vector<std::string>& own) {
  std::vector<std::string> parameters;
  for (const std::size_t place : places) parameters.push_back(own.at(place));
  return parameters;
}

Response not_played_here(const Mock& mock, const PlayedOperation& operation) {
  std::vector<std::string> played;
  for (const Use& use : mock.api->policy.uses) played.push_back(use.operation);
  return not_played(operation.id, played);
}

Response respond(const Mock& mock, const Request& request) {
  Routed routed = mock.api->router.route(request);
  switch (routed.to) {
    case Routed::To::malformed: return malformed();
    case Routed::To::unknown_path: return mock.api->dialect.say(unknown_path(), 0);
    case Routed::To::slash_redirect: return redirect(std::move(routed.location));
    case Routed::To::other_method: return refuse_method(mock, routed.allow);
    case Routed::To::operation: break;
  }
  const PlayedOperation& operation = mock.api->operations[routed.entry];
  if (operation.trigger)
    return deliver(mock, {.request = request,
                          .parameters = parameters_of(*operation.trigger, routed.parameters),
                          .session = session_of(request)});
  if (operation.use == PlayedOperation::unnamed) return not_played_here(mock, operation);
  return operate(mock, {.request = request,
                        .use = operation.use,
                        .parameters = std::move(routed.parameters),
                        .session = session_of(request)});
}

// RFC 9110 9.3.2: what a GET would say, but for the body.
Response without_body(Response response) {
  response.headers.push_back({"Content-Length", std::to_string(response.body.size())});
  response.body.clear();
  return response;
}

}  // namespace

Handler make_mock(const Contract& contract, std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env) {
  return make_mock(read_played_api(contract), std::move(store), std::move(env));
}

Handler make_mock(std::shared_ptr<const PlayedApi> api, std::shared_ptr<ResourceStore> store,
                  std::shared_ptr<const Env> env, std::shared_ptr<Sender> sender) {
  const int limit = api->policy.rate_limit;
  const bool is_slate = is_of_slate(api->policy);
  auto mock = std::make_shared<const Mock>(Mock{.api = std::move(api),
                                                .is_slate = is_slate,
                                                .store = std::move(store),
                                                .env = std::move(env),
                                                .limit = limit > 0 ? std::make_shared<RateLimit>(limit) : nullptr,
                                                .sender = std::move(sender)});
  return [mock](const Request& request) -> Outcome {
    Response response = respond(*mock, request);
    if (!mock->is_slate) response.headers.push_back({"Date", to_http_date(mock->env->now())});
    return request.method == "HEAD" ? without_body(std::move(response)) : response;
  };
}

}  // namespace assay
