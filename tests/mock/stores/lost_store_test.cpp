// A store whose files are taken away while it is open: it says so instead of answering for what nobody will find again.
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "mock/stores/sqlite.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace fs = std::filesystem;

namespace {

struct Folder {
  std::string path = (fs::temp_directory_path() / "assay-lost-XXXXXX").string();
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  std::string file() const { return path + "/tokens.db"; }
};

void rotate_once(const std::shared_ptr<ResourceStore>& store) {
  store->update("", "1", [](Resource& token) { token.rotations += 1; });
}

std::string failure_of(const std::shared_ptr<ResourceStore>& store) try {
  rotate_once(store);
  return "(kept)";
} catch (const std::runtime_error& error) {
  return error.what();
}

}  // namespace

TEST_CASE("a rotation fails once the store's file, its log or its index is deleted, and goes on failing") {
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    const Folder folder;
    const std::string file = folder.file() + suffix;
    const auto store = sqlite_store(folder.file(), five_tokens());
    rotate_once(store);
    REQUIRE(fs::remove(file));
    for (int i = 0; i < 2; ++i)
      CHECK_THAT(failure_of(store), Catch::Contains(file + " was deleted or replaced") && Catch::Contains("restart"));
  }
}

TEST_CASE("a rotation fails once another file stands in the place of the store's, or the folder is gone") {
  const Folder folder;
  const auto store = sqlite_store(folder.file(), five_tokens());
  fs::copy_file(folder.file(), folder.path + "/copy.db");
  fs::rename(folder.path + "/copy.db", folder.file());
  CHECK_THAT(failure_of(store), Catch::Contains("was deleted or replaced"));

  const Folder other;
  fs::create_directory(other.path + "/sub");
  const auto below = sqlite_store(other.path + "/sub/tokens.db", five_tokens());
  fs::remove_all(other.path + "/sub");
  CHECK_THAT(failure_of(below), Catch::Contains("was deleted or replaced"));
}

TEST_CASE("what the store cannot keep is answered 500 by the listener's rule, and never 200") {
  const Folder folder;
  const Handler mock =
      make_mock(a_contract(), sqlite_store(folder.file(), five_tokens()), std::make_shared<const Env>(seeded_env(7)));
  CHECK(ask(mock, a_rotation("1")).status == 200);
  fs::remove(folder.file());
  CHECK_THROWS_AS(mock(a_rotation("1")), std::runtime_error);
}

TEST_CASE("a store that another one opens, fills and closes beside it is not lost") {
  const Folder folder;
  const auto store = sqlite_store(folder.file(), five_tokens());
  for (int i = 0; i < 3; ++i) rotate_once(sqlite_store(folder.file(), {}));
  CHECK(failure_of(store) == "(kept)");
  CHECK(store->list("").front().rotations == 4);
}

}  // namespace assay::test
