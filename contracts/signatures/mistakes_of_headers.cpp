// Another scheme's headers, or headers by other names.
#include <algorithm>
#include <utility>

#include "contracts/signatures/mistake_kinds.h"

namespace assay {
namespace {

std::string other_scheme(const MistakeQuestion& question) {
  for (const SignatureScheme& other : signature_schemes()) {
    if (other.id == question.scheme.id) continue;
    const MistakeQuestion instead{other, question.receipt, question.verification};
    const auto message = message_of(instead);
    if (message && signer_of(instead, *message))
      return "fits as " + other.id + ": verify by that scheme (--scheme " + other.id + ")";
  }
  return {};
}

// "webhook-id" of "X-Webhook-ID" and of "HTTP_WEBHOOK_ID", as CGI calls it.
std::string bare_name(std::string_view name) {
  std::string bare = to_lower(name);
  std::replace(bare.begin(), bare.end(), '_', '-');
  for (const char* front : {"http-", "x-"})
    if (bare.starts_with(front)) bare.erase(0, std::string_view(front).size());
  return bare;
}

std::string last_word(const std::string& name) { return name.substr(name.rfind('-') + 1); }

// One name that the scheme wants and no header has, and the headers that may be it, the likeliest first.
struct MissingHeader {
  std::string name{};
  std::vector<const Header*> candidates{};
};

// Any header may be it where it is all that is missing, else those with its last word.
void find_candidates(MissingHeader& missing, const Headers& headers, std::size_t all_missing) {
  constexpr std::size_t most_candidates = 100;
  const std::string wanted = bare_name(missing.name);
  for (const Header& header : headers)
    if (bare_name(header.name) == wanted) missing.candidates.push_back(&header);
  for (const Header& header : headers) {
    const std::string name = bare_name(header.name);
    const bool may_be = name != wanted && (all_missing == 1 || last_word(name) == last_word(wanted));
    if (may_be && missing.candidates.size() < most_candidates) missing.candidates.push_back(&header);
  }
}

std::vector<MissingHeader> missing_of(const SignatureScheme::Fields& fields, const Headers& headers) {
  std::vector<MissingHeader> missing;
  for (const std::string& name : {fields.id, fields.timestamp, fields.signature})
    if (!name.empty() && !find_header(headers, name)) missing.push_back({.name = name});
  for (MissingHeader& each : missing) find_candidates(each, headers, missing.size());
  return missing;
}

// How many choices are tried over a body of this size: each costs an HMAC over it for each secret.
std::size_t most_choices(std::size_t body_size) {
  constexpr std::size_t most_bytes = std::size_t{128} * 1024 * 1024;
  return std::clamp<std::size_t>(most_bytes / (body_size + 1), 8, 200);
}

// Each choice of one candidate for each, until one is taken, or `most` were tried.
void try_choices(const std::vector<MissingHeader>& missing, std::size_t most,
                 const std::function<bool(const std::vector<const Header*>&)>& takes) {
  std::size_t choices = missing.empty() ? 0 : 1;
  for (const MissingHeader& each : missing) choices *= each.candidates.size();
  choices = std::min(choices, most);
  for (std::size_t i = 0; i < choices; ++i) {
    std::vector<const Header*> chosen;
    std::size_t rest = i;
    for (const MissingHeader& each : missing) {
      chosen.push_back(each.candidates[rest % each.candidates.size()]);
      rest /= each.candidates.size();
    }
    if (takes(chosen)) return;
  }
}

std::string header_name(const MistakeQuestion& question) {
  std::string explanation;
  for (const auto& fields : question.scheme.fields) {
    const auto missing = missing_of(fields, question.receipt.headers);
    try_choices(missing, most_choices(question.receipt.body.size()), [&](const std::vector<const Header*>& chosen) {
      Receipt renamed = question.receipt;
      std::string names;
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        renamed.headers.push_back({missing[i].name, chosen[i]->value});
        names += (i == 0 ? "" : ", ") + chosen[i]->name + " is called " + missing[i].name;
      }
      const MistakeQuestion instead{question.scheme, renamed, question.verification};
      const auto message = message_of(instead);
      if (!message || !signer_of(instead, *message)) return false;
      explanation =
          "fits if " + names + ": the sender has to use these names, or the receiver to read them as they came";
      return true;
    });
    if (!explanation.empty()) return explanation;
  }
  return {};
}

}  // namespace

std::vector<SignatureMistake> mistakes_of_headers() {
  return {{"other-scheme", "The delivery is signed by another scheme of the table", other_scheme},
          {"header-name", "A header has another name than the scheme's", header_name}};
}

}  // namespace assay
