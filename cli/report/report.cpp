#include "cli/report/report.h"

#include <iostream>

#include "cli/report/report_formats.h"
#include "cli/terminal.h"
#include "contracts/contract.h"
#include "contracts/digest.h"
#include "contracts/documents/document_file.h"
#include "contracts/documents/place.h"
#include "reports/compare/diff.h"
#include "reports/events/events.h"
#include "reports/formats/wrap.h"
#include "reports/json/load_report.h"
#include "reports/json/report_json.h"
#include "reports/verify/verify.h"
#include "reports/write_report.h"

namespace assay {
namespace {

Report report_of(const RenderOptions& options) {
  if (options.report.empty() == options.events.empty())
    throw BadDocument(Place{}, "report render takes a report.json, or --from events.ndjson");
  if (options.events.empty()) return load_report(options.report);
  return report_from_events(read_report_file(options.events), options.events);
}

std::string render_to_output(const Report& report, const std::string& id) {
  const Format* format = find_format(id.empty() ? "console" : id);
  if (!format) throw BadDocument(Place{}, "--format: there is no format \"" + id + "\"; see assay list formats");
  return format->id == "console" ? render_console(report, terminal_of_output()) : format->render(report);
}

}  // namespace

int run_render(const RenderOptions& options) {
  const auto files = file_formats(options.reports);
  const Report report = report_of(options);
  const std::string directory = options.report_dir.empty() ? "assay-report" : options.report_dir;
  for (const std::string& file : write_formats(report, files, directory)) std::cout << "report: " << file << '\n';
  if (files.empty() || !options.format.empty()) std::cout << render_to_output(report, options.format);
  return conforms;
}

int run_verify(const VerifyOptions& options) {
  const std::string document = options.document.empty() ? "" : read_document_file(options.document);
  const Policy policy = options.policy.empty() ? load_embedded_policy() : load_policy(options.policy);
  const Contract ours = load_embedded_contract();
  bool all_hold = true;
  for (const std::string& file : options.reports) {
    const std::string text = read_report_file(file);
    const Report report = report_from_json(text, file);
    const bool is_given = !document.empty() && sha256_hex(document) == report.document.sha256;
    const Verification result =
        verify_report(report, text, document, is_given ? load_contract(options.document, policy) : ours);
    for (const Discrepancy& each : result.discrepancies)
      std::cout << file << ": " << printable(each.pointer) << (each.pointer.empty() ? "" : ": ")
                << printable(each.message) << '\n';
    for (const std::string& note : result.notes) std::cerr << "note: " << file << ": " << note << '\n';
    if (result.discrepancies.empty()) std::cout << file << ": says what its evidence says\n";
    all_hold = all_hold && result.discrepancies.empty();
  }
  return all_hold ? conforms : fails;
}

int run_diff(const DiffOptions& options) {
  if (options.format != "console" && options.format != "json")
    throw BadDocument(Place{}, "--format: a diff is told as console or json");
  const Unequal unequal = options.unequal == DiffOptions::Unequal::compare ? Unequal::compare : Unequal::refuse;
  const Diff diff = diff_reports(load_report(options.before), load_report(options.now), unequal);
  std::cout << (options.format == "json" ? diff_as_json(diff) : diff_as_text(diff));
  return diff.is_worse() ? fails : conforms;
}

}  // namespace assay
