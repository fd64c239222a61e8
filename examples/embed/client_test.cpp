// The mock inside a test of yours: started on a free port, driven by functions, stopped at the end.
//
// Built against an installed assay:  cmake -B build -DCMAKE_PREFIX_PATH=/where/assay/is && cmake --build build
#include <httplib.h>

#include <chrono>
#include <iostream>
#include <stdexcept>

#include "contracts/contract.h"
#include "mock/assembly.h"
#include "mock/http/listener.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"

namespace {

void expect(bool holds, const std::string& claim) {
  if (!holds) throw std::runtime_error("not so: " + claim);
  std::cout << "ok: " << claim << '\n';
}

// Your client would stand here; this one is cpp-httplib's.
int rotate(int port, const std::string& id) {
  httplib::Client client("127.0.0.1", port);
  const auto response = client.Post("/api-tokens/" + id + "/webhook/rotate-secret");
  return response ? response->status : 0;
}

void run() {
  // The contract and the tokens that assay carries inside; load_contract() and load_tokens() read yours.
  const auto contract = assay::load_embedded_contract();
  const auto store = assay::memory_store(assay::default_tokens());

  // The clock stands until the test moves it.
  const assay::Moment noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + std::chrono::hours(12);
  const auto mock = assay::assemble_mock(
      contract,
      {.store = store, .clock = assay::ClockSetting{.runs = assay::ClockSetting::Runs::not_at_all, .at = noon}});
  assay::Listener listener(mock.handler, {.port = 0});  // 0: a free one

  expect(rotate(listener.port(), "1") == 200, "an active token is rotated");
  expect(store->list("").front().rotations == 1, "the store counts it");

  store->update("", "1", [](assay::Resource& token) { token.put("/status", R"("revoked")"); });
  expect(rotate(listener.port(), "1") == 409, "a token that the test revoked is not");

  store->update("", "2", [](assay::Resource& token) { token.put("/expires_at", R"("2026-01-01T13:00:00Z")"); });
  expect(rotate(listener.port(), "2") == 200, "a token that expires in an hour is rotated");
  mock.parts.clock->advance(std::chrono::hours(2));
  expect(rotate(listener.port(), "2") == 409, "and two hours later it is not");

  mock.parts.faults->replace({assay::parse_fault("status=503,times=1")});
  expect(rotate(listener.port(), "5") == 503, "a fault answers once");
  expect(rotate(listener.port(), "5") == 409, "then the token without a webhook answers for itself");

  listener.stop();
  expect(rotate(listener.port(), "5") == 0, "a mock that was stopped answers nothing");
}

}  // namespace

int main() {
  try {
    run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
