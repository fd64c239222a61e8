// Resources in memory: gone with the process.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "mock/state/resource_store.h"

namespace assay {

// The first resources are kept once; a session keeps only those that it changed, so that a session costs little and an
// update costs the same however many there are. At most `max_sessions` named sessions: the one idle longest
// goes, and starts afresh when it is named again. Throws std::invalid_argument when two have one key.
std::shared_ptr<ResourceStore> memory_store(std::vector<Resource> resources, std::size_t max_sessions = 1000);

}  // namespace assay
