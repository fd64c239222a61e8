#include "mock/stores/sqlite.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <stdexcept>

#include "contracts/documents/place.h"
#include "mock/stores/commit_group.h"
#include "mock/stores/named_files.h"
#include "mock/stores/resource_record.h"

namespace assay {
namespace {

using SQLite::Statement;

constexpr int our_application_id = 0x41535359;  // "ASSY"
constexpr int our_version = 2;
constexpr int busy_wait = 5000;  // milliseconds

// given: the resources that a session starts with. resource: those that a session changed or added (`added` counts
// these, and is null for the others). session: the named ones, `heard` growing with every use.
constexpr auto schema = R"(
CREATE TABLE given (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
CREATE TABLE session (name TEXT PRIMARY KEY, heard INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE resource (session TEXT NOT NULL, id TEXT NOT NULL, added INTEGER, record TEXT NOT NULL,
                       PRIMARY KEY (session, id)) STRICT, WITHOUT ROWID;
)";

constexpr auto read_resource = R"(
SELECT coalesce((SELECT record FROM resource WHERE session = ?1 AND id = ?2), (SELECT record FROM given WHERE id = ?2)))";
constexpr auto write_resource = R"(
INSERT INTO resource (session, id, record) VALUES (?1, ?2, ?3)
ON CONFLICT (session, id) DO UPDATE SET record = excluded.record)";
constexpr auto add_resource = R"(
INSERT INTO resource (session, id, record, added)
SELECT ?1, ?2, ?3, coalesce(max(added), 0) + 1 FROM resource WHERE session = ?1)";
constexpr auto list_resources = R"(
SELECT coalesce(resource.record, given.record), 0 AS part, position AS place
  FROM given LEFT JOIN resource ON resource.session = ?1 AND resource.id = given.id
UNION ALL
SELECT record, 1, added FROM resource
 WHERE session = ?1 AND added IS NOT NULL AND id NOT IN (SELECT id FROM given)
ORDER BY part, place)";
constexpr auto hear_session = R"(
INSERT INTO session (name, heard) SELECT ?1, coalesce(max(heard), 0) + 1 FROM session WHERE true
ON CONFLICT (name) DO UPDATE SET heard = excluded.heard)";
constexpr auto idlest_sessions = "SELECT name FROM session ORDER BY heard DESC LIMIT -1 OFFSET ?1";

int number(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw BadDocument({.file = file}, "as a store: " + why);
}

// SQLite gives a file that it makes the mode 0644, and its log the mode of the file.
std::string owned_file(const std::string& file) {
  if (file.empty()) throw BadDocument({}, "--store sqlite: names no file; write sqlite:FILE");
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) refuse(file, "cannot be opened for writing: " + std::generic_category().message(errno));
  ::close(descriptor);
  return std::filesystem::absolute(file).string();  // so that no name means something else to SQLite
}

// Before anything is written: a file that is not ours stays as it is.
void check_identity(SQLite::Database& database, const std::string& file) {
  const int id = number(database, "PRAGMA application_id");
  const int version = number(database, "PRAGMA user_version");
  const bool empty = id == 0 && version == 0 && number(database, "SELECT count(*) FROM sqlite_schema") == 0;
  if (empty) return;
  if (id != our_application_id) refuse(file, "is the database of another program; name another file");
  if (version != our_version)
    refuse(file, "has format " + std::to_string(version) + (version < our_version ? " of an older assay" : "") +
                     ", and this program reads format " + std::to_string(our_version) + "; name another file");
}

void create_tables(SQLite::Database& database) {
  if (number(database, "PRAGMA application_id") == our_application_id) return;
  database.exec(schema);
  database.exec("PRAGMA application_id = " + std::to_string(our_application_id));
  database.exec("PRAGMA user_version = " + std::to_string(our_version));
}

void add_given(SQLite::Database& database, const std::vector<Resource>& resources) {
  std::set<std::string_view> keys;
  Statement insert(database, "INSERT OR IGNORE INTO given (id, record) VALUES (?1, ?2)");
  for (const Resource& resource : resources) {
    if (!keys.insert(resource.key()).second)
      throw std::invalid_argument("two resources have the identity " + resource.key());
    insert.bind(1, resource.key());
    insert.bind(2, to_record(resource));
    insert.exec();
    insert.reset();
  }
}

SQLite::Database open(const std::string& file, const std::vector<Resource>& resources) try {
  SQLite::Database database(owned_file(file), SQLite::OPEN_READWRITE, busy_wait);
  check_identity(database, file);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  if (const std::string state = database.execAndGet("PRAGMA quick_check(1)").getString(); state != "ok")
    refuse(file, "is damaged (" + state + "); restore a copy or remove it");
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  create_tables(database);
  add_given(database, resources);
  transaction.commit();
  return database;
} catch (const SQLite::Exception& error) {
  const bool foreign = error.getErrorCode() == SQLITE_NOTADB;
  const bool damaged = error.getErrorCode() == SQLITE_CORRUPT;
  refuse(file, foreign ? "is no SQLite database; name another file"
                       : (damaged ? "is damaged; restore a copy or remove it: " : "cannot be used: ") +
                             std::string(error.what()));
}

