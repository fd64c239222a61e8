#include "cli/mock/greeting.h"

#include "contracts/policy/slate.h"
#include "contracts/scenarios/scenario.h"
#include "mock/state/moment.h"
#include "reports/curl.h"

namespace assay {
namespace {

std::string line(const std::string& name, const std::string& text) {
  return "  " + name + std::string(11 - name.size(), ' ') + text + '\n';
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// What makes this server another than the plain one.
std::string peculiarities(const OwnMock& mock, const MockOptions& options) {
  const MockParts& parts = mock.parts;
  std::string text;
  if (!options.deviation.empty()) text += line("deviation", options.deviation + ": this server lies");
  if (options.seed) text += line("seed", std::to_string(*options.seed) + ": the secrets are known to all");
  if (options.seed || !options.clock.empty()) {
    const bool stands = parts.first_clock.runs == ClockSetting::Runs::not_at_all;
    text += line("clock", (stands ? "stands at " : "runs from ") + to_rfc3339(parts.clock->now()));
  }
  if (!options.store.empty()) text += line("store", options.store);
  for (const FaultRule& fault : parts.first_faults) text += line("fault", fault.text);
  if (!options.deliver_to.empty())
    text += line("delivers", "to " + options.deliver_to + ", " + parts.policy.deliveries.scheme +
                                 (options.deliver_on == "rotation" ? ", on each rotation" : ", on demand") +
                                 (options.deliver_fault.empty() ? "" : ", with " + options.deliver_fault));
  for (const std::string& block : options.deliver_allow) text += line("may go to", block);
  if (!parts.policy.bearer.empty()) text += line("asks for", "Authorization: Bearer");
  if (parts.policy.rate_limit > 0)
    text += line("limit", std::to_string(parts.policy.rate_limit) + " requests a minute and session");
  return text;
}

std::string trust(const Addresses& addresses) {
  return addresses.tls ? "--cacert " + addresses.tls->certificate_file + ' ' : "";
}

std::string how_to_try(const Contract& contract, const OwnMock& mock, const Addresses& addresses) {
  if (mock.rotatable.empty()) return {};
  std::string id;
  for (const std::string& part : mock.example) id += (id.empty() ? "" : ",") + percent_encode(part);
  const std::string how =
      trust(addresses) + (mock.parts.policy.bearer.empty() ? "" : "-H 'Authorization: Bearer ...' ");
  const auto curl = [&](const Request& request) {
    std::string text = request.method == "GET" ? "curl " : "curl -X " + request.method + ' ';
    text += how + shell_quote(addresses.mock + request.target);
    for (const Header& header : request.headers) text += " -H " + shell_quote(header.name + ": " + header.value);
    return text + (request.body.empty() ? "" : " -d " + shell_quote(request.body));
  };
  std::string lines = line("try", curl(rotation(contract, id, {})));
  if (contract.reading()) lines += line("read", curl(reading(contract, id, {})));
  return lines;
}

std::string how_to_control(const Addresses& addresses, const std::string& token) {
  if (addresses.admin.empty()) return {};
  return line("admin", "curl " + trust(addresses) + "-H 'Authorization: Bearer " + (token.empty() ? "..." : token) +
                           "' " + addresses.admin + "/__admin/state");
}

}  // namespace

std::string greeting(const Contract& contract, const OwnMock& mock, const MockOptions& options,
                     const Addresses& addresses, const std::string& new_admin_token) {
  const Operation& operation = contract.operation();
  return "assay mock listening on " + addresses.mock + '\n' +
         line("serves",
              operation.method + ' ' + operation.path + "  (" + contract.title + ' ' + contract.version + ")") +
         line(is_of_slate(contract.policy) ? "tokens" : "resources",
              joined(mock.ids) + "  (rotate: " + joined(mock.rotatable) + ")") +
         (addresses.tls ? line("tls", "SHA-256 " + addresses.tls->fingerprint) : "") + peculiarities(mock, options) +
         how_to_try(contract, mock, addresses) + how_to_control(addresses, new_admin_token);
}

}  // namespace assay
