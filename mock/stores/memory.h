// Tokens in memory: gone with the process.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "mock/state/token_store.h"

namespace assay {

// The first tokens are kept once; a session keeps only those that it changed, so that a session costs little and an
// update costs the same however many tokens there are. At most `max_sessions` named sessions: the one idle longest
// goes, and starts afresh when it is named again. Throws std::invalid_argument when two tokens have one id.
std::shared_ptr<TokenStore> memory_store(std::vector<Token> tokens, std::size_t max_sessions = 1000);

}  // namespace assay
