#include "cli/mock/mock.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "cli/documents.h"
#include "cli/interrupt.h"
#include "cli/mock/credential.h"
#include "cli/mock/greeting.h"
#include "cli/mock/own_mock.h"
#include "cli/mock/receiver.h"
#include "cli/mock/store.h"
#include "contracts/digest.h"
#include "contracts/fit/fit.h"
#include "contracts/policy/slate.h"
#include "mock/http/cors.h"
#include "mock/http/listener.h"
#include "mock/state/env.h"

namespace assay {
namespace {

constexpr std::size_t token_bytes = 24;
constexpr int last_port = 65535;

std::string authority(const std::string& host, int port) {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

void say_error(std::string_view what) { std::cerr << "assay mock: " << what << '\n'; }

// What a flag's value is read by says what is wrong; here it is said of which flag.
template <typename Read>
auto read_flag(const std::string& flag, const Read& read) try {
  return read();
} catch (const std::invalid_argument& error) {
  throw BadDocument(Place{}, flag + ": " + error.what());
}

Contract load_contract_for(const MockOptions& options) {
  Contract contract = load_documents(options.documents);
  const bool is_slate = is_of_slate(contract.policy);
  if (!is_slate) refuse_unfit(contract);
  if (!is_slate && !options.tokens.empty())
    throw BadDocument(Place{}, "--tokens: is of the Slate API alone; give --resources " + options.tokens);
  if (!options.bearer.empty()) contract.policy.bearer = read_credential(options.bearer, "--require-bearer");
  if (options.rate_limit) contract.policy.rate_limit = *options.rate_limit;
  return contract;
}

std::optional<DeliverySetup> deliveries_of(const MockOptions& options, const Policy& policy) {
  if (options.deliver_to.empty()) return std::nullopt;
  const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(policy.deliveries.timeout);
  Receiver receiver = receiver_at(options.deliver_to, options.deliver_allow, timeout);
  DeliverySetup setup{.receiver = std::move(receiver.handler), .target = std::move(receiver.target)};
  if (options.deliver_on == "demand") setup.on = DeliverySetup::On::demand;
  if (!options.deliver_fault.empty())
    setup.fault = read_flag("--deliver-fault", [&] { return parse_delivery_fault(options.deliver_fault); });
  return setup;
}

Surroundings surroundings_of(const MockOptions& options, const Policy& policy) {
  Surroundings surroundings{.store = options.store, .deliveries = deliveries_of(options, policy)};
  if (!options.clock.empty()) surroundings.clock = read_flag("--clock", [&] { return parse_clock(options.clock); });
  for (const std::string& rule : options.faults)
    surroundings.faults.push_back(read_flag("--fault", [&] { return parse_fault(rule); }));
  if (options.log != LogFormat::off) surroundings.watchers.push_back(request_log(options.log));
  if (!options.cors.empty() && !is_origin(options.cors))
    throw BadDocument(Place{},
                      "--cors: '" + options.cors + "' is no origin; write it as browsers do: http://localhost:5173");
  surroundings.cors = options.cors;
  return surroundings;
}

int admin_port(const MockOptions& options) {
  if (options.admin_port) return *options.admin_port;
  return options.port == 0 || options.port == last_port ? 0 : options.port + 1;
}

std::unique_ptr<Listener> listen_for_admin(const MockOptions& options, const OwnMock& mock, const std::string& token,
                                           const std::optional<TlsIdentity>& tls) try {
  return std::make_unique<Listener>(make_admin(mock.parts, token),
                                    ListenerOptions{.port = admin_port(options), .tls = tls, .on_error = say_error});
} catch (const BadDocument&) {
  throw BadDocument(Place{}, "cannot listen on 127.0.0.1 port " + std::to_string(admin_port(options)) +
                                 " for the admin API; choose another --admin-port (0 takes a free one), or --no-admin");
}

}  // namespace

int run_mock(const MockOptions& options) {
  block_interrupts();
  const Contract contract = load_contract_for(options);
  const OwnMock mock =
      make_own_mock(contract, options.resources.empty() ? options.tokens : options.resources, options.seed,
                    deviation_called(contract, options.deviation), surroundings_of(options, contract.policy));
  const bool has_own_token = !options.admin_token.empty();
  const std::string token = has_own_token ? read_credential(options.admin_token, "--admin-token")
                                          : to_hex(system_env().random_bytes({}, token_bytes));
  const std::optional<ServedTls> tls = tls_of(options.tls, options.host);
  const std::optional<TlsIdentity> identity = tls ? std::optional(tls->identity) : std::nullopt;
  Listener listener(mock.handler, {.host = options.host,
                                   .port = options.port,
                                   .threads = options.threads.value_or(threads_for(options.store)),
                                   .tls = identity,
                                   .on_error = say_error});
  std::unique_ptr<Listener> admin;
  if (options.admin == MockOptions::Admin::on) admin = listen_for_admin(options, mock, token, identity);
  const std::string scheme = tls ? "https://" : "http://";
  const Addresses addresses{.mock = scheme + authority(options.host, listener.port()),
                            .admin = admin ? scheme + authority("127.0.0.1", admin->port()) : "",
                            .tls = tls};
  std::cout << greeting(contract, mock, options, addresses, has_own_token ? "" : token) << std::flush;
  wait_for_interrupt();
  if (admin) admin->stop();
  listener.stop();
  // A receiver that does not answer would keep the user waiting for as long as it may.
  constexpr std::chrono::milliseconds patience(500);
  if (mock.parts.sender && !mock.parts.sender->stop_within(patience)) std::_Exit(conforms);
  return conforms;
}

}  // namespace assay
