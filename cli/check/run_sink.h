// The sink of one run of assay check: opened before anything is sent, and read when all was said.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/check/check.h"
#include "cli/check/subject.h"
#include "reports/redaction/redactor.h"

namespace assay {

// Where a sink listens, the laws about deliveries are among the contract's clauses, and a mock in this process gets a
// trigger where its policy has none. Throws BadDocument for a trigger that says not whose delivery it asks for.
void hear_deliveries(const CheckOptions& options, Contract& contract);

// Refuses clauses about deliveries, with BadDocument, where nobody hears them.
void refuse_unheard(const ClauseSelection& selection, const Contract& contract);

// Does nothing where --sink is not given.
class RunSink {
 public:
  // Opens the sink. What a mock in this process is to do with its deliveries; nothing where a vendor sends them to a
  // port, which is told on `out`. Throws BadDocument for a secret that cannot be read and a port that is taken.
  std::optional<DeliverySetup> open(const CheckOptions& options, std::ostream& out);

  // From now on the subject's answers to triggers wait for their deliveries. The contract must outlive the subject.
  void listen(const Contract& contract, Subject& subject, History& history, Redactor& redactor);

  // What was heard joins what was said.
  void take(const Contract& contract, History& history);

 private:
  std::vector<std::string> known_secrets_{};
  std::unique_ptr<DeliverySink> sink_{};
  std::unique_ptr<Listener> listener_{};  // of a vendor's deliveries; ends before the sink
};

}  // namespace assay
