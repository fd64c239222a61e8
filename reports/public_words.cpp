#include "reports/public_words.h"

#include "reports/formats/format.h"
#include "reports/model/timestamp.h"
#include "reports/redaction/redact_report.h"

namespace assay {
namespace {

// The report of the run before anybody was asked anything.
Report head_of(const RunFacts& facts, const Redactor& redactor) {
  Report head;
  for (const VerdictKind kind : verdict_kinds) head.counts[kind] = 0;
  head.subject = {facts.vendor, facts.product, facts.product_version, facts.base_url, "", facts.tls_version};
  head.tool.version = facts.tool_version;
  head.environment = facts.environment;
  head.run.started = to_timestamp(facts.started);
  head.run.seed = std::to_string(facts.seed);
  head.run.budgets = facts.budgets;
  for (const std::string& argument : facts.command_line)
    if (redactor.redact_argument(argument) == argument) head.run.command_line.push_back(argument);
  redact_report(head, redactor);
  return head;
}

}  // namespace

void publish_run(const RunFacts& facts, Redactor& redactor) {
  const Report head = head_of(facts, redactor);
  std::string words = "seed " + head.run.seed + '\n' + redactor.redact(facts.report_file) + '\n' +
                      redactor.redact(facts.replay_flags) + '\n' + redactor.redact(facts.last_secret_saved_to) + '\n';
  for (const std::string& argument : head.run.command_line) words += argument + '\n';
  for (const char* format : {"console", "html", "markdown", "junit"}) words += find_format(format)->render(head) + '\n';
  redactor.publish(words);
}

}  // namespace assay
