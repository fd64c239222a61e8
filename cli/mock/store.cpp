#include "cli/mock/store.h"

#include <string_view>

#include "contracts/documents/place.h"
#include "mock/stores/memory.h"
#include "mock/stores/sqlite.h"

namespace assay {
namespace {

constexpr std::string_view sqlite = "sqlite:";
constexpr int threads_that_wait = 32;

}  // namespace

std::shared_ptr<ResourceStore> open_store(const std::string& store, const std::vector<Resource>& resources) {
  if (store.empty() || store == "memory") return memory_store(resources);
  if (store.starts_with(sqlite)) return sqlite_store(store.substr(sqlite.size()), resources);
  throw BadDocument(Place{}, "--store: there is no \"" + store + "\"; write memory or sqlite:FILE");
}

int threads_for(const std::string& store) { return store.starts_with(sqlite) ? threads_that_wait : 1; }

}  // namespace assay
