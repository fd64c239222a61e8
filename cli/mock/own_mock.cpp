#include "cli/mock/own_mock.h"

#include <cstdint>
#include <memory>

#include "cli/mock/store.h"
#include "contracts/documents/nearest.h"
#include "mock/deviations/deviation.h"
#include "mock/state/token_file.h"

namespace assay {
namespace {

Deviation deviation_called(const Contract& contract, const std::string& id) {
  std::vector<std::string> known;
  for (Deviation& deviation : deviations_of(contract)) {
    if (deviation.id == id) return std::move(deviation);
    known.push_back(deviation.id);
  }
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--deviation: there is no \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list deviations" : "; did you mean " + nearest + "?"));
}

}  // namespace

OwnMock make_own_mock(const Contract& contract, const std::string& tokens_file, std::optional<std::uint64_t> seed,
                      const std::string& deviation, const Surroundings& surroundings) {
  const auto tokens = tokens_file.empty() ? default_tokens() : load_tokens(tokens_file);
  MockSetup setup{.store = open_store(surroundings.store, tokens),
                  .seed = seed,
                  .clock = surroundings.clock,
                  .faults = surroundings.faults,
                  .watchers = surroundings.watchers,
                  .version = ASSAY_VERSION};
  if (!deviation.empty()) {
    Means means{.seed = seed.value_or(0), .pause = surroundings.pause};
    for (const auto& token : setup.store->list("")) means.known.push_back(token.id);
    setup.deviation = [lie = deviation_called(contract, deviation), means](Handler inner) {
      return lie.wrap(std::move(inner), means);
    };
  }
  AssembledMock assembled = assemble_mock(contract, setup);
  OwnMock mock{.handler = std::move(assembled.handler), .parts = std::move(assembled.parts)};
  const Moment now = mock.parts.clock->now();
  for (const auto& token : setup.store->list("")) {
    mock.token_ids.push_back(token.id);
    if (!refusal(token, now, contract.policy)) mock.rotatable.push_back(token.id);
  }
  return mock;
}

}  // namespace assay
