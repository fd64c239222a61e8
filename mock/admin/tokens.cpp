// Tokens: list, add, change the status.
#include "contracts/documents/place.h"
#include "mock/admin/call.h"
#include "mock/admin/redaction.h"
#include "mock/fastapi/integer_grammar.h"
#include "mock/state/token_file.h"
#include "mock/state/token_json.h"

namespace assay {
namespace {

using nlohmann::json;

// As a 200 shows it, but for the id, which is text so that no size is lost.
json view_of(const Token& token, Moment now, Secrets secrets) {
  const bool shown = secrets == Secrets::shown;
  std::string text;
  append_token_json(text, token, now, shown ? Policy::Token::full : Policy::Token::masked);
  json view = json::parse(text);
  view["id"] = token.id;
  view["rotations"] = token.rotations;
  if (!shown && token.webhook_secret) view["webhook_secret"] = redacted;
  return view;
}

Response list(const AdminCall& call) {
  const Secrets secrets = secrets_of(call);
  const Moment now = call.parts->clock->now();
  json tokens = json::array();
  for (const Token& token : call.parts->store->list(text_of(call, "session", "")))
    tokens.push_back(view_of(token, now, secrets));
  return json_answer(200, {{"tokens", std::move(tokens)}});
}

// Read as a token file of one; the place in the answer is the one in the body.
Token read_token(const std::string& bytes) try {
  return parse_tokens("[" + bytes + "]", "body").at(0);
} catch (const BadDocument& error) {
  const std::string& pointer = error.place.pointer;
  throw Problem{.status = 422,
                .detail = "The body is no token.",
                .errors = {{.pointer = pointer.starts_with("/0") ? pointer.substr(2) : "", .message = error.message}}};
}

Response add(const AdminCall& call) {
  const Token token = read_token(call.bytes);
  if (!call.parts->store->add(text_of(call, "session", ""), token))
    throw Problem{.status = 409, .detail = "The session has a token " + token.id + " already."};
  return json_answer(201, view_of(token, call.parts->clock->now(), Secrets::hidden));
}

Token::Status status_called(const std::string& name) {
  for (const auto status :
       {Token::Status::active, Token::Status::disabled, Token::Status::revoked, Token::Status::expired})
    if (to_text(status) == name) return status;
  throw Problem{.status = 422, .detail = "There is no such status."};
}

Response change(const AdminCall& call) {
  const IntegerReading id = read_integer(call.parameter);
  const auto status = status_called(call.body.at("status").get<std::string>());
  json view;
  const auto set = [&](Token& token) {
    token.status = status;
    view = view_of(token, call.parts->clock->now(), Secrets::hidden);
  };
  const auto* text = std::get_if<std::string>(&id);
  if (text == nullptr || !call.parts->store->update(text_of(call, "session", ""), *text, set))
    throw Problem{.status = 404, .detail = "The session has no such token."};
  return json_answer(200, view);
}

}  // namespace

std::vector<AdminRoute> admin_token_routes() {
  return {{.method = "GET", .path = "/__admin/tokens", .query = {"session", "secrets"}, .answer = list},
          {.method = "POST", .path = "/__admin/tokens", .query = {"session"}, .body = "NewToken", .answer = add},
          {.method = "PATCH",
           .path = "/__admin/tokens/{id}",
           .query = {"session"},
           .body = "TokenChange",
           .answer = change}};
}

}  // namespace assay
