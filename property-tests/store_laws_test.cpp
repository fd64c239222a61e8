// What every store of tokens must do: each is held against a model too simple to be wrong.
#include <stdlib.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "mock/stores/memory.h"
#include "mock/stores/sqlite.h"
#include "tests/law.h"

namespace assay::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_sessions = 2;

// A store with what it stands on. `reopen` ends it and starts it again where that means something.
struct Subject {
  std::shared_ptr<ResourceStore> store{};
  std::function<void(Subject&)> reopen = [](Subject&) {};
  std::shared_ptr<const void> ground{};
};

std::shared_ptr<const std::string> temporary_folder() {
  const fs::path memory = "/dev/shm";  // a sync costs nothing there
  std::string pattern = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) / "assay-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return {new std::string(pattern), [](const std::string* path) {
            fs::remove_all(*path);
            delete path;
          }};
}

Subject in_memory(const std::vector<Resource>& tokens) { return {.store = memory_store(tokens, max_sessions)}; }

Subject in_sqlite(const std::vector<Resource>& tokens) {
  const auto folder = temporary_folder();
  const auto open = [folder, tokens] { return sqlite_store(*folder + "/tokens.db", tokens, max_sessions); };
  const auto reopen = [open](Subject& subject) {
    subject.store.reset();
    subject.store = open();
  };
  return {.store = open(), .reopen = reopen, .ground = folder};
}

struct Store {
  std::string name{};
  Subject (*make)(const std::vector<Resource>&) = nullptr;
};

const Store stores[] = {{"memory", in_memory}, {"sqlite", in_sqlite}};

// Sessions, the last named at the end.
struct Model {
  struct Session {
    std::string name{};
    std::vector<Resource> tokens{};
  };
  std::vector<Resource> given{};
  std::vector<Resource> shared = given;
  std::vector<Session> named{};

  std::vector<Resource>& session(const std::string& name) {
    if (name.empty()) return shared;
    auto found = std::find_if(named.begin(), named.end(), [&](const auto& held) { return held.name == name; });
    if (found == named.end()) {
      if (named.size() >= max_sessions) named.erase(named.begin());
      named.push_back({name, given});
    } else {
      std::rotate(found, found + 1, named.end());
    }
    return named.back().tokens;
  }

  Resource* find(const std::string& name, const std::string& id) {
    auto& tokens = session(name);
    const auto found =
        std::find_if(tokens.begin(), tokens.end(), [&](const Resource& token) { return token.key() == id; });
    return found == tokens.end() ? nullptr : &*found;
  }

  void reset(const std::string& name) {
    if (name.empty()) shared = given;
    std::erase_if(named, [&](const auto& held) { return held.name == name; });
  }
};

struct Step {
  enum class Do { update, refuse, fail, add, list, sessions, reset, reopen } act = Do::update;
  std::string session{};
  std::string id{};
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  static const char* const names[] = {"update", "refuse", "fail", "add", "list", "sessions", "reset", "reopen"};
  return out << names[static_cast<int>(step.act)] << " " << step.id << " of '" << step.session << "'";
}

rc::Gen<std::vector<Step>> plan() {
  using Do = Step::Do;
  const auto act = rc::gen::weightedElement<Do>({{8, Do::update},
                                                 {1, Do::refuse},
                                                 {1, Do::fail},
                                                 {3, Do::add},
                                                 {3, Do::list},
                                                 {1, Do::sessions},
                                                 {1, Do::reset},
                                                 {1, Do::reopen}});
  return rc::gen::container<std::vector<Step>>(rc::gen::build<Step>(
      rc::gen::set(&Step::act, act), rc::gen::set(&Step::session, rc::gen::element<std::string>("", "a", "b", "é")),
      rc::gen::set(&Step::id, rc::gen::element<std::string>("0", "1", "-7", "18446744073709551616"))));
}

Resource numbered(const std::string& id) {
  return Resource({id}, R"({"id":)" + id + R"(,"name":"π \")" + id + R"(\"","scopes":["a","b"],"state":"active",)" +
                            R"("used":null,"data":{"secret":null}})");
}

