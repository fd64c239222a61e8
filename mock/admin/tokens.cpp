// Tokens: list, add, show one, change its status.
#include <functional>

#include "contracts/documents/place.h"
#include "mock/admin/call.h"
#include "mock/admin/redaction.h"
#include "mock/fastapi/integer_grammar.h"
#include "mock/state/act.h"
#include "mock/state/token_file.h"

namespace assay {
namespace {

using nlohmann::json;

// As a 200 shows it, but for the id, which is text so that no size is lost.
json view_of(const Resource& token, Moment now, const MockParts& parts, Secrets secrets) {
  Policy policy = parts.policy;
  policy.token_in_200 = secrets == Secrets::shown ? Policy::Token::full : Policy::Token::masked;
  json view = json::parse(shown(token, now, rules_of(policy)));
  view["id"] = token.key();
  view["rotations"] = token.rotations;
  json& secret = view.at("webhook_secret");
  if (secrets == Secrets::hidden && !secret.is_null()) secret = redacted;
  return view;
}

Response list(const AdminCall& call) {
  const Secrets secrets = secrets_of(call);
  const Moment now = call.parts->clock->now();
  json tokens = json::array();
  for (const Resource& token : call.parts->store->list(text_of(call, "session", "")))
    tokens.push_back(view_of(token, now, *call.parts, secrets));
  return json_answer(200, {{"tokens", std::move(tokens)}});
}

// Read as a token file of one; the place in the answer is the one in the body.
Resource read_token(const std::string& bytes) try {
  return parse_tokens("[" + bytes + "]", "body").at(0);
} catch (const BadDocument& error) {
  const std::string& pointer = error.place.pointer;
  throw Problem{.status = 422,
                .detail = "The body is no token.",
                .errors = {{.pointer = pointer.starts_with("/0") ? pointer.substr(2) : "", .message = error.message}}};
}

Response add(const AdminCall& call) {
  const Resource token = read_token(call.bytes);
  if (!call.parts->store->add(text_of(call, "session", ""), token))
    throw Problem{.status = 409, .detail = "The session has a token " + token.key() + " already."};
  return json_answer(201, view_of(token, call.parts->clock->now(), *call.parts, Secrets::hidden));
}

// Calls `use` with the token that the path names. Throws Problem where there is none.
void with_token(const AdminCall& call, const std::function<void(Resource&)>& use) {
  const IntegerReading id = read_integer(call.parameter);
  const auto* text = std::get_if<std::string>(&id);
  if (text == nullptr || !call.parts->store->update(text_of(call, "session", ""), *text, use))
    throw Problem{.status = 404, .detail = "The session has no such token."};
}

Response show(const AdminCall& call) {
  const Secrets secrets = secrets_of(call);
  json view;
  with_token(call, [&](Resource& token) { view = view_of(token, call.parts->clock->now(), *call.parts, secrets); });
  return json_answer(200, view);
}

Response change(const AdminCall& call) {
  const std::string status = call.body.at("status").dump();  // one of those that the schema lists
  json view;
  with_token(call, [&](Resource& token) {
    token.put("/status", status);
    view = view_of(token, call.parts->clock->now(), *call.parts, Secrets::hidden);
  });
  return json_answer(200, view);
}

}  // namespace

std::vector<AdminRoute> admin_token_routes() {
  return {{.method = "GET", .path = "/__admin/tokens", .query = {"session", "secrets"}, .answer = list},
          {.method = "POST", .path = "/__admin/tokens", .query = {"session"}, .body = "NewToken", .answer = add},
          {.method = "GET", .path = "/__admin/tokens/{id}", .query = {"session", "secrets"}, .answer = show},
          {.method = "PATCH",
           .path = "/__admin/tokens/{id}",
           .query = {"session"},
           .body = "TokenChange",
           .answer = change}};
}

}  // namespace assay
