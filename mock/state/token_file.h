// The Slate API's tokens from a YAML or JSON file: a list, or a map with the one key `tokens`.
//
//     tokens:
//       - id: 1                       any integer; each once; in quotes beyond 64 bits
//         name: Order router
//         token: slate_test_...       the full token
//         created_by: ada@example.com
//         created_at: 2024-03-01T09:30:00Z
//         token_prefix: slate_test_   default: the token up to its last '_', else its first 4 bytes
//         token_last4: 9f3c           default: the token's last 4 bytes
//         scopes: [orders:read]       default: none
//         ip_allowlist, rate_limit, expires_at, last_used_at, webhook_url, webhook_secret   default: null
//         status: active              active, disabled, revoked or expired; default active
//         webhook_enabled: true       default: whether webhook_url is given
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/place.h"
#include "mock/state/resource.h"

namespace assay {

// Each is a document as FastAPI writes it: compact JSON, the 16 members of TokenWithSecretResponse in its order, nulls
// written, UTC date-times. Throws BadDocument with file and line: no such file, more than 8 MiB, not YAML, an unknown
// or missing key, a value of the wrong kind, an id that stands twice, a token_prefix or token_last4 that disagrees with
// the token. Never quotes a token or a secret.
std::vector<Resource> load_tokens(const std::string& file);

// The same of text; `file` is named in errors.
std::vector<Resource> parse_tokens(std::string_view text, const std::string& file);

// fixtures/tokens.yaml, which the program carries inside: ids 1 active, 2 active without allowlist, 3 revoked, 4
// expired, 5 active without webhook.
std::vector<Resource> default_tokens();

}  // namespace assay