void rotate_once(Resource& token) {
  token.rotations += 1;
  token.put("/data/secret", R"("secret )" + std::to_string(token.rotations) + '"');
  token.put("/used", std::to_string(token.rotations * 7));
  token.put("/state", token.rotations % 2 == 1 ? R"("revoked")" : R"("active")");
}

struct Refused {};

void update(Subject& subject, Model& model, const Step& step) {
  int calls = 0;
  const bool known = subject.store->update(step.session, step.id, [&](Resource& token) {
    ++calls;
    if (step.act == Step::Do::update) rotate_once(token);
  });
  Resource* expected = model.find(step.session, step.id);
  RC_ASSERT(known == (expected != nullptr));
  RC_ASSERT(calls == (known ? 1 : 0));
  if (known && step.act == Step::Do::update) rotate_once(*expected);
}

void fail(Subject& subject, Model& model, const Step& step) {
  bool thrown = false;
  try {
    subject.store->update(step.session, step.id, [](Resource&) { throw Refused{}; });
  } catch (const Refused&) {
    thrown = true;
  }
  RC_ASSERT(thrown == (model.find(step.session, step.id) != nullptr));
}

void add(Subject& subject, Model& model, const Step& step) {
  const bool added = subject.store->add(step.session, numbered(step.id));
  RC_ASSERT(added == (model.find(step.session, step.id) == nullptr));
  if (added) model.session(step.session).push_back(numbered(step.id));
}

void compare_sessions(Subject& subject, const Model& model) {
  std::set<std::string> expected = {""};
  for (const auto& held : model.named) expected.insert(held.name);
  const auto names = subject.store->sessions();
  RC_ASSERT(names.size() == expected.size());
  RC_ASSERT((std::set<std::string>(names.begin(), names.end()) == expected));
}

void run(Subject& subject, Model& model, const Step& step) {
  switch (step.act) {
    case Step::Do::update:
    case Step::Do::refuse: return update(subject, model, step);
    case Step::Do::fail: return fail(subject, model, step);
    case Step::Do::add: return add(subject, model, step);
    case Step::Do::list: RC_ASSERT(subject.store->list(step.session) == model.session(step.session)); return;
    case Step::Do::sessions: return compare_sessions(subject, model);
    case Step::Do::reset: subject.store->reset(step.session), model.reset(step.session); return;
    case Step::Do::reopen: return subject.reopen(subject);
  }
}

}  // namespace

TEST_CASE("every store does what the simplest model does") {
  for (const auto& [name, make] : stores)
    rc::prop(name + ": any plan of updates, additions, resets and restarts", [make = make] {
      const std::vector<Resource> given = {numbered("0"), numbered("1")};
      Subject subject = make(given);
      Model model{.given = given};
      for (const Step& step : *plan()) run(subject, model, step);
      compare_sessions(subject, model);
      for (const auto* session : {"", "a", "b"}) RC_ASSERT(subject.store->list(session) == model.session(session));
    });
}

TEST_CASE("every store keeps every update, however threads overlap") {
  using Place = std::pair<std::string, std::string>;
  for (const auto& [name, make] : stores)
    rc::prop(name + ": as many updates as were made", [make = make] {
      Subject subject = make({numbered("0"), numbered("1")});
      const auto place =
          rc::gen::pair(rc::gen::element<std::string>("", "a", "b"), rc::gen::element<std::string>("0", "1"));
      const auto plans = *rc::gen::container<std::vector<std::vector<Place>>>(
          3, rc::gen::resize(40, rc::gen::container<std::vector<Place>>(place)));
      std::vector<std::thread> threads;
      for (const auto& places : plans)
        threads.emplace_back([&subject, &places] {
          for (const auto& [session, id] : places)
            subject.store->update(session, id, [](Resource& token) { token.rotations += 1; });
        });
      for (auto& thread : threads) thread.join();
      subject.reopen(subject);

      std::map<Place, std::uint64_t> made;
      for (const auto& places : plans)
        for (const auto& each : places) made[each] += 1;
      for (const auto* session : {"", "a", "b"})
        for (const Resource& token : subject.store->list(session))
          RC_ASSERT(token.rotations == (made[{session, token.key()}]));
    });
}

}  // namespace assay::test
