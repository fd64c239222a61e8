#include "contracts/signatures/mistakes.h"

#include "contracts/signatures/mistake_kinds.h"

namespace assay {

std::string secret_called(std::size_t index) { return "secret " + std::to_string(index + 1); }

std::optional<std::size_t> signer_of(const MistakeQuestion& question, const SignedMessage& message) {
  return find_signer(question.scheme, text_signed(question.scheme, message), message.signatures,
                     keys_of(question.scheme, question.receipt.secrets));
}

std::optional<SignedMessage> message_of(const MistakeQuestion& question) {
  auto reading = read_signed_message(question.scheme, question.receipt.headers, question.receipt.body);
  if (!reading.fault.empty()) return std::nullopt;
  return std::move(reading.message);
}

const std::vector<SignatureMistake>& signature_mistakes() {
  static const std::vector<SignatureMistake> table = [] {
    std::vector<SignatureMistake> all;
    for (const auto part :
         {mistakes_of_time, mistakes_of_secrets, mistakes_of_signatures, mistakes_of_bodies, mistakes_of_headers})
      for (SignatureMistake& each : part()) all.push_back(std::move(each));
    return all;
  }();
  return table;
}

Diagnosis diagnose(const MistakeQuestion& question) {
  if (question.verification.fits()) return {};
  for (const SignatureMistake& mistake : signature_mistakes()) {
    std::string explanation = mistake.explain(question);
    if (!explanation.empty()) return {.mistake = &mistake, .explanation = std::move(explanation)};
  }
  return {};
}

}  // namespace assay
