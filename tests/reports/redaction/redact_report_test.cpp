#include "reports/redaction/redact_report.h"

#include "reports/json/report_json.h"
#include "reports/json/report_members.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {
namespace {

constexpr const char* canary = "canary-93c1e07b";

// Puts the canary into every text of a report.
struct Spoil {
  std::size_t texts = 0;

  template <class T>
  void operator()(const char*, T& member) {
    apply(member);
  }
  void apply(std::string& text) {
    text += std::string(" ") + canary;
    ++texts;
  }
  void apply(std::map<VerdictKind, std::size_t>&) {}
  template <class T>
  void apply(std::optional<T>& part) {
    if (part) apply(*part);
  }
  template <class T>
  void apply(std::vector<T>& list) {
    for (T& entry : list) apply(entry);
  }
  template <class T>
  void apply(T& part) {
    if constexpr (std::is_class_v<T>) visit_members(*this, part);
  }
};

}  // namespace

TEST_CASE("a secret in any text of a report is hidden, wherever it came from") {
  Report report = example_report();
  Spoil spoil;
  spoil.apply(report);
  REQUIRE(spoil.texts > 100);
  Redactor redactor({}, "");
  REQUIRE(redactor.taint(canary));
  redact_report(report, redactor);
  const std::string text = to_json_text(report);
  CHECK(text.find(canary) == std::string::npos);
  std::size_t names = 0;
  for (std::size_t at = text.find("secret#1\""); at != std::string::npos; at = text.find("secret#1\"", at + 1)) ++names;
  CHECK(names == spoil.texts);
}

TEST_CASE("a report without a secret stays as it is") {
  Report report = example_report();
  Redactor redactor({}, "");
  redactor.taint(canary);
  redact_report(report, redactor);
  CHECK(to_json_text(report) == to_json_text(example_report()));
}

}  // namespace assay::test
