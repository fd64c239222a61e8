#include <filesystem>
#include <fstream>
#include <sstream>

#include "contracts/documents/place.h"
#include "reports/json/report_json.h"
#include "reports/redaction/leak_audit.h"
#include "reports/write_report.h"
#include "tests/catch.h"
#include "tests/reports/example_report.h"

namespace assay::test {
namespace fs = std::filesystem;

namespace {

// A directory of its own, gone at the end.
struct TemporaryDirectory {
  TemporaryDirectory() {
    std::string pattern = (fs::temp_directory_path() / "assay-reports-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~TemporaryDirectory() { fs::remove_all(path); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::string file(const std::string& name) const { return path + '/' + name; }
  std::string path{};
};

void write(const std::string& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string read(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

Redactor knowing(const std::string& value) {
  Redactor redactor({}, "");
  redactor.taint(value);
  return redactor;
}

const Format leaking_page{"leaking", "leaking.txt", "tells a secret",
                          [](const Report&) { return "canary%2Dcanary\n"; }};

std::vector<const Format*> all_formats() {
  std::vector<const Format*> all;
  for (const Format& format : formats()) all.push_back(&format);
  return all;
}

}  // namespace

TEST_CASE("a file is searched line by line as well, to its last line") {
  const TemporaryDirectory directory;
  const std::string clean = directory.file("clean.ndjson"), leaking = directory.file("leaking.ndjson");
  write(clean, "{}\n{\"a\":\"canary-can\"}\n{\"b\":\"ary\"}");
  write(leaking, "{}\n{\"a\":1}\n{\"b\":\"canary%2Dcanary\"}");
  const LeakSearch search = audit_leaks({clean, leaking}, knowing("canary-canary"), SearchBy::line);
  REQUIRE(search.hits.size() == 1);
  CHECK(search.hits.front().file == leaking);
  CHECK(search.hits.front().names == std::vector<std::string>{"secret#1"});
  CHECK(fs::exists(clean));
  CHECK_FALSE(fs::exists(leaking));
  CHECK_THROWS_AS(audit_leaks({directory.file("none")}, knowing("canary-canary"), SearchBy::line), BadDocument);
}

TEST_CASE("an artifact with a secret is found and removed, clean ones stay") {
  const TemporaryDirectory directory;
  const std::string clean = directory.file("clean.txt"), plain = directory.file("plain.txt"),
                    encoded = directory.file("encoded.txt");
  write(clean, "nothing here");
  write(plain, "the canary-canary sings");
  write(encoded, "Y2FuYXJ5LWNhbmFyeQ==");
  const LeakSearch search = audit_leaks({clean, plain, encoded}, knowing("canary-canary"));
  CHECK(search.audit.values == 1);
  CHECK(search.audit.artifacts == 3);
  CHECK(search.audit.hits == 2);
  REQUIRE(search.hits.size() == 2);
  CHECK(search.hits[0].file == plain);
  CHECK(search.hits[0].names == std::vector<std::string>{"secret#1"});
  CHECK(fs::exists(clean));
  CHECK_FALSE(fs::exists(plain));
  CHECK_FALSE(fs::exists(encoded));
}

TEST_CASE("an artifact that cannot be read back is an error, not clean") {
  const TemporaryDirectory directory;
  CHECK_THROWS_AS(audit_leaks({directory.file("missing")}, knowing("canary-canary")), BadDocument);
}

TEST_CASE("a report is written in each format that has a file, with the audit's counts in it") {
  const TemporaryDirectory directory;
  const WrittenReport written =
      write_report(example_report(), all_formats(), directory.file("new/reports"), knowing("canary-canary"));
  std::vector<std::string> wanted;
  for (const Format& format : formats())
    if (!format.file_name.empty()) wanted.push_back(directory.file("new/reports/" + format.file_name));
  CHECK(written.files == wanted);
  CHECK(written.leaks.hits.empty());
  const Report report = report_from_json(read(written.files[0]), written.files[0]);
  CHECK(report.leak_audit.values == 1);
  CHECK(report.leak_audit.artifacts == wanted.size());
  const auto count = static_cast<std::size_t>(std::distance(fs::directory_iterator(directory.file("new/reports")), {}));
  CHECK(count == wanted.size());
}

TEST_CASE("a file with a secret never gets its name, and the others say that there was one") {
  const TemporaryDirectory directory;
  write(directory.file("leaking.txt"), "of an earlier run");
  const WrittenReport written =
      write_report(example_report(), {find_format("json"), &leaking_page}, directory.path, knowing("canary-canary"));
  CHECK(written.files == std::vector<std::string>{directory.file("report.json")});
  REQUIRE(written.leaks.hits.size() == 1);
  CHECK(written.leaks.hits[0].file == directory.file("leaking.txt"));
  CHECK(report_from_json(read(written.files[0]), "").leak_audit.hits == 1);
  CHECK(std::distance(fs::directory_iterator(directory.path), {}) == 1);
}

TEST_CASE("a directory that cannot be made is named") {
  const TemporaryDirectory directory;
  write(directory.file("in-the-way"), "");
  CHECK_THROWS_WITH(
      write_report(example_report(), all_formats(), directory.file("in-the-way"), knowing("canary-canary")),
      Catch::Contains("in-the-way"));
}

}  // namespace assay::test
