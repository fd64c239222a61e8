#include "tests/reports/foreign_report.h"

#include "reports/json/seal.h"
#include "tests/contracts/foreign.h"

namespace assay::test {

History foreign_history() {
  using namespace std::chrono_literals;
  const Contract contract = contract_of("openai-like");
  const std::string record =
      R"({"id":"we_1","object":"webhook_endpoint","name":"Orders","url":"https://orders.example/events",)"
      R"("event_types":["order.paid"],"created_at":1740821400,"updated_at":1740821401,"signing_secret_hint":"8Kd2")";
  const std::string issued = record + R"(,"signing_secret":"whsec_Jb3vQm0cT7yXw1zRk5uLh9sNf4gP8Kd2"})";
  History history{.exchanges = {asked(contract, "we_1", 200, issued), read(contract, "we_1", 200, record + '}'),
                                asked(contract, "we_1", 200, issued), asked(contract, "we_2", 0, ""),
                                answered({.method = "GET", .target = "/v1/elsewhere"}, 404, R"({"error":null})")},
                  .started = example_facts().started};
  history.exchanges[3].outcome = NoResponse{NoResponse::Why::timed_out, "no answer within 5000 ms"};
  for (std::size_t i = 0; i < history.exchanges.size(); ++i) {
    history.exchanges[i].sent = i * 10ms;
    history.exchanges[i].done = i * 10ms + 3ms;
    history.exchanges[i].scenario = "rotate-sequence";
  }
  return history;
}

Report foreign_report(const Conditions& conditions) {
  const Contract contract = contract_of("openai-like");
  const History history = foreign_history();
  RunFacts facts = example_facts();
  facts.vendor = "";
  const Redactor redactor = redactor_for(facts, contract, history);
  Report report = make_report(facts, contract, history, judge(contract, history, conditions), conditions, redactor);
  seal(report);
  return report;
}

}  // namespace assay::test
