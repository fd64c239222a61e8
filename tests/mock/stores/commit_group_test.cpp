#include "mock/stores/commit_group.h"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "tests/catch.h"

namespace assay::test {
namespace {

void run_all(const std::vector<CommitGroup::Piece*>& pieces) {
  for (auto* piece : pieces) piece->work();
}

}  // namespace

TEST_CASE("work that arrives during a commit shares the next one") {
  std::vector<std::size_t> sizes;
  std::atomic<int> started{0};
  std::promise<void> all_wait;
  CommitGroup group([&](const auto& pieces) {
    sizes.push_back(pieces.size());
    run_all(pieces);
    if (sizes.size() == 1) all_wait.get_future().wait();
  });
  std::atomic<int> ran{0};
  const auto call = [&] {
    started += 1;
    group.run([&] { ran += 1; });
  };
  std::thread first(call);
  while (ran == 0) std::this_thread::yield();
  std::vector<std::thread> others;
  for (int i = 0; i < 5; ++i) others.emplace_back(call);
  while (started < 6) std::this_thread::yield();
  all_wait.set_value();
  first.join();
  for (auto& other : others) other.join();
  CHECK(ran == 6);
  CHECK(sizes.front() == 1);
  CHECK(sizes.size() < 6);  // five threads that have started are all in line long before the last of them commits
}

TEST_CASE("the error of one piece reaches its caller alone") {
  CommitGroup group([](const auto& pieces) {
    for (auto* piece : pieces) try {
        piece->work();
      } catch (...) {
        piece->error = std::current_exception();
      }
  });
  CHECK_THROWS_AS(group.run([] { throw std::runtime_error("no"); }), std::runtime_error);
  bool ran = false;
  group.run([&] { ran = true; });
  CHECK(ran);
}

}  // namespace assay::test
