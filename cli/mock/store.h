// The flag --store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mock/state/resource_store.h"

namespace assay {

// "memory" (the same as ""), or "sqlite:FILE", which goes on where FILE stands. Throws BadDocument for anything else
// and for a file that cannot be used.
std::shared_ptr<ResourceStore> open_store(const std::string& store, const std::vector<Resource>& resources);

// How many threads serve best where nothing is said: one, but for a store that waits for the disk, where all that wait
// share a sync.
int threads_for(const std::string& store);

}  // namespace assay
