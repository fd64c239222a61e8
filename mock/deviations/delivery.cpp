// Lies about one delivery at a time: who signed it, what is signed, how it is written and what it carries.
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "contracts/digest.h"
#include "contracts/secrets/coding.h"
#include "contracts/words.h"
#include "mock/deviations/families.h"
#include "mock/state/resource.h"

namespace assay {
namespace {

using Signs = std::function<void(SigningAttempt&)>;
using Sends = std::function<void(Request&)>;

// `make` gives each server a lie of its own, with the state that it keeps in its captures.
Deviation signs(const char* id, std::string summary, const char* breaks, const std::function<Signs()>& make) {
  return {
      id, std::move(summary), breaks, {}, [make](const Means&) { return DeliveringLiar{.lie = {.signs = make()}}; }};
}

Deviation sends(const char* id, std::string summary, const char* breaks, const Sends& change) {
  return {
      id, std::move(summary), breaks, {}, [change](const Means&) { return DeliveringLiar{.lie = {.sends = change}}; }};
}

bool has_decoded_key(const std::string& scheme) { return scheme == "standard-webhooks" || scheme == "svix"; }

bool has_timestamp(const std::string& scheme) { return scheme != "github" && scheme != "shopify"; }

// As a server does that does not decode the secret first.
void sign_with_text(SigningAttempt& attempt) {
  for (std::string& secret : attempt.secrets) secret = "whsec_" + to_base64(secret);
}

// As one does that decodes where the text is the key.
void sign_with_hash(SigningAttempt& attempt) {
  for (std::string& secret : attempt.secrets) secret = sha256_hex(secret);
}

void sign_with_one_before(SigningAttempt& attempt) {
  if (!attempt.before.empty()) attempt.secrets = {attempt.before};
}

void sign_with_one_before_too(SigningAttempt& attempt) {
  if (!attempt.before.empty()) attempt.secrets.push_back(attempt.before);
}

// The first delivery after a rotation is signed with the secret before.
Signs signs_late() {
  return [seen = std::map<std::string, std::string>()](SigningAttempt& attempt) mutable {
    std::string& last = seen[identity_key(attempt.event.parameters)];
    const std::string live = attempt.secrets.empty() ? "" : attempt.secrets.front();
    const bool is_first = last != live;
    last = live;
    if (is_first) sign_with_one_before(attempt);
  };
}

// Whose secret came before signs.
Signs signs_with_anothers() {
  return [seen = std::map<std::string, std::string>()](SigningAttempt& attempt) mutable {
    const std::string own = identity_key(attempt.event.parameters);
    if (!attempt.secrets.empty()) seen[own] = attempt.secrets.front();
    for (const auto& [whose, secret] : seen)
      if (whose != own) attempt.secrets = {secret};
  };
}

Signs one_id() {
  return [](SigningAttempt& attempt) { attempt.text.id = "msg_1"; };
}

// The body goes out in another spelling than the one that was signed.
void spell_anew(Request& request) {
  const auto body = nlohmann::ordered_json::parse(request.body, nullptr, false);
  if (!body.is_discarded()) request.body = body.dump(1);
}

bool holds_signature(const Header& header) {
  const std::string name = letters_of(header.name);
  return name.find("signature") != std::string::npos || name.find("hmac") != std::string::npos;
}

void leave_out_signature(Request& request) { std::erase_if(request.headers, holds_signature); }

void spell_in_hex(Request& request) {
  for (Header& header : request.headers)
    if (holds_signature(header) && header.value.starts_with("v1,"))
      header.value = "v1," + to_hex(decode_base64(header.value.substr(3)).value_or(""));
}

Signs dated_back(std::chrono::microseconds tolerance) {
  const auto by = std::chrono::ceil<std::chrono::seconds>(tolerance) + std::chrono::seconds(60);
  return [by](SigningAttempt& attempt) { attempt.text.timestamp -= by.count(); };
}

// What a payload shows of the secret that signs it.
Signs shows_secret(const std::function<std::string(const std::string&)>& spell) {
  return [spell](SigningAttempt& attempt) {
    auto body = nlohmann::ordered_json::parse(attempt.text.body, nullptr, false);
    if (!body.is_object() || attempt.secrets.empty()) return;
    body["key"] = spell(attempt.secrets.front());
    attempt.text.body = body.dump();
  };
}

template <class Sign>
std::function<Signs()> always(Sign sign) {
  return [sign] { return Signs(sign); };
}

std::vector<Deviation> about_signers(const SharedScene& scene) {
  const std::string noun = with_article(scene->noun);
  std::vector<Deviation> list = {
      signs("keeps-signing-with-old", "Deliveries are signed with the secret from before the last rotation.",
            "webhook/new-secret-signs", always(sign_with_one_before)),
      signs("switches-late", "The first delivery after a rotation is signed with the secret before.",
            "webhook/new-secret-signs", signs_late),
      signs("signs-with-another", "A delivery of " + noun + " is signed with the secret of another.",
            "webhook/own-secret", signs_with_anothers),
  };
  const std::string& scheme = scene->contract.policy.deliveries.scheme;
  if (has_decoded_key(scheme))
    list.push_back(signs("signs-with-text", "The secret's text is the key, not what stands in it in base64.",
                         "webhook/known-secret", always(sign_with_text)));
  else
    list.push_back(signs("signs-with-hash", "The secret's hash is the key, not its text.", "webhook/known-secret",
                         always(sign_with_hash)));
  list.push_back(
      sends("signs-another-body", "The body is written anew after it was signed.", "webhook/known-secret", spell_anew));
  if (has_decoded_key(scheme)) {
    list.push_back(sends("hex-for-base64", "Signatures are written in hex.", "webhook/known-secret", spell_in_hex));
    list.push_back(signs("expired-secret-signs", "The secret before signs beside the live one, without end.",
                         "webhook/old-secret-dies", always(sign_with_one_before_too)));
  }
  return list;
}

}  // namespace

std::vector<Deviation> delivery_deviations(const SharedScene& scene) {
  const DeliveryRules& rules = scene->contract.policy.deliveries;
  std::vector<Deviation> list = about_signers(scene);
  list.push_back(sends("unsigned-delivery", "A delivery has no signature.", "webhook/form", leave_out_signature));
  if (has_decoded_key(rules.scheme)) {
    list.push_back(signs("dot-in-delivery-id", "The id of a delivery holds a '.'.", "webhook/form",
                         always([](SigningAttempt& attempt) { attempt.text.id.insert(4, "."); })));
    list.push_back(signs("one-delivery-id", "All deliveries have one id.", "webhook/id", one_id));
  }
  if (has_timestamp(rules.scheme))
    list.push_back(signs("old-delivery-timestamp", "The timestamp of a delivery lies beyond the policy's tolerance.",
                         "webhook/fresh-timestamp", always(dated_back(rules.tolerance))));
  list.push_back(signs("secret-in-payload", "A delivery carries the secret that signs it.", "webhook/secret-not-sent",
                       always(shows_secret([](const std::string& secret) { return secret; }))));
  list.push_back(signs("secret-in-payload-in-hex", "A delivery carries the secret that signs it, in hex.",
                       "webhook/secret-not-sent", always(shows_secret(to_hex))));
  return list;
}

}  // namespace assay
