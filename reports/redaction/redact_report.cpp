#include "reports/redaction/redact_report.h"

#include <optional>
#include <type_traits>
#include <vector>

#include "reports/json/report_members.h"

namespace assay {
namespace {

struct RedactMembers {
  const Redactor& redactor;

  template <class T>
  void operator()(const char*, T& member) {
    apply(member);
  }

  void apply(std::string& text) { text = redactor.redact(text); }
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

void redact_report(Report& report, const Redactor& redactor) { RedactMembers{redactor}.apply(report); }

}  // namespace assay
