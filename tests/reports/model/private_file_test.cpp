#include "reports/model/private_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.h"

namespace assay::test {
namespace fs = std::filesystem;

namespace {

struct Folder {
  std::string path{};
  Folder() {
    std::string name = (fs::temp_directory_path() / "assay-private-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

std::string bytes_of(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file).rdbuf();
  return bytes.str();
}

unsigned mode_of(const std::string& file) {
  struct stat facts {};
  REQUIRE(lstat(file.c_str(), &facts) == 0);
  return facts.st_mode & 0777;
}

}  // namespace

TEST_CASE("a link that lies at a private file's place is not followed") {
  const Folder folder;
  const std::string victim = folder.path + "/victim";
  const std::string file = folder.path + "/events.ndjson";
  std::ofstream(victim) << "mine";
  fs::create_symlink(victim, file);
  PrivateFile(file).write("a secret");
  CHECK(bytes_of(victim) == "mine");
  CHECK(bytes_of(file) == "a secret");
  CHECK_FALSE(fs::is_symlink(file));
}

TEST_CASE("a hard link that lies at a private file's place is not written to") {
  const Folder folder;
  const std::string victim = folder.path + "/victim";
  std::ofstream(victim) << "mine";
  fs::create_hard_link(victim, folder.path + "/file");
  PrivateFile(folder.path + "/file").write("a secret");
  CHECK(bytes_of(victim) == "mine");
}

TEST_CASE("a private file is its owner's alone from the first moment, whoever could read what lay there") {
  const Folder folder;
  const std::string file = folder.path + "/file";
  std::ofstream(file) << "old";
  fs::permissions(file, fs::perms::all);
  const PrivateFile made(file);
  CHECK(mode_of(file) == 0600);
  CHECK(bytes_of(file).empty());
}

}  // namespace assay::test