class SqliteStore : public ResourceStore {
 public:
  SqliteStore(const std::string& file, const std::vector<Resource>& resources, std::size_t max_sessions)
      : database_(open(file, resources)),
        files_({database_.getFilename(), database_.getFilename() + "-wal", database_.getFilename() + "-shm"}),
        max_sessions_(static_cast<std::int64_t>(max_sessions)) {}

  bool update(std::string_view session, std::string_view key, const std::function<void(Resource&)>& change) override {
    bool known = false;
    group_.run([&] {
      hear(session);
      auto resource = find(session, key);
      if (!resource) return;
      change(*resource);
      execute(write_, {session, key, to_record(*resource)});
      known = true;
    });
    return known;
  }

  std::vector<Resource> list(std::string_view session) override {
    std::vector<Resource> resources;
    group_.run([&] {
      hear(session);
      bind(list_, {session});
      while (list_.executeStep()) resources.push_back(from_record(list_.getColumn(0).getString()));
    });
    return resources;
  }

  bool add(std::string_view session, Resource resource) override {
    bool added = false;
    group_.run([&] {
      hear(session);
      if (find(session, resource.key())) return;
      execute(add_, {session, resource.key(), to_record(resource)});
      added = true;
    });
    return added;
  }

  std::vector<std::string> sessions() override {
    std::vector<std::string> names = {""};
    group_.run([&] {
      bind(names_, {});
      while (names_.executeStep()) names.push_back(names_.getColumn(0).getString());
    });
    return names;
  }

  void reset(std::string_view session) override {
    group_.run([&] { forget(session); });
  }

 private:
  using Texts = std::initializer_list<std::string_view>;

  static void bind(Statement& statement, Texts values) {
    statement.tryReset();  // what it said last was told then
    int place = 0;
    for (const auto value : values) statement.bind(++place, std::string(value));
  }

  static void execute(Statement& statement, Texts values) {
    bind(statement, values);
    statement.exec();
  }

  std::optional<Resource> find(std::string_view session, std::string_view key) {
    bind(read_, {session, key});
    read_.executeStep();
    const auto record = read_.getColumn(0);
    return record.isNull() ? std::nullopt : std::optional(from_record(record.getString()));
  }

  void hear(std::string_view session) {
    if (session.empty()) return;
    execute(hear_, {session});
    idlest_.tryReset();
    idlest_.bind(1, max_sessions_);
    std::vector<std::string> idle;
    while (idlest_.executeStep()) idle.push_back(idlest_.getColumn(0).getString());
    for (const auto& name : idle) forget(name);
  }

  void forget(std::string_view session) {
    execute(forget_resources_, {session});
    execute(forget_session_, {session});
  }

  void commit(const std::vector<CommitGroup::Piece*>& pieces) try {
    SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
    for (auto* piece : pieces) try {
        piece->work();
      } catch (...) {
        piece->error = std::current_exception();
      }
    for (auto* statement : {&read_, &write_, &add_, &list_, &hear_, &idlest_, &names_}) statement->tryReset();
    transaction.commit();
    if (const std::string lost = files_.first_lost(); !lost.empty())
      throw std::runtime_error("the store's file " + lost +
                               " was deleted or replaced: its resources are lost; restart the mock");
  } catch (...) {
    for (auto* piece : pieces) piece->error = std::current_exception();
  }

  SQLite::Database database_;
  const NamedFiles files_;
  const std::int64_t max_sessions_;
  Statement read_{database_, read_resource};
  Statement write_{database_, write_resource};
  Statement add_{database_, add_resource};
  Statement list_{database_, list_resources};
  Statement hear_{database_, hear_session};
  Statement idlest_{database_, idlest_sessions};
  Statement names_{database_, "SELECT name FROM session"};
  Statement forget_resources_{database_, "DELETE FROM resource WHERE session = ?1"};
  Statement forget_session_{database_, "DELETE FROM session WHERE name = ?1"};
  CommitGroup group_{[this](const auto& pieces) { commit(pieces); }};
};

}  // namespace

std::shared_ptr<ResourceStore> sqlite_store(const std::string& file, const std::vector<Resource>& resources,
                                            std::size_t max_sessions) try {
  return std::make_shared<SqliteStore>(file, resources, max_sessions);
} catch (const SQLite::Exception& error) {  // a table is not as we made it
  refuse(file, std::string("is damaged; restore a copy or remove it: ") + error.what());
}

}  // namespace assay
