#include "contracts/trigger.h"

#include "contracts/identity_parts.h"
#include "contracts/path_template.h"

namespace assay {
namespace {

std::string method_of(const std::string& text) { return text.substr(0, text.find(' ')); }

// With its query.
std::string target_of(const std::string& text) { return text.substr(text.find(' ') + 1); }

}  // namespace

void check_trigger(const Contract& contract) {
  const std::string& text = contract.policy.deliveries.trigger;
  if (text.empty()) return;
  const std::string path(path_of(target_of(text)));
  const std::vector<std::string> wanted = path_parameters(contract.operation().path);
  if (path_parameters(path) == wanted) return;
  std::string names;
  for (const std::string& name : wanted) names += (names.empty() ? "{" : ", {") + name + '}';
  throw BadDocument(contract.policy.place("/webhook_trigger"),
                    "says not whose delivery it asks for: its path needs the rotation's parameters in their order, " +
                        (names.empty() ? "and there are none" : names));
}

void hear_own_mock(Contract& contract) {
  contract.deliveries = Contract::Deliveries::heard;
  std::string& trigger = contract.policy.deliveries.trigger;
  if (trigger.empty()) trigger = "POST " + contract.operation().path + "/deliver";
}

Request trigger(const Contract& contract, std::string_view identity, const Headers& headers) {
  const std::string& text = contract.policy.deliveries.trigger;
  Request request{.method = method_of(text), .target = target_of(text), .headers = headers};
  put_parts(contract.operation().identity, identity, request);
  return request;
}

std::optional<std::vector<std::string>> triggered(const Contract& contract, const Request& request) {
  const std::string& text = contract.policy.deliveries.trigger;
  if (text.empty() || request.method != method_of(text)) return std::nullopt;
  return parts_in(path_of(target_of(text)), contract.operation().identity, request);
}

}  // namespace assay
