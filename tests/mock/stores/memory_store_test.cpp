#include "mock/stores/memory.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <thread>

#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace {

void count_up(Resource& token) { token.rotations += 1; }

std::uint64_t count_of(ResourceStore& store, std::string_view session, std::size_t position) {
  return store.list(session).at(position).rotations;
}

}  // namespace

TEST_CASE("an update is seen by the next, and by no other token") {
  const auto store = memory_store(five_tokens());
  CHECK(store->update("", "2", count_up));
  CHECK(store->update("", "2", count_up));
  CHECK(count_of(*store, "", 1) == 2);
  CHECK(count_of(*store, "", 0) == 0);
}

TEST_CASE("an unknown id is told, and nothing is called") {
  const auto store = memory_store(five_tokens());
  CHECK_FALSE(store->update("", "6", [](Resource&) { FAIL("called"); }));
  CHECK_FALSE(store->update("", "01", [](Resource&) { FAIL("called"); }));
}

TEST_CASE("sessions do not see each other") {
  const auto store = memory_store(five_tokens());
  store->update("a", "1", count_up);
  CHECK(count_of(*store, "a", 0) == 1);
  CHECK(count_of(*store, "b", 0) == 0);
  CHECK(count_of(*store, "", 0) == 0);
}

TEST_CASE("the session idle longest goes when there are too many, and starts afresh") {
  const auto store = memory_store(five_tokens(), 2);
  for (const auto* session : {"a", "b", "a", "c"}) store->update(session, "1", count_up);
  CHECK(count_of(*store, "a", 0) == 2);
  CHECK(count_of(*store, "b", 0) == 0);
  CHECK(count_of(*store, "", 0) == 0);
}

TEST_CASE("concurrent updates of one token are all kept") {
  const auto store = memory_store(five_tokens());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 2000; ++n) {
        store->update("", "1", count_up);
        store->update("s", "2", count_up);
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(count_of(*store, "", 0) == 8000);
  CHECK(count_of(*store, "s", 1) == 8000);
}

TEST_CASE("an exception of the change reaches the caller, and the store goes on") {
  const auto store = memory_store(five_tokens());
  CHECK_THROWS_AS(store->update("", "1", [](Resource&) { throw std::runtime_error("no"); }), std::runtime_error);
  CHECK(store->update("", "1", count_up));
}

TEST_CASE("two tokens with one id are refused") {
  CHECK_THROWS_AS(memory_store({a_token("1"), a_token("1")}), std::invalid_argument);
}

TEST_CASE("a token that is added belongs to its session alone, behind those given") {
  const auto store = memory_store(five_tokens());
  CHECK(store->add("a", a_token("9")));
  CHECK_FALSE(store->add("a", a_token("9")));
  CHECK_FALSE(store->add("a", a_token("1")));
  CHECK(store->update("a", "9", count_up));
  CHECK(store->list("a").size() == 6);
  CHECK(count_of(*store, "a", 5) == 1);
  CHECK_FALSE(store->update("", "9", count_up));
  CHECK(store->list("b").size() == 5);
}

TEST_CASE("a reset brings back the tokens of the start, to its session alone") {
  const auto store = memory_store(five_tokens());
  for (const auto* session : {"", "a", "b"}) {
    store->update(session, "1", count_up);
    store->add(session, a_token("9"));
  }
  store->reset("a");
  store->reset("");
  CHECK(store->list("") == five_tokens());
  CHECK(store->list("a") == five_tokens());
  CHECK(count_of(*store, "b", 0) == 1);
  CHECK(store->list("b").size() == 6);
}

TEST_CASE("the sessions that were named are told, with everybody's") {
  const auto store = memory_store(five_tokens());
  store->update("a", "1", count_up);
  store->update("b", "1", count_up);
  store->reset("b");
  auto names = store->sessions();
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"", "a"});
}

}  // namespace assay::test
