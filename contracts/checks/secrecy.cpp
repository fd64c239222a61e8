// A secret is shown once, to the one who asked, and kept nowhere on the way.
#include <algorithm>
#include <array>
#include <cctype>

#include "contracts/checks/families.h"
#include "contracts/secrets/tainted_values.h"
#include "contracts/secrets/value_search.h"

namespace assay {
namespace {

// The secrets issued so far, while the history is walked.
struct IssuedSecrets {
  TaintedValues values{};
  std::vector<std::size_t> first_exchange{};  // by number - 1

  void add(const Reading& reading, std::size_t exchange) {
    if (!reading.record || reading.record->secret.text.size() < TaintedValues::least_bytes) return;
    if (values.add(reading.record->secret.text) > first_exchange.size()) first_exchange.push_back(exchange);
  }
};

// Both, or the one that they are.
std::vector<std::size_t> cited(std::size_t first, std::size_t last) {
  return first == last ? std::vector{last} : std::vector{first, last};
}

Evidence not_in_headers(const Terms& terms, const Facts& facts) {
  IssuedSecrets issued;
  if (terms.is_shown_by_reading)  // an answer before the one that shows it may hold it
    for (std::size_t i = 0; i < facts.readings.size(); ++i) issued.add(facts.readings[i], i);
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!terms.is_shown_by_reading) issued.add(reading, i);
    if (!reading.response || issued.first_exchange.empty()) continue;
    observe(evidence, i);
    for (const auto& header : reading.response->headers) {
      const auto spans = find_values(issued.values, header.value);
      if (spans.empty()) continue;
      const std::size_t first = issued.first_exchange[spans.front().number - 1];
      evidence.findings.push_back(
          {.message = "A header shows a secret.",
           .expected = "secrets in the body of their " + terms.success + " only",
           .actual = "header " + header.name + " holds the secret of exchange " + std::to_string(first),
           .exchanges = cited(first, i)});
    }
  }
  return evidence;
}

// A repeated secret is secret/fresh's to tell: what stands at the secret's own place does not count here.
bool is_own(const Reading& reading, const IssuedSecrets& issued, const TaintedSpan& span) {
  return reading.record && issued.values.number_of(reading.record->secret.text) == span.number;
}

Evidence not_again(const Facts& facts) {
  IssuedSecrets issued;
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (reading.response && !issued.first_exchange.empty()) {
      observe(evidence, i);
      auto spans = find_values(issued.values, reading.response->body);
      std::erase_if(spans, [&](const TaintedSpan& span) { return is_own(reading, issued, span); });
      const auto in_reason = find_values(issued.values, reading.response->reason);
      spans.insert(spans.end(), in_reason.begin(), in_reason.end());
      for (const auto& span : spans)
        evidence.findings.push_back({.message = "A later answer shows a secret again.",
                                     .expected = "a secret shown once, when it is made",
                                     .actual = "the secret of exchange " +
                                               std::to_string(issued.first_exchange[span.number - 1]) +
                                               " in an answer with status " + std::to_string(reading.response->status),
                                     .exchanges = {issued.first_exchange[span.number - 1], i}});
    }
    issued.add(reading, i);
  }
  return evidence;
}

// What only a stack trace, a file system or a database says.
constexpr std::array<std::string_view, 32> inner_words = {
    "Traceback (most recent call last)", "\", line ", ".py\\\", line ", "site-packages", "/usr/lib/python",
    "NullPointerException", "goroutine ", "panic: ", "SQLSTATE", "psycopg", "sqlalchemy", "sqlite3.", "SELECT * FROM",
    "UPDATE api_tokens", "INSERT INTO", "Segmentation fault",
    // .NET
    "System.NullReferenceException", "System.InvalidOperationException", "System.FormatException",
    "System.Data.SqlClient", "   at System.", "   at Microsoft.",
    // Ruby
    "NoMethodError", "ActiveRecord::", "ActionController::", "/gems/",
    // Rust
    "panicked at ", "note: run with `RUST_BACKTRACE", "called `Result::unwrap()` on an `Err` value",
    // MySQL, MariaDB
    "You have an error in your SQL syntax", "com.mysql.", "MySQLSyntaxErrorException"};

// Where files of a server lie, and where a frame of its stack begins. A page may link to one of its own by the same
// words, so what stands behind must look like it: a source file, or a method with its place.
struct InnerStart {
  std::string_view word;
  std::array<std::string_view, 8> then;
};
constexpr std::array<std::string_view, 8> source_files = {".py", ".rb", ".go", ".java", ".php", ".cs", ".js:", ".ts:"};
constexpr std::array<std::string_view, 8> places = {".java:", ".kt:", ".scala:", "(Native Method)", "(Unknown Source)"};
constexpr std::array<InnerStart, 8> inner_starts = {{{"/usr/lib/", source_files},
                                                     {"/usr/local/", source_files},
                                                     {"/home/", source_files},
                                                     {"/var/www/", source_files},
                                                     {"/app/", source_files},
                                                     {"at java.", places},
                                                     {"at org.", places},
                                                     {"at com.", places}}};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Whether the word stands in the text, and no longer one in its place: a style.css is no .cs.
bool has_whole(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; at += word.size()) {
    const auto after = text.substr(at + word.size());
    if (!is_letter(word.back()) || after.empty() || !is_letter(after.front())) return true;
  }
  return false;
}

