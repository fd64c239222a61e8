// What the OpenAPI document leaves open, as values with defaults. A vendor may override any of them in a file of his
// own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct Policy {
  std::string file{};  // where it was read from; empty: the defaults below
  std::string operation =
      "rotate_webhook_secret_api_tokens__token_id__webhook_rotate_secret_post";  // operationId under test
  std::string framework = "fastapi";  // class D clauses are MUST for "fastapi", else SHOULD

  // JSON Pointers into a 200 whose strings never reach a report.
  std::vector<std::string> secrets = {"/token", "/webhook_secret"};
  // Statuses that every API may give although the document does not list them.
  std::vector<int> general_errors = {400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414,
                                     415, 421, 423, 426, 428, 429, 431, 500, 501, 502, 503, 504};
  // Members that a rotation leaves alone.
  std::vector<std::string> unchanged = {"name",       "scopes",     "ip_allowlist", "rate_limit",      "expires_at",
                                        "created_by", "created_at", "webhook_url",  "webhook_enabled", "status"};

  // What a mock does where the document is silent.
  enum class Token { full, masked, empty };
  enum class OnState { refuse, rotate };  // refuse: 409
  OnState inactive = OnState::refuse;     // the token is revoked, expired or disabled
  OnState no_webhook = OnState::refuse;   // it has no webhook_url
  Token token_in_200 = Token::full;
  std::string secret_prefix = "whsec_";
  int secret_bytes = 32;        // random bytes behind the prefix, base64; 16 to 1024
  std::string bearer{};         // empty: no credentials asked for
  int rate_limit = 0;           // requests a minute; 0: off
  bool touch_last_used = true;  // an authenticated call moves last_used_at; without a bearer no call is one
};

// Reads a YAML or JSON policy file over the defaults. Throws BadDocument on an unknown key or a value out of range.
Policy load_policy(const std::string& file);

// The same from the bytes of a file; `file` is its name for messages.
Policy read_policy(std::string_view bytes, const std::string& file);

// Changes one value: "token_in_200=masked", the value written as in a policy file; nothing behind '=' is the empty
// text. Throws BadDocument as read_policy does, and for `bearer`, which as a secret has no place on a command line.
void set_policy(Policy& policy, std::string_view setting);

}  // namespace assay
