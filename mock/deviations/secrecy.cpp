// Deviations of secrecy: a secret is kept, or shown where it does not belong.
#include <cstdint>
#include <map>
#include <string>

#include "contracts/digest.h"
#include "contracts/http/http.h"
#include "contracts/words.h"
#include "mock/deviations/edit.h"
#include "mock/deviations/families.h"
#include "mock/deviations/member.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

Wrap says(const SharedScene& scene, const char* name, const char* value) {
  return answers(scene, &Scene::shows,
                 [name, value](const Request&, Response& response) { set_header(response, name, value); });
}

Wrap shows_in_header(const SharedScene& scene, const char* name, std::string (*write)(const std::string& secret)) {
  return answers([scene, name, write](const Request& request, Response& response) {
    if (const auto secret = secret_in(*scene, request, response); !secret.empty())
      set_header(response, name, write(secret));
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

// The last secret stands in the body, as `write` writes it.
Wrap shows_again(const SharedScene& scene, Which which, std::string (*write)(const std::string& secret)) {
  return answers([scene, which, write, last = std::string()](const Request& request, Response& response) mutable {
    const std::string secret = secret_in(*scene, request, response);
    auto body = ordered_json::parse(response.body.empty() ? "{}" : response.body, nullptr, false);
    if (((*scene).*which)(request, response) && !last.empty() && body.is_object()) {
      body["hint"] = "earlier: " + write(last);
      response.body = body.dump();
    }
    if (!secret.empty()) last = secret;
  });
}

// A reading shows the secret that it must not show.
Wrap reads_secret(const SharedScene& scene) {
  return answers([scene, last = std::map<std::string, std::string>{}](const Request& request,
                                                                      Response& response) mutable {
    const std::string id = scene->identity_in(request), secret = secret_in(*scene, request, response);
    if (!secret.empty()) last[id] = secret;
    if (scene->reads(request) && response.status / 100 == 2 && last.contains(id))
      edit_record(response, scene->read_record, [&](ordered_json& record) { put(record, scene->secret, last[id]); });
  });
}

std::string stored_secret(std::uint64_t k) {
  return "whsec_stored" + std::to_string(100000 + k) + "x7Qm2Tz9Lw4Rk8Vb3Nc6Yd1";
}

// A reading shows a secret that no rotation of the run gave, as one that was there before.
Wrap reads_stored_secret(const SharedScene& scene) {
  return answers([scene, k = std::uint64_t{0}](const Request& request, Response& response) mutable {
    if (scene->reads(request) && response.status / 100 == 2)
      edit_record(response, scene->read_record,
                  [&](ordered_json& record) { put(record, scene->secret, stored_secret(k++)); });
  });
}

// The same of each item of a list.
Wrap lists_stored_secret(const SharedScene& scene) {
  return answers([scene](const Request& request, Response& response) {
    const Use& use = *scene->contract.policy.listing();
    if (!scene->lists(request) || response.status / 100 != 2) return;
    ordered_json body = ordered_json::parse(response.body, nullptr, false);
    const ordered_json::json_pointer items(use.items), secret(use.record + scene->secret);
    if (body.is_discarded() || !body.contains(items) || !body[items].is_array()) return;
    std::uint64_t k = 0;
    for (ordered_json& item : body[items]) item[secret] = stored_secret(k++);
    response.body = body.dump();
  });
}

Wrap tells(const SharedScene& scene, Which which, const char* text) {
  return edits(scene, which, [text](ordered_json& body, std::uint64_t) { put(body, "/debug", text); });
}

void add_shown_though_hidden(const SharedScene& scene, std::vector<Deviation>& list) {
  const auto hides = [](const Use* use) { return use && !use->hides.empty(); };
  if (hides(scene->contract.policy.reading()))
    list.push_back({"reading-shows-stored-secret", "A reading shows a secret that was there before.",
                    "secret/hidden-in", reads_stored_secret(scene)});
  if (hides(scene->contract.policy.listing()))
    list.push_back({"list-shows-secrets", "A list shows the secrets of its items.", "secret/hidden-in",
                    lists_stored_secret(scene)});
}

}  // namespace

std::vector<Deviation> secrecy_deviations(const SharedScene& scene) {
  const std::string what = "A " + scene->success, refusal = scene->refusal, miss = scene->miss;
  const std::string not_again = "secrecy/not-again";
  std::vector<Deviation> list = {
      {"no-cache-control", what + " says nothing about caches.", "secrecy/no-store",
       answers([](const Request&, Response& response) { remove_header(response, "Cache-Control"); })},
      {"revalidated", what + " says no-cache, which lets caches keep it.", "secrecy/no-store",
       says(scene, "Cache-Control", "no-cache")},
      {"cached-for-a-minute", what + " may be cached for a minute.", "secrecy/not-cacheable",
       says(scene, "Cache-Control", "private, max-age=60")},
      {"public-secret", what + " may be cached by anyone.", "secrecy/not-cacheable",
       says(scene, "Cache-Control", "public, s-maxage=300")},
      {"secret-in-header", what + " shows the secret in a header.", "secrecy/not-in-headers",
       shows_in_header(scene, "X-Webhook-Secret", plainly)},
      {"secret-in-cookie", what + " keeps the secret in a cookie, in Base64.", "secrecy/not-in-headers",
       shows_in_header(scene, "Set-Cookie", in_base64url)},
      {"secret-in-location", what + " shows the secret in a URL.", "secrecy/not-in-headers",
       shows_in_header(scene, "Location", in_a_url)},
      {"secret-before", what + " shows the secret before in hexadecimal digits.", not_again,
       shows_again(scene, &Scene::shows, in_hex)},
      {"secret-in-" + miss, "A " + miss + " shows the last secret.", not_again,
       shows_again(scene, &Scene::misses, plainly)}};
  if (refusal != miss)
    list.push_back({"secret-in-" + refusal, "A " + refusal + " shows the last secret in Base64.", not_again,
                    shows_again(scene, &Scene::refuses, in_base64url)});
  if (scene->contract.reading() && !scene->is_shown_by_reading)
    list.push_back({"reading-shows-secret", "A reading shows the secret.", not_again, reads_secret(scene)});
  add_shown_though_hidden(scene, list);
  list.push_back({"stack-trace", "A " + refusal + " shows a stack trace.", "secrecy/errors-clean",
                  tells(scene, &Scene::refuses,
                        "Traceback (most recent call last):\n  File \"/srv/slate/routes.py\", line 91, in rotate")});
  list.push_back({"sql-in-" + miss, "A " + miss + " shows the query.", "secrecy/errors-clean",
                  tells(scene, &Scene::misses, "no row for SELECT * FROM api_tokens WHERE id = $1")});
  list.push_back({"any-origin", "Any web page may read " + with_article(scene->success) + ".",
                  "secrecy/no-wildcard-origin", says(scene, "Access-Control-Allow-Origin", "*")});
  return list;
}

}  // namespace assay
