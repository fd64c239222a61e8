// What must not be told, and how it is replaced. Two things keep a secret in:
//
// - Every string that an answer carries where the policy says that a secret stands, and every credential that the run
//   was given, is tainted for the whole run: redact() puts "secret#3" in its place, in every spelling of
//   contracts/secrets/known_secrets.h.
// - Text of a server is shown by permission (show()): what assay sent, what the document and the standards say, and
//   words. All else is told by its size, "[text, 43 bytes]": a secret at a place that nobody knows does not show.
//
// Not tainted, because they would hit everywhere or say nothing: values under 6 bytes, values of mask characters only
// ("****"), and values that stand in the public text (a vendor who gives the secret "webhook_secret" hides nothing).
// Those that are short are hidden by show() where a member of a secret's name shows them ("short-secret#1"), and
// elsewhere as words of their own. A masked token ("slate_****abcd") is tainted like any other. docs/security.md says
// what is beyond both.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/http/http.h"
#include "reports/redaction/harmless_words.h"

namespace assay {

// What stands for a header's value that is hidden, but has no number.
inline constexpr std::string_view hidden_credential = "(credential, not shown)";

// Not thread-safe while it learns; the const functions may be called from several threads at once.
class Redactor {
 public:
  // `public_text`: what everybody may read, such as the catalogue and the document's words. `plain_members`: names of
  // an answer's members that hold no secret.
  Redactor(std::vector<std::string> secret_pointers, std::string_view public_text,
           std::vector<std::string> plain_members = {});
  ~Redactor();
  Redactor(Redactor&&) noexcept;
  Redactor& operator=(Redactor&&) noexcept;

  // Taints `value`; false when it is one of those that are not. A value that is known keeps its number.
  bool taint(std::string_view value);
  // More of what everybody may read. What is tainted already stays so.
  void publish(std::string_view text);
  // Words that show() lets pass, such as the document's. A secret that is made of them is tainted all the same.
  void learn_words(std::string_view text);
  // Taints what stands at the secret pointers of an answer's body, and at members of such names wherever they stand,
  // also in a body that is cut off or doubled.
  void taint_answer(std::string_view body);
  // The same, and the values of headers whose names say that they are credentials or sessions, such as Set-Cookie.
  void taint_answer(const Response& response);
  // What was sent may be shown in answers, but for headers that may hold a credential.
  void learn_request(const Request& request);
  // taint_answer and learn_request for each exchange in the order of `sent`.
  void taint_history(const History& history);
  // Taints the values of headers that a user gave, but for those that are harmless
  // (contracts/secrets/harmless_headers.h): whole, without the scheme ("Bearer"), the two halves of Basic, each cookie.
  // What can't be tainted, because it is short or public, is hidden by redact_header() and redact_argument() all the
  // same.
  void taint_credentials(const Headers& headers);

  // `text` with every tainted value replaced; bytes that are no value stay as they are. The longest value wins.
  std::string redact(std::string_view text) const;
  // The value of a header as it may be shown.
  std::string redact_header(const Header& header) const;
  // An argument of the command line: a value, or "Name: value" of a header that was tainted.
  std::string redact_argument(std::string_view argument) const;

  // The names ("secret#3") of the tainted values that stand in `text`, in order of appearance, each once.
  std::vector<std::string> find(std::string_view text) const;
  std::size_t size() const;  // how many distinct values are tainted

  // Text of a server, by permission. Stops soon after `limit` bytes of it.
  std::string show(std::string_view text, const Leeway& leeway, std::size_t limit) const;
  // The value of a header of an answer, by permission; a number where the standard puts one.
  std::string show_header(const Header& header) const;

 private:
  void taint_header(const Header& header, std::size_t shortest);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay
