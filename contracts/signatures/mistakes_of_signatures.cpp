// Message and key are right, and the signature is written otherwise than the scheme writes it.
#include <algorithm>

#include "contracts/digest.h"
#include "contracts/secrets/coding.h"
#include "contracts/signatures/mistake_kinds.h"

namespace assay {
namespace {

bool writes_base64(const MistakeQuestion& question) {
  return question.scheme.coding == SignatureScheme::Coding::base64;
}

// Whether it fits once each signature was written anew; those that give nothing are left out.
bool fits_rewritten(const MistakeQuestion& question,
                    const std::function<std::optional<std::string>(const std::string&)>& rewrite) {
  auto message = message_of(question);
  if (!message) return false;
  std::vector<std::string> rewritten;
  for (const std::string& signature : message->signatures)
    if (const auto text = rewrite(signature)) rewritten.push_back(*text);
  message->signatures = std::move(rewritten);
  return signer_of(question, *message).has_value();
}

std::optional<std::string> in_base64(const std::optional<std::string>& bytes) {
  return bytes ? std::optional(to_base64(*bytes)) : std::nullopt;
}

std::optional<std::string> in_hex(const std::optional<std::string>& bytes) {
  return bytes ? std::optional(to_hex(*bytes)) : std::nullopt;
}

std::string base64url(const MistakeQuestion& question) {
  const bool fits = writes_base64(question) && fits_rewritten(question, [](const std::string& signature) {
                      return decode_base64(signature) ? std::nullopt : in_base64(decode_any_base64(signature));
                    });
  return fits ? "the signature fits and is written in base64url, or without padding: write it in base64, padded" : "";
}

std::string hex(const MistakeQuestion& question) {
  const bool fits = writes_base64(question) && fits_rewritten(question, [](const std::string& signature) {
                      return in_base64(decode_hex(signature));
                    });
  return fits ? "the signature fits and is written in hex: write it in base64" : "";
}

std::string base64(const MistakeQuestion& question) {
  const bool fits = !writes_base64(question) && fits_rewritten(question, [](const std::string& signature) {
    return in_hex(decode_any_base64(signature));
  });
  return fits ? "the signature fits and is written in base64: write it in hex" : "";
}

std::string upper_case(const MistakeQuestion& question) {
  const bool fits = !writes_base64(question) && fits_rewritten(question, [](const std::string& signature) {
    return in_hex(decode_hex(signature));
  });
  return fits ? "the signature fits and is written in capitals: write its hex in small letters" : "";
}

// What may be a signature in a header's value, whatever stands in front of it: pieces between blanks and commas, and
// what of them stands behind their first '='.
std::vector<std::string> pieces_of(const std::string& value) {
  constexpr std::string_view between = " \t,;";
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(between, at), value.size());
    const std::string piece = value.substr(at, end - at);
    const std::size_t equals = piece.find('=');
    if (!piece.empty()) pieces.push_back(piece);
    if (equals != piece.npos) pieces.push_back(piece.substr(equals + 1));
    at = end + 1;
  }
  return pieces;
}

// The message of the scheme, had the signature's header no marks at all.
std::optional<SignedMessage> unmarked_message(const MistakeQuestion& question) {
  for (const auto& fields : question.scheme.fields) {
    SignatureScheme unmarked = question.scheme;
    unmarked.fields = {fields};
    unmarked.mark = "";
    auto reading = read_signed_message(unmarked, question.receipt.headers, question.receipt.body);
    if (!reading.fault.empty()) continue;
    reading.message.signatures = pieces_of(std::string(*find_header(question.receipt.headers, fields.signature)));
    return std::move(reading.message);
  }
  return std::nullopt;
}

std::string wrong_mark(const MistakeQuestion& question) {
  const auto message = unmarked_message(question);
  if (!message || !signer_of(question, *message)) return {};
  const std::string& mark = question.scheme.mark;
  return "the signature fits and " + (mark.empty() ? "stands behind something: nothing is written in front of it"
                                                   : "does not stand behind " + mark + ", as it has to");
}

}  // namespace

std::vector<SignatureMistake> mistakes_of_signatures() {
  return {{"base64url", "The signature is written in base64url, or not padded", base64url},
          {"hex", "The signature is written in hex, where it is to be base64", hex},
          {"base64", "The signature is written in base64, where it is to be hex", base64},
          {"upper-case", "The signature's hex is written in capitals", upper_case},
          {"wrong-mark", "The signature stands without its mark, or behind another one", wrong_mark}};
}

}  // namespace assay
