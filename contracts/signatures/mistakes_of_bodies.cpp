// The key is right, and other bytes were signed than came.
#include "contracts/secrets/coding.h"
#include "contracts/signatures/json_forms.h"
#include "contracts/signatures/mistake_kinds.h"

namespace assay {
namespace {

constexpr int most_line_ends = 4;  // characters of them that are taken away

bool fits_with_body(const MistakeQuestion& question, std::string body) {
  auto message = message_of(question);
  if (!message) return false;
  message->body = std::move(body);
  return signer_of(question, *message).has_value();
}

std::string last_newline(const MistakeQuestion& question) {
  const std::string& body = question.receipt.body;
  std::string_view shorter = body;
  for (int ends = 0; ends < most_line_ends && (shorter.ends_with('\n') || shorter.ends_with('\r')); ++ends) {
    shorter.remove_suffix(1);
    if (fits_with_body(question, std::string(shorter)))
      return "fits without the line end at the end of the body, which was not sent: something added it";
  }
  for (const char* end : {"\n", "\r\n"})
    if (fits_with_body(question, body + end))
      return "fits with one more line end at the end of the body: something took it away";
  return {};
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(from, at), text.size());
    result.append(text.substr(at, found - at));
    if (found < text.size()) result.append(to);
    at = found + from.size();
  }
  return result;
}

std::string line_ends(const MistakeQuestion& question) {
  const std::string& body = question.receipt.body;
  const std::string unix_lines = replaced(body, "\r\n", "\n");
  if (unix_lines != body && fits_with_body(question, unix_lines))
    return "fits with LF in place of each CR LF: something rewrote the line ends";
  const std::string windows_lines = replaced(unix_lines, "\n", "\r\n");
  if (windows_lines != body && fits_with_body(question, windows_lines))
    return "fits with CR LF in place of each LF: something rewrote the line ends";
  return {};
}

std::string reserialised_body(const MistakeQuestion& question) {
  for (const JsonForm& form : json_forms(question.receipt.body))
    for (const char* end : {"", "\n"})
      if (fits_with_body(question, form.text + end))
        return "fits with the body's JSON written " + form.called +
               ": the body was read and written anew; verify the bytes as they come, before anything reads them";
  return {};
}

std::string base64_body(const MistakeQuestion& question) {
  const auto decoded = decode_base64(trimmed(question.receipt.body));
  const bool fits = decoded && fits_with_body(question, *decoded);
  return fits ? "fits with the body decoded from base64: a gateway has encoded it" : "";
}

std::string body_only(const MistakeQuestion& question) {
  const auto message = message_of(question);
  if (!message || question.scheme.signed_text == "{body}") return {};
  const auto keys = keys_of(question.scheme, question.receipt.secrets);
  const auto signer = find_signer(question.scheme, message->body, message->signatures, keys);
  return signer ? "fits the body alone: what " + question.scheme.id + " signs is " + question.scheme.signed_text : "";
}

}  // namespace

std::vector<SignatureMistake> mistakes_of_bodies() {
  return {{"last-newline", "A line end at the end of the body was added or lost", last_newline},
          {"line-ends", "The body's line ends were rewritten: LF, CR LF", line_ends},
          {"reserialised-body", "The body's JSON was read and written anew", reserialised_body},
          {"base64-body", "The body is still in base64", base64_body},
          {"body-only", "The body alone was signed, without timestamp and id", body_only}};
}

}  // namespace assay
