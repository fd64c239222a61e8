// The message is right, and another key than the secret's own made the signature.
#include "contracts/http/http.h"
#include "contracts/secrets/coding.h"
#include "contracts/signatures/mistake_kinds.h"

namespace assay {
namespace {

using Key = std::optional<std::string>;

bool takes_decoded(const MistakeQuestion& question) { return question.scheme.key == SignatureScheme::Key::decoded; }

// Who signed, if `key_from` made the keys of these secrets.
std::optional<std::size_t> signer_by(const MistakeQuestion& question, const std::vector<std::string>& secrets,
                                     const std::function<Key(const std::string&)>& key_from) {
  const auto message = message_of(question);
  if (!message) return std::nullopt;
  std::vector<Key> keys;
  for (const std::string& secret : secrets) keys.push_back(key_from(secret));
  return find_signer(question.scheme, text_signed(question.scheme, *message), message->signatures, keys);
}

std::optional<std::size_t> signer_by(const MistakeQuestion& question,
                                     const std::function<Key(const std::string&)>& key_from) {
  return signer_by(question, question.receipt.secrets, key_from);
}

// Empty unless somebody signed.
std::string told(const std::optional<std::size_t>& signer, const std::string& what) {
  return signer ? "fits if " + secret_called(*signer) + what : "";
}

std::string old_secret(const MistakeQuestion& question) {
  const auto signer = signer_by(question, question.receipt.old_secrets,
                                [&](const std::string& secret) { return key_of(question.scheme, secret); });
  if (!signer) return {};
  return "old secret " + std::to_string(*signer + 1) +
         " signed: the sender has not switched, or the receiver has to take both for as long as the rotation lasts";
}

// Without blanks and one pair of quotes around it; nothing where there are none.
Key unframed(std::string_view secret) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t size = secret.size();
  const auto trim = [&] {
    while (!secret.empty() && blanks.find(secret.front()) != blanks.npos) secret.remove_prefix(1);
    while (!secret.empty() && blanks.find(secret.back()) != blanks.npos) secret.remove_suffix(1);
  };
  trim();
  const bool quoted = secret.size() > 2 && secret.front() == secret.back() &&
                      (secret.front() == '"' || secret.front() == '\'' || secret.front() == '`');
  if (quoted) secret = secret.substr(1, secret.size() - 2);
  trim();
  if (secret.empty() || secret.size() == size) return std::nullopt;
  return std::string(secret);
}

std::string framed_secret(const MistakeQuestion& question) {
  const auto signer = signer_by(question, [&](const std::string& secret) {
    const Key bare = unframed(secret);
    return bare ? key_of(question.scheme, *bare) : std::nullopt;
  });
  return told(signer, " has no blanks, line end or quotes around it: take them away where it is kept");
}

std::string version_pasted(const MistakeQuestion& question) {
  if (!takes_decoded(question)) return {};
  const auto signer = signer_by(question, [&](const std::string& secret) {
    return secret.starts_with("v1,") ? key_of(question.scheme, std::string_view(secret).substr(3)) : std::nullopt;
  });
  return told(signer, " begins behind \"v1,\": that is the mark of a signature and no part of the secret");
}

std::string text_as_key(const MistakeQuestion& question) {
  if (!takes_decoded(question)) return {};
  auto signer = signer_by(question, [](const std::string& secret) { return Key(secret); });
  if (signer)
    return told(signer, "'s text is the key: the key is the bytes that stand in base64 behind whsec_, so decode it");
  signer = signer_by(question, [](const std::string& secret) { return Key(std::string(without_prefix(secret))); });
  return told(signer, "'s text behind whsec_ is the key: that text is base64, so decode it");
}

std::string decoded_as_key(const MistakeQuestion& question) {
  if (takes_decoded(question)) return {};
  auto signer = signer_by(question, [](const std::string& secret) { return decode_base64(without_prefix(secret)); });
  const std::string whole = ": the key of " + question.scheme.id + " is the secret's whole text";
  if (signer) return told(signer, " is decoded from base64 first" + whole);
  signer = signer_by(question, [](const std::string& secret) {
    const std::string_view rest = without_prefix(secret);
    return rest.size() < secret.size() ? Key(std::string(rest)) : std::nullopt;
  });
  return told(signer, " is used without its whsec_" + whole);
}

std::string base64url_secret(const MistakeQuestion& question) {
  if (!takes_decoded(question)) return {};
  const auto signer =
      signer_by(question, [](const std::string& secret) { return decode_any_base64(without_prefix(secret)); });
  return told(signer,
              " is read as base64url, or as base64 without padding, which only some libraries take: write it in base64 "
              "(A-Z a-z 0-9 + /), padded");
}

std::string hex_secret(const MistakeQuestion& question) {
  const auto signer = signer_by(question, [](const std::string& secret) { return decode_hex(without_prefix(secret)); });
  return told(signer, std::string(" is read as hex: the key of ") + question.scheme.id +
                          (takes_decoded(question) ? " is written in base64" : " is the secret's text as it is"));
}

}  // namespace

std::vector<SignatureMistake> mistakes_of_secrets() {
  return {{"old-secret", "A secret that no longer counts signed (--old-secret)", old_secret},
          {"framed-secret", "Blanks, a line end or quotes stand around the secret", framed_secret},
          {"version-pasted", "The secret was pasted with \"v1,\" in front", version_pasted},
          {"text-as-key", "The secret's text is the key, where it is to be decoded", text_as_key},
          {"decoded-as-key", "The key was decoded, or cut, where the secret's text is to be the key", decoded_as_key},
          {"base64url-secret", "The secret is written in base64url, or not padded", base64url_secret},
          {"hex-secret", "The secret is read as hex", hex_secret}};
}

}  // namespace assay
