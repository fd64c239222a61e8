#include "cli/verify_signature/verify_signature.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/verify_signature/explanation.h"
#include "cli/verify_signature/given_delivery.h"
#include "contracts/signatures/mistakes.h"
#include "contracts/signatures/signed_message.h"
#include "reports/formats/wrap.h"

namespace assay {
namespace {

using nlohmann::ordered_json;

struct Judged {
  const SignatureScheme& scheme;
  const GivenDelivery& given;
  const SignatureMatch& verification;
  const Diagnosis& diagnosis;
};

// A scheme whose headers came, where those of the one that was asked for did not; null: there is none.
const SignatureScheme* scheme_that_came(const Judged& judged) {
  const Receipt& receipt = judged.given.receipt;
  if (judged.verification.fault.empty() || judged.diagnosis.mistake != nullptr) return nullptr;
  for (const SignatureScheme& scheme : signature_schemes())
    if (read_signed_message(scheme, receipt.headers, receipt.body).fault.empty()) return &scheme;
  return nullptr;
}

// What else there is to know, a line each.
std::vector<std::string> remarks(const Judged& judged) {
  std::vector<std::string> lines;
  const SignatureMatch& verification = judged.verification;
  if (!judged.given.remark.empty()) lines.push_back(judged.given.remark);
  if (const SignatureScheme* scheme = scheme_that_came(judged))
    lines.push_back("the headers that came are those of " + scheme->id + " (--scheme " + scheme->id + ")");
  for (const std::size_t index : verification.not_a_key)
    lines.push_back(secret_called(index) +
                    " is no key of this scheme: it is not base64 of the standard alphabet, padded, behind whsec_");
  if (!verification.secret && !verification.is_in_time)
    lines.push_back(verification.age ? "the timestamp is " + seconds_old(*verification.age) + ", which is not tolerated"
                                     : "the timestamp is no whole number of seconds");
  return lines;
}

void print_console(const Judged& judged) {
  const SignatureMatch& verification = judged.verification;
  std::cout << (verification.fits() ? "FITS  " : "DOES_NOT_FIT  ") << judged.scheme.id << '\n';
  if (verification.fits()) {
    std::cout << "  signed with " << ordinal_of(*verification.secret, judged.given.receipt.secrets.size());
    if (verification.age) std::cout << "; the timestamp is " << seconds_old(*verification.age);
    std::cout << '\n';
  } else {
    std::cout << "  " << printable(reason_of(judged.given.receipt, judged.verification)) << '\n';
    if (judged.diagnosis.mistake)
      std::cout << "  mistake  " << judged.diagnosis.mistake->id << ": " << printable(judged.diagnosis.explanation)
                << '\n';
    else
      std::cout << "  no known mistake explains it: another secret or other bytes (assay list mistakes)\n";
  }
  for (const std::string& line : remarks(judged)) std::cout << "  note     " << line << '\n';
}

void print_json(const Judged& judged) {
  const SignatureMatch& verification = judged.verification;
  ordered_json all = {{"format", "assay-signature/1"},
                      {"scheme", judged.scheme.id},
                      {"fits", verification.fits()},
                      {"secret", nullptr},
                      {"secrets", judged.given.receipt.secrets.size()},
                      {"timestamp_age_seconds", nullptr},
                      {"reason", nullptr},
                      {"mistake", nullptr},
                      {"notes", remarks(judged)}};
  if (verification.secret) all["secret"] = *verification.secret + 1;
  if (verification.age) all["timestamp_age_seconds"] = verification.age->count();
  if (!verification.fits()) all["reason"] = reason_of(judged.given.receipt, judged.verification);
  if (judged.diagnosis.mistake)
    all["mistake"] = {{"id", judged.diagnosis.mistake->id}, {"explanation", judged.diagnosis.explanation}};
  std::cout << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

int run_verify_signature(const VerifySignatureOptions& options) {
  const SignatureScheme& scheme = *find_scheme(options.scheme);
  const GivenDelivery given = receive(options);
  const SignatureMatch verification = verify_signature(scheme, given.receipt);
  const Diagnosis diagnosis = diagnose({scheme, given.receipt, verification});
  const Judged judged{scheme, given, verification, diagnosis};
  if (options.format == VerifySignatureOptions::Format::json)
    print_json(judged);
  else
    print_console(judged);
  return verification.fits() ? conforms : fails;
}

}  // namespace assay
