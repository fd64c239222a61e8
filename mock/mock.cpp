#include "mock/mock.h"

#include <openssl/crypto.h>

#include <stdexcept>

#include "contracts/digest.h"
#include "mock/fastapi/routing.h"
#include "mock/fastapi/validation_error.h"
#include "mock/state/act.h"
#include "mock/state/rate_limit.h"
#include "mock/state/session.h"

namespace assay {
namespace {

struct Mock {
  Route route{};
  Policy policy{};
  Rules rules{};
  std::shared_ptr<ResourceStore> store{};
  std::shared_ptr<const Env> env{};
  std::shared_ptr<RateLimit> limit{};  // null: none
};

Response answer(int status, std::string_view type, std::string body) {
  Response response{.status = status, .body = std::move(body)};
  response.headers.reserve(4);
  response.headers.push_back({"Server", "assay-mock"});
  response.headers.push_back({"Content-Type", std::string(type)});
  return response;
}

Response json(int status, std::string body) { return answer(status, "application/json", std::move(body)); }

Response malformed() {
  Response response = answer(400, "text/plain; charset=utf-8", "Invalid HTTP request received.");
  response.headers.push_back({"Connection", "close"});
  return response;
}

Response redirect(std::string location) {
  return {.status = 307, .headers = {{"Server", "assay-mock"}, {"Location", std::move(location)}}};
}

Response other_method(const Mock& mock) {
  Response response = json(405, R"({"detail":"Method Not Allowed"})");
  response.headers.push_back({"Allow", mock.route.method});
  return response;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// RFC 6750 2.1; the scheme is compared without case (RFC 9110 11.1).
bool is_authorized(const Mock& mock, const Request& request) {
  if (mock.policy.bearer.empty()) return true;
  const auto given = find_header(request.headers, "Authorization").value_or("");
  constexpr std::string_view scheme = "Bearer ";
  return equal_ignoring_case(given.substr(0, scheme.size()), scheme) &&
         same(given.substr(scheme.size()), mock.policy.bearer);
}

Response unauthorized() {
  Response response = json(401, R"({"detail":"Missing or invalid credentials","error":"unauthorized"})");
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

std::string draw_secret(const Mock& mock, std::string_view session, const Resource& resource) {
  const Draw draw{.session = session, .id = resource.key(), .k = resource.rotations};
  return mock.policy.secret_prefix +
         to_base64(mock.env->random_bytes(draw, static_cast<std::size_t>(mock.policy.secret_bytes)));
}

std::string refusal_body(const Refusal& refused) {
  return R"({"detail":")" + refused.text + R"(","error":")" + refused.code + R"("})";
}

Response rotate_token(const Mock& mock, std::string_view session, std::string_view id) {
  Response response = json(404, R"({"detail":"Resource not found","error":"not_found"})");
  const Moment now = mock.env->now();
  const auto change = [&](Resource& resource) {
    const std::string secret = draw_secret(mock, session, resource);  // may throw: before the resource is moved from
    Rotation rotation = rotate(std::move(resource), now, secret, mock.rules);
    resource = std::move(rotation.resource);
    if (rotation.refused) return void(response = json(rotation.refused->status, refusal_body(*rotation.refused)));
    response = json(200, shown(resource, now, mock.rules));
    response.headers.push_back({"Cache-Control", "no-store"});
  };
  mock.store->update(session, id, std::ref(change));
  return response;
}

Response rotate_segment(const Mock& mock, std::string_view session, const std::string& segment) {
  const IntegerReading id = read_integer(segment);
  if (const auto* fault = std::get_if<IntegerFault>(&id))
    return json(422, validation_error(*fault, mock.route.parameter, segment));
  return rotate_token(mock, session, std::get<std::string>(id));
}

// Strangers are turned away before anything is counted, and a caller over its limit before its id is looked at.
Response operate(const Mock& mock, const Request& request, const std::string& segment) {
  if (!is_authorized(mock, request)) return unauthorized();
  const std::string_view session = session_of(request);
  if (!mock.limit) return rotate_segment(mock, session, segment);
  const Allowance allowance = mock.limit->take(session, mock.env->now());
  if (!allowance.granted) return rate_limited(allowance);
  Response response = rotate_segment(mock, session, segment);
  append_rate_headers(response.headers, allowance);
  return response;
}

Response respond(const Mock& mock, const Request& request) {
  Routed routed = route(mock.route, request);
  switch (routed.to) {
    case Routed::To::malformed: return malformed();
    case Routed::To::unknown_path: return json(404, R"({"detail":"Not Found"})");
    case Routed::To::slash_redirect: return redirect(std::move(routed.location));
    case Routed::To::other_method: return other_method(mock);
    case Routed::To::operation: return operate(mock, request, routed.segment);
  }
  throw std::logic_error("a route leads nowhere");
}

// RFC 9110 9.3.2: what a GET would say, but for the body.
Response without_body(Response response) {
  response.headers.push_back({"Content-Length", std::to_string(response.body.size())});
  response.body.clear();
  return response;
}

// A mock plays a rotation that answers with the whole record of a token, as the Slate API does.
void refuse_other_records(const Contract& contract) {
  const Use& use = contract.policy.rotation();
  const bool plays = use.rotates == std::vector<std::string>{"/webhook_secret"} && use.record.empty() &&
                     contract.policy.resource().identity == "/id" &&
                     (contract.operation().identity.empty() ||
                      contract.operation().identity.front().type == IdentityPart::Type::integer);
  if (!plays)
    throw BadDocument(
        contract.operation().place,
        "the mock plays rotations of the Slate API alone, not yet those of another policy; check a server "
        "by its URL");
}

Route route_of(const Operation& operation) try {
  return make_route(operation.method, operation.path);
} catch (const std::invalid_argument& error) {
  throw BadDocument(operation.place, "the mock " + std::string(error.what()) + ", not " + operation.path);
}

}  // namespace

Handler make_mock(const Contract& contract, std::shared_ptr<ResourceStore> store, std::shared_ptr<const Env> env) {
  const Policy& policy = contract.policy;
  refuse_other_records(contract);
  auto mock = std::make_shared<const Mock>(
      Mock{.route = route_of(contract.operation()),
           .policy = policy,
           .rules = rules_of(policy),
           .store = std::move(store),
           .env = std::move(env),
           .limit = policy.rate_limit > 0 ? std::make_shared<RateLimit>(policy.rate_limit) : nullptr});
  return [mock](const Request& request) -> Outcome {
    Response response = respond(*mock, request);
    return request.method == "HEAD" ? without_body(std::move(response)) : response;
  };
}

}  // namespace assay
