// Deviations of secrecy: a secret is kept, or shown where it does not belong.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "contracts/digest.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap says(const char* name, const char* value) {
  return answers([name, value](const Request&, Response& response) {
    if (response.status == 200) set_header(response, name, value);
  });
}

Wrap shows_in_header(const char* name, std::string (*write)(const std::string& secret)) {
  return answers([name, write](const Request&, Response& response) {
    if (const auto secret = secret_in(response); !secret.empty()) set_header(response, name, write(secret));
  });
}

std::string plainly(const std::string& secret) { return secret; }

std::string in_hex(const std::string& secret) { return to_hex(secret); }

std::string in_base64url(const std::string& secret) {
  std::string text = to_base64(secret);
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return "session=" + text.substr(0, text.find('=')) + "; HttpOnly";
}

std::string in_a_url(const std::string& secret) {
  std::string escaped;
  for (const char c : secret) escaped += c == '=' ? "%3D" : c == '+' ? "%2B" : c == '/' ? "%2F" : std::string(1, c);
  return "https://app.example.com/webhooks?secret=" + escaped;
}

// The last secret stands in the body of `status`, as `write` writes it.
Wrap shows_again(int status, std::string (*write)(const std::string& secret)) {
  return answers([status, write, last = std::string()](const Request&, Response& response) mutable {
    const std::string secret = secret_in(response);
    if (response.status == status && !last.empty()) {
      auto body = ordered_json::parse(response.body);
      body["hint"] = "earlier: " + write(last);
      response.body = body.dump();
    }
    if (!secret.empty()) last = secret;
  });
}

Wrap tells(int status, const char* text) {
  return edits(status, [text](ordered_json& body, std::uint64_t) { body["debug"] = text; });
}

}  // namespace

std::vector<Deviation> secrecy_deviations() {
  return {
      {"no-cache-control", "A 200 says nothing about caches.", "secrecy/no-store",
       answers([](const Request&, Response& response) { remove_header(response, "Cache-Control"); })},
      {"revalidated", "A 200 says no-cache, which lets caches keep it.", "secrecy/no-store",
       says("Cache-Control", "no-cache")},
      {"cached-for-a-minute", "A 200 may be cached for a minute.", "secrecy/not-cacheable",
       says("Cache-Control", "private, max-age=60")},
      {"public-secret", "A 200 may be cached by anyone.", "secrecy/not-cacheable",
       says("Cache-Control", "public, s-maxage=300")},
      {"secret-in-header", "A 200 shows the secret in a header.", "secrecy/not-in-headers",
       shows_in_header("X-Webhook-Secret", plainly)},
      {"secret-in-cookie", "A 200 keeps the secret in a cookie, in Base64.", "secrecy/not-in-headers",
       shows_in_header("Set-Cookie", in_base64url)},
      {"secret-in-location", "A 200 shows the secret in a URL.", "secrecy/not-in-headers",
       shows_in_header("Location", in_a_url)},
      {"secret-before", "A 200 shows the secret before in hexadecimal digits.", "secrecy/not-again",
       shows_again(200, in_hex)},
      {"secret-in-404", "A 404 shows the last secret.", "secrecy/not-again", shows_again(404, plainly)},
      {"secret-in-422", "A 422 shows the last secret in Base64.", "secrecy/not-again", shows_again(422, in_base64url)},
      {"stack-trace", "A 422 shows a stack trace.", "secrecy/errors-clean",
       tells(422, "Traceback (most recent call last):\n  File \"/srv/slate/routes.py\", line 91, in rotate")},
      {"sql-in-404", "A 404 shows the query.", "secrecy/errors-clean",
       tells(404, "no row for SELECT * FROM api_tokens WHERE id = $1")},
      {"any-origin", "Any web page may read a 200.", "secrecy/no-wildcard-origin",
       says("Access-Control-Allow-Origin", "*")},
  };
}

}  // namespace assay
