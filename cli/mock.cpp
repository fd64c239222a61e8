#include "cli/mock.h"

#include <iostream>

#include "cli/documents.h"
#include "cli/interrupt.h"
#include "cli/own_mock.h"
#include "mock/listener.h"

namespace assay {
namespace {

std::string authority(const std::string& host, int port) {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

void greet(const Contract& contract, const OwnMock& mock, const std::string& url, const MockOptions& options) {
  const Operation& operation = contract.operation();
  std::cout << "assay mock listening on " << url << '\n'
            << "  serves     " << operation.method << ' ' << operation.path << "  (" << contract.title << ' '
            << contract.version << ")\n"
            << "  tokens    ";
  for (const auto& id : mock.token_ids) std::cout << ' ' << id;
  std::cout << "  (rotate:";
  for (const auto& id : mock.rotatable) std::cout << ' ' << id;
  std::cout << ")\n";
  if (!options.deviation.empty()) std::cout << "  deviation  " << options.deviation << ": this server lies\n";
  if (options.seed) std::cout << "  seed       " << *options.seed << ": the secrets are known to all\n";
  if (!mock.rotatable.empty())
    std::cout << "  try        curl -X POST " << url << "/api-tokens/" << mock.rotatable.front()
              << "/webhook/rotate-secret\n";
  std::cout << std::flush;
}

}  // namespace

int run_mock(const MockOptions& options) {
  block_interrupts();
  const Contract contract = load_documents(options.documents);
  const OwnMock mock = make_own_mock(contract, options.tokens, options.seed, options.deviation);
  Listener listener(
      mock.handler,
      {.host = options.host, .port = options.port, .threads = options.threads, .on_error = [](std::string_view what) {
         std::cerr << "assay mock: " << what << '\n';
       }});
  greet(contract, mock, "http://" + authority(options.host, listener.port()), options);
  wait_for_interrupt();
  listener.stop();
  return conforms;
}

}  // namespace assay