bool is_followed(std::string_view rest, const std::array<std::string_view, 8>& by) {
  rest = rest.substr(0, rest.find_first_of("<>\"'\n"));
  return std::any_of(by.begin(), by.end(),
                     [&](std::string_view word) { return !word.empty() && has_whole(rest.substr(0, 300), word); });
}

// A word, a number and what ends it, as a frame or a database's error has it: "ORA-00942:", "tokens.rb:17:in ",
// "Token.cs:line 42".
struct InnerNumber {
  std::string_view word;
  std::size_t digits;  // at least
  std::string_view then;
};
constexpr std::array<InnerNumber, 7> inner_numbers = {{{"ORA-", 5, ":"},
                                                       {".cs:line ", 1, ""},
                                                       {".rb:", 1, ":in "},
                                                       {".rs:", 1, ":"},
                                                       {".php on line ", 1, ""},
                                                       {"Error ", 4, " ("},
                                                       {"ERROR ", 4, " ("}}};

bool is_numbered(std::string_view rest, const InnerNumber& inner) {
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits >= inner.digits && rest.substr(digits).starts_with(inner.then);
}

// The first word of the server's inside that the text holds and `asked`, which it may echo, does not; empty: none.
std::string_view inner_word(std::string_view text, const std::string& asked) {
  const auto is_new = [&](std::string_view word) { return asked.find(word) == std::string::npos; };
  for (const auto word : inner_words)
    if (text.find(word) != std::string_view::npos && is_new(word)) return word;
  for (const auto& start : inner_starts)
    for (std::size_t at = 0; (at = text.find(start.word, at)) != std::string_view::npos; at += start.word.size())
      if (is_followed(text.substr(at), start.then) && is_new(start.word)) return start.word;
  for (const auto& inner : inner_numbers)
    for (std::size_t at = 0; (at = text.find(inner.word, at)) != std::string_view::npos;) {
      at += inner.word.size();
      if (is_numbered(text.substr(at), inner) && is_new(inner.word)) return inner.word;
    }
  return {};
}

Evidence errors_clean(const Facts& facts) {
  Evidence evidence;
  for (std::size_t i = 0; i < facts.readings.size(); ++i) {
    const Reading& reading = facts.readings[i];
    if (!reading.response || reading.response->status < 400) continue;
    observe(evidence, i);
    const Request& request = facts.history.exchanges[i].request;
    const std::string_view word =
        inner_word(reading.response->body, percent_decode(request.target) + '\n' + request.body);
    if (word.empty()) continue;
    evidence.findings.push_back({.message = "An error shows the server's inside.",
                                 .expected = "no stack trace, file path or SQL",
                                 .actual = "the body holds \"" + std::string(word) + "\"",
                                 .exchanges = {i}});
  }
  return evidence;
}

Evidence no_wildcard_origin(const Terms& terms, const Facts& facts) {
  Evidence evidence;
  each_record(facts, [&](const Reading& reading, const Record&, std::size_t i) {
    observe(evidence, i);
    if (joined(reading.response->headers, "Access-Control-Allow-Origin") != "*") return;
    evidence.findings.push_back({.message = "Any web page may read " + with_article(terms.success) + " with a secret.",
                                 .expected = "no Access-Control-Allow-Origin: *",
                                 .actual = "Access-Control-Allow-Origin: *",
                                 .exchanges = {i}});
  });
  return evidence;
}

Evidence tls(const Facts& facts) {
  Evidence evidence;
  const auto way = facts.history.way;
  if (way == History::Way::in_process || way == History::Way::loopback || facts.history.exchanges.empty()) {
    evidence.not_applicable = "the target is this machine";
    return evidence;
  }
  observe(evidence, 0);
  if (way == History::Way::plain)
    evidence.findings.push_back({.message = "Secrets cross the network in the clear.",
                                 .expected = "an https URL",
                                 .actual = "an http URL of another machine",
                                 .exchanges = {0}});
  return evidence;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Check> secrecy_checks(const SharedTerms& terms) {
  const Terms& t = *terms;
  return {
      {.kind = "secrecy/not-in-headers",
       .requirement = capital(with_article(t.secret)) + " MUST NOT stand in a header, encoded or not.",
       .source = {'C', "OWASP ASVS 5.0, 14.2.1: sensitive data only in the body", t.success_response},
       .rotates = true,
       .run = in(terms, not_in_headers)},
      {.kind = "secrecy/not-again",
       .requirement =
           capital(with_article(t.secret)) + " MUST NOT appear in a later answer, errors included, in any encoding.",
       .source = {'C', "OWASP ASVS 5.0, 14.2.1: sensitive data only where it must be", t.success_response},
       .rotates = true,
       .run = not_again},
      {.kind = "secrecy/errors-clean",
       .requirement = "An error SHOULD NOT show a stack trace, a file path or SQL.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 16.5.1: a generic message on errors", ""},
       .run = errors_clean},
      {.kind = "secrecy/no-wildcard-origin",
       .requirement = capital(with_article(t.success)) + " SHOULD NOT say Access-Control-Allow-Origin: *.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 3.4.2: an allow-list of origins", t.success_response},
       .rotates = true,
       .run = in(terms, no_wildcard_origin)},
      {.kind = "secrecy/tls",
       .requirement = "A target that is not this machine SHOULD be https.",
       .level = Level::should,
       .source = {'C', "OWASP ASVS 5.0, 12.2.1: TLS for all connectivity", "/servers/0/url"},
       .run = tls},
  };
}

}  // namespace assay
