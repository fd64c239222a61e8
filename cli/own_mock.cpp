#include "cli/own_mock.h"

#include <memory>

#include "contracts/nearest.h"
#include "mock/deviation.h"
#include "mock/env.h"
#include "mock/mock.h"
#include "mock/stores/memory.h"
#include "mock/token_file.h"

namespace assay {
namespace {

const Deviation& deviation_called(const std::string& id) {
  if (const auto* found = find_deviation(id)) return *found;
  std::vector<std::string> known;
  for (const auto& deviation : deviations()) known.push_back(deviation.id);
  const std::string nearest = nearest_of(id, known);
  throw BadDocument(Place{}, "--deviation: there is no \"" + id + "\"" +
                                 (nearest.empty() ? "; see assay list deviations" : "; did you mean " + nearest + "?"));
}

}  // namespace

OwnMock make_own_mock(const Contract& contract, const std::string& tokens_file, std::optional<std::uint64_t> seed,
                      const std::string& deviation) {
  const auto env = std::make_shared<const Env>(seed ? seeded_env(*seed) : system_env());
  const auto tokens = tokens_file.empty() ? default_tokens() : load_tokens(tokens_file);
  OwnMock mock;
  for (const auto& token : tokens) {
    mock.token_ids.push_back(token.id);
    if (!refusal(token, env->now(), contract.policy)) mock.rotatable.push_back(token.id);
  }
  mock.handler = make_mock(contract, memory_store(tokens), env);
  if (!deviation.empty()) mock.handler = deviation_called(deviation).wrap(mock.handler, seed.value_or(0));
  return mock;
}

}  // namespace assay
