#include "cli/list/list.h"

#include <iomanip>
#include <iostream>

#include "cli/prove/proof.h"
#include "contracts/judge/check.h"
#include "contracts/lint/lint.h"
#include "contracts/scenarios/scenario.h"
#include "contracts/signatures/mistakes.h"
#include "mock/deliveries/delivery_fault.h"
#include "mock/faults/fault.h"
#include "reports/formats/format.h"

namespace assay {
namespace {

void list_checks(const DocumentOptions& documents) {
  Contract contract = load_fitting_documents(documents);
  contract.deliveries = Contract::Deliveries::heard;  // those of assay check --sink too
  for (const auto& check : catalogue_of(contract))
    std::cout << std::left << std::setw(28) << check->id << std::setw(7) << to_text(check->level) << ' '
              << check->requirement << '\n'
              << std::string(36, ' ') << check->source.source_class << ": " << check->source.reference << '\n';
}

void list_scenarios() {
  for (const auto& scenario : scenarios())
    std::cout << std::left << std::setw(20) << scenario.id
              << (scenario.rotates == Scenario::Rotates::yes ? "rotates   " : "harmless  ") << scenario.summary << '\n';
}

void list_deviations(const DocumentOptions& documents) {
  for (const auto& deviation : Proof(load_fitting_documents(documents)).lies)
    std::cout << std::left << std::setw(28) << deviation.id << std::setw(28) << deviation.breaks << deviation.summary
              << '\n';
}

void list_faults() {
  for (const auto& kind : fault_kinds())
    std::cout << std::left << std::setw(14) << kind.id << std::setw(14) << kind.value << kind.summary << '\n';
}

void list_rules() {
  for (const auto& rule : lint_rules())
    std::cout << std::left << std::setw(22) << rule.id << std::setw(9) << to_text(rule.level) << rule.summary << '\n';
}

void list_formats() {
  for (const auto& format : formats())
    std::cout << std::left << std::setw(10) << format.id << std::setw(16)
              << (format.file_name.empty() ? "-" : format.file_name) << format.summary << '\n';
}

void list_schemes() {
  for (const auto& scheme : signature_schemes())
    std::cout << std::left << std::setw(20) << scheme.id << scheme.summary << '\n';
}

void list_delivery_faults() {
  for (const DeliveryFaultWord& fault : delivery_faults())
    std::cout << fault.id << std::string(16 - fault.id.size(), ' ') << fault.summary << '\n';
}

void list_mistakes() {
  for (const auto& mistake : signature_mistakes())
    std::cout << std::left << std::setw(20) << mistake.id << mistake.summary << '\n';
}

}  // namespace

int run_list(const ListOptions& options) {
  if (options.what == "checks") list_checks(options.documents);
  if (options.what == "scenarios") list_scenarios();
  if (options.what == "deviations") list_deviations(options.documents);
  if (options.what == "faults") list_faults();
  if (options.what == "delivery-faults") list_delivery_faults();
  if (options.what == "formats") list_formats();
  if (options.what == "rules") list_rules();
  if (options.what == "schemes") list_schemes();
  if (options.what == "mistakes") list_mistakes();
  return conforms;
}

}  // namespace assay
