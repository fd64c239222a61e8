#include "mock/stores/sqlite.h"

#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "contracts/documents/place.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace fs = std::filesystem;

namespace {

struct Folder {
  std::string path = (fs::temp_directory_path() / "assay-store-XXXXXX").string();
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  std::string file() const { return path + "/tokens.db"; }
};

void write(const std::string& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// As another program would do it.
void run_sql(const std::string& file, const char* statements) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, statements, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

// What is said of a file that cannot be a store.
std::string refusal_of(const std::string& file) try {
  sqlite_store(file, five_tokens());
  return "(none)";
} catch (const BadDocument& error) {
  return error.what();
}

std::string rotate_by(const Handler& mock) { return ask(mock, a_rotation("1")).body; }

Handler mock_over(const std::shared_ptr<ResourceStore>& store) {
  return make_mock(a_contract(), store, std::make_shared<const Env>(seeded_env(7)));
}

}  // namespace

TEST_CASE("a store that is opened again goes on where it stood") {
  const Folder folder;
  std::vector<Resource> before;
  {
    const auto store = sqlite_store(folder.file(), five_tokens());
    for (const auto* session : {"", "s"}) {
      store->update(session, "2", [](Resource& token) { token.put("/webhook_secret", R"("kept")"); });
      store->add(session, a_token("9"));
    }
    before = store->list("s");
  }
  const auto store = sqlite_store(folder.file(), five_tokens());
  CHECK(before.size() == 6);
  CHECK(before.at(1).text("/webhook_secret") == "kept");
  CHECK(store->list("s") == before);
  CHECK(store->list("") == before);
}

TEST_CASE("tokens that an existing store lacks are added to it, and those that it has stay as they are") {
  const Folder folder;
  sqlite_store(folder.file(), {a_token("1")})->update("", "1", [](Resource& token) { token.rotations = 3; });
  const auto tokens = sqlite_store(folder.file(), {a_token("0"), a_token("1")})->list("");
  REQUIRE(tokens.size() == 2);
  CHECK(tokens.front().rotations == 3);
  CHECK(tokens.back().key() == "0");
}

TEST_CASE("a seeded mock that is started again goes on in its sequence of secrets") {
  const Folder folder;
  std::vector<std::string> answers, expected;
  for (int start = 0; start < 3; ++start) {
    const Handler mock = mock_over(sqlite_store(folder.file(), five_tokens()));
    for (int i = 0; i < 2; ++i) answers.push_back(rotate_by(mock));
  }
  const Handler uninterrupted = mock_over(memory_store(five_tokens()));
  for (int i = 0; i < 6; ++i) expected.push_back(rotate_by(uninterrupted));
  CHECK(answers == expected);
  CHECK(std::set<std::string>(answers.begin(), answers.end()).size() == 6);
}

TEST_CASE("two stores on one file see each other's updates") {
  const Folder folder;
  const auto one = sqlite_store(folder.file(), five_tokens());
  const auto other = sqlite_store(folder.file(), five_tokens());
  for (const auto& store : {one, other, one}) store->update("", "1", [](Resource& token) { token.rotations += 1; });
  CHECK(one->list("").front().rotations == 3);
  CHECK(other->list("").front().rotations == 3);
}

TEST_CASE("a store's file is for its owner alone, and so is its log") {
  const Folder folder;
  const auto store = sqlite_store(folder.file(), five_tokens());
  const auto others = fs::perms::group_all | fs::perms::others_all;
  for (const auto* suffix : {"", "-wal", "-shm"})
    CHECK((fs::status(folder.file() + suffix).permissions() & others) == fs::perms::none);
}

TEST_CASE("a file that is no store is refused with its name, and stays as it was") {
  const Folder folder;
  const std::string file = folder.file();
  const std::string text = "tokens:\n  - id: 1\n" + std::string(4000, '#');
  write(file, text);
  CHECK_THAT(refusal_of(file), Catch::Contains(file) && Catch::Contains("is no SQLite database"));
  CHECK(bytes_of(file) == text);
}

TEST_CASE("the database of another program is refused, and stays as it was") {
  const Folder folder;
  run_sql(folder.file(), "CREATE TABLE invoices (id INTEGER)");
  const std::string before = bytes_of(folder.file());
  CHECK_THAT(refusal_of(folder.file()), Catch::Contains("is the database of another program"));
  CHECK(bytes_of(folder.file()) == before);
}

TEST_CASE("a store of a later format is refused") {
  const Folder folder;
  sqlite_store(folder.file(), five_tokens());
  run_sql(folder.file(), "PRAGMA user_version = 99");
  CHECK_THAT(refusal_of(folder.file()), Catch::Contains("has format 99"));
}

TEST_CASE("a store of the format before says that an older program wrote it") {
  const Folder folder;
  sqlite_store(folder.file(), five_tokens());
  run_sql(folder.file(), "PRAGMA user_version = 1");
  CHECK_THAT(refusal_of(folder.file()),
             Catch::Contains("has format 1 of an older assay") && Catch::Contains("name another file"));
}

TEST_CASE("a damaged store is refused, wherever the damage is") {
  const Folder folder;
  std::vector<Resource> many;
  for (int i = 0; i < 200; ++i) many.push_back(a_token(std::to_string(i)));
  sqlite_store(folder.file(), many);
  const std::string whole = bytes_of(folder.file());
  REQUIRE(whole.size() > 20000);
  std::string scribbled = whole;
  scribbled.replace(4096, 8192, std::string(8192, '\x5a'));
  write(folder.file(), scribbled);
  CHECK_THAT(refusal_of(folder.file()), Catch::Contains("is damaged"));
  write(folder.file(), whole.substr(0, whole.size() / 2));
  CHECK_THAT(refusal_of(folder.file()), Catch::Contains("is damaged"));
}

TEST_CASE("a store without one of its tables is damaged") {
  const Folder folder;
  sqlite_store(folder.file(), five_tokens());
  run_sql(folder.file(), "DROP TABLE resource");
  CHECK_THAT(refusal_of(folder.file()), Catch::Contains("is damaged"));
}

TEST_CASE("a store where no file can be is refused") {
  const Folder folder;
  CHECK_THAT(refusal_of(folder.path + "/no/such/tokens.db"), Catch::Contains("No such file or directory"));
  CHECK_THAT(refusal_of(folder.path), Catch::Contains("Is a directory"));
  CHECK_THAT(refusal_of(""), Catch::Contains("names no file"));
}

TEST_CASE("a store refuses two tokens of one id") {
  const Folder folder;
  CHECK_THROWS_AS(sqlite_store(folder.file(), {a_token("1"), a_token("1")}), std::invalid_argument);
}

TEST_CASE("a text that cannot be stored is told without being shown, and the token stays as it was") {
  const Folder folder;
  const auto store = sqlite_store(folder.file(), five_tokens());
  const auto spoil = [](Resource& token) { token.put("/webhook_secret", "\"hush\xff\""); };
  CHECK_THROWS_WITH(store->update("", "1", spoil), "a text of the resource 1 is not UTF-8: it cannot be stored");
  CHECK(store->list("") == five_tokens());
}

}  // namespace assay::test
