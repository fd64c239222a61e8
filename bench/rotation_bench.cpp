// What a rotation costs without a network: by store, by number of tokens, by number of threads; and what the disk
// itself can do.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "mock/assembly.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"
#include "mock/stores/sqlite.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

std::vector<Resource> tokens(std::int64_t count) {
  const std::string document = default_tokens().front().document();
  std::vector<Resource> made;
  for (std::int64_t i = 0; i < count; ++i) made.emplace_back(std::vector{std::to_string(i)}, document);
  return made;
}

Request rotation_of(std::size_t token) {
  return {.method = "POST", .target = "/api-tokens/" + std::to_string(token) + "/webhook/rotate-secret"};
}

// A folder on the disk that is measured, not in memory: the current one's.
struct Folder {
  std::string path = (fs::current_path() / "assay-bench-XXXXXX").string();
  Folder() {
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no folder can be made here");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

// Rotates ten tokens in turn, spread over all there are, journal and metrics on.
void rotate_in_memory(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const auto mock = assemble_mock(load_embedded_contract(), {.store = memory_store(tokens(state.range(0)))});
  std::vector<Request> requests;
  for (std::size_t i = 0; i < 10; ++i) requests.push_back(rotation_of(i * (count / 10)));
  std::size_t turn = 0;
  for (auto _ : state) benchmark::DoNotOptimize(mock.handler(requests[turn++ % requests.size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(rotate_in_memory)->Arg(10)->Arg(1'000'000);

// Durable rotations: as many threads as wait at the same time share the disk's syncs.
void rotate_on_disk(benchmark::State& state) {
  static std::unique_ptr<Folder> folder;
  static Handler mock;
  if (state.thread_index() == 0) {
    folder = std::make_unique<Folder>();
    mock = assemble_mock(load_embedded_contract(), {.store = sqlite_store(folder->path + "/tokens.db", tokens(10))})
               .handler;
  }
  for (auto _ : state) benchmark::DoNotOptimize(mock(rotation_of(1)));
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    mock = {};
    folder.reset();
  }
}
BENCHMARK(rotate_on_disk)->Threads(1)->Threads(8)->Threads(32)->UseRealTime();

// The disk's own rate: one page written and synced at a time.
void sync_the_disk(benchmark::State& state) {
  const Folder folder;
  const int file = ::open((folder.path + "/page").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const std::string page(4096, 'x');
  for (auto _ : state)
    if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) state.SkipWithError("the disk refuses");
  ::close(file);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sync_the_disk)->UseRealTime();

}  // namespace
}  // namespace assay
