// Laws of redaction: no tainted value survives in any encoding, and a report comes back from JSON as it went.
#include <string>
#include <vector>

#include "reports/json/report_json.h"
#include "reports/redaction/redactor.h"
#include "tests/law.h"

namespace assay::test {
namespace {

// The encoders are written apart from the decoders that they test, the slow way.
std::string hex_byte(unsigned char byte, const char* digits) { return {digits[byte >> 4], digits[byte & 15]}; }

std::string to_hex(const std::string& value, const char* digits) {
  std::string text;
  for (const char c : value) text += hex_byte(static_cast<unsigned char>(c), digits);
  return text;
}

std::string to_base64(const std::string& value, const std::string& last_two) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last_two;
  std::string bits, text;
  for (const char c : value)
    for (int bit = 7; bit >= 0; --bit) bits += (static_cast<unsigned char>(c) >> bit & 1) != 0 ? '1' : '0';
  bits.append((6 - bits.size() % 6) % 6, '0');
  for (std::size_t at = 0; at < bits.size(); at += 6) text += alphabet[std::stoul(bits.substr(at, 6), nullptr, 2)];
  return text;
}

// Each character as it is or escaped, as the drawn bits say.
template <class Escape>
std::string escape_some(const std::string& value, const std::vector<bool>& choices, Escape escape) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i)
    text += choices[i % choices.size()] ? escape(static_cast<unsigned char>(value[i])) : std::string(1, value[i]);
  return text;
}

constexpr const char* lower = "0123456789abcdef";
constexpr const char* upper = "0123456789ABCDEF";

std::vector<std::string> forms_of(const std::string& value, const std::vector<bool>& choices,
                                  const std::string& before) {
  return {value,
          to_hex(value, lower),
          to_hex(value, upper),
          to_base64(value, "+/"),
          to_base64(value, "-_"),
          to_base64(before + value + "tail", "+/"),
          escape_some(value, choices, [](unsigned char c) { return '%' + hex_byte(c, lower); }),
          escape_some(value, choices, [](unsigned char c) { return '%' + hex_byte(c, upper); }),
          escape_some(value, choices, [](unsigned char c) { return "\\u00" + hex_byte(c, lower); }),
          escape_some(value, choices, [](unsigned char c) { return "&#" + std::to_string(c) + ';'; })};
}

// Secrets as vendors make them. No '#', '%', '\' or '&': a value that is itself an escape, or a name of ours, is
// documented.
rc::Gen<std::string> secret() {
  static const std::string alphabet =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-.~!$'()*,;:@ ";
  const auto character = rc::gen::elementOf(alphabet);
  return rc::gen::suchThat(
      rc::gen::mapcat(rc::gen::inRange<std::size_t>(6, 80),
                      [=](std::size_t size) { return rc::gen::container<std::string>(size, character); }),
      [](const std::string& value) { return value.find_first_not_of('*') != std::string::npos; });
}

rc::Gen<std::vector<bool>> choices() { return rc::gen::nonEmpty<std::vector<bool>>(); }

}  // namespace

TEST_CASE("redaction: laws") {
  rc::prop("no form of a tainted value survives", [] {
    const auto value = *secret();
    const auto before = *rc::gen::resize(3, rc::gen::string<std::string>());
    Redactor redactor({}, "");
    RC_ASSERT(redactor.taint(value));
    for (const std::string& form : forms_of(value, *choices(), before)) {
      const std::string redacted = redactor.redact("{\"a\":\"" + form + "\"}");
      RC_LOG() << form << " -> " << redacted << '\n';
      RC_ASSERT(redacted.find(form) == std::string::npos);
      RC_ASSERT(redacted.find("secret#1") != std::string::npos);
      RC_ASSERT(redactor.find(redacted).empty());
    }
  });

  rc::prop("what comes out holds none of many values, whatever bytes stand between them", [] {
    const auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(secret()));
    Redactor redactor({}, "");
    std::string text;
    for (const std::string& value : values) {
      redactor.taint(value);
      text += *rc::gen::arbitrary<std::string>() + '\n' + value + '\n';
    }
    const std::string redacted = redactor.redact(text);
    for (const std::string& value : values) RC_ASSERT(redacted.find(value) == std::string::npos);
  });

  rc::prop("bytes that hold no value stay as they are", [](const std::string& text) {
    Redactor redactor({}, "");
    redactor.taint("a value that is drawn by nobody");
    RC_ASSERT(redactor.redact(text) == text);
  });

  rc::prop("any body can be learnt from and redacted", [](const std::string& junk) {
    Redactor redactor({"/token"}, "");
    redactor.taint_answer(R"({"token":")" + junk);
    redactor.taint_answer(R"({"token":)" + junk);
    redactor.redact(junk);
  });
}

TEST_CASE("report JSON: laws") {
  rc::prop("a report comes back as it went", [](const std::vector<std::string>& texts, std::size_t number) {
    Report report;
    for (const std::string& text : texts) {
      Report::Clause clause{.id = "family/" + std::to_string(number), .observations = number, .reason = text};
      clause.verdict =
          *rc::gen::elementOf(std::vector<VerdictKind>(std::begin(verdict_kinds), std::end(verdict_kinds)));
      clause.findings = {{.message = text, .actual = text, .exchanges = {number}}};
      report.clauses.push_back(clause);
    }
    const std::string written = to_json_text(report);
    RC_ASSERT(to_json_text(report_from_json(written, "report.json")) == written);
  });
}

}  // namespace assay::test
