// Each document of fixtures/documents, and the one line that refuses it.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

#include <unistd.h>

#include "contracts/contract.h"
#include "contracts/documents/document.h"
#include "contracts/documents/document_file.h"
#include "tests/catch.h"
#include "tests/contracts/refusal.h"

namespace assay::test {
namespace {

struct Bad {
  std::string name{};
  std::string starts{};  // of the message, after the file's name
};

const std::string schema_at = "/paths/~1things/get/responses/200/content/application~1json/schema";

const std::vector<Bad> bad_documents = {
    {"a-list.yaml", ":1: is no OpenAPI document"},
    {"alias-bomb.yaml", ":7: /a5/3/3/8/8/8/7: holds more than 500000 values"},
    {"alias-to-itself.yaml", ":2: /info/0: an alias stands inside of what it stands for"},
    {"alias-to-nothing.yaml", ":2: is neither YAML nor JSON: the referenced anchor is not defined"},
    {"bad-status.yaml", ":8: /paths/~1things/get/responses/twohundred: is no status"},
    {"control-character.yaml", ":3: holds a control character"},
    {"cut-off.json", ":4: the JSON ends in the middle, at byte 49"},
    {"duplicate-key.yaml", ":14: " + schema_at + "/type: the name stands twice in its mapping"},
    {"duplicate-name.json", ":3: /openapi: the name stands twice in its object"},
    {"empty.yaml", ": is empty"},
    {"infinity.yaml", ":2: /info/version: a number that JSON cannot hold"},
    {"merge-key.yaml", ":4: /info/<<: merge keys (<<) are no part of YAML 1.2"},
    {"multiple-of-zero.yaml", ":14: " + schema_at + "/multipleOf: 'multipleOf' is no number above 0"},
    {"nan.json", ":2: the JSON holds NaN, which is no JSON"},
    {"no-operation.yaml", ":3: /paths: there is no operation 'list_things', which the policy names"},
    {"no-paths.yaml", ":1: /paths: 'paths' is no mapping of paths"},
    {"not-utf-8.yaml", ":3: is not UTF-8"},
    {"not-yaml.yaml", ":3: is neither YAML nor JSON"},
    {"ref-circle-in-allof.yaml", ":16: /components/schemas/A: $ref leads in a circle"},
    {"ref-circle.yaml", ":16: /components/schemas/A: $ref leads in a circle"},
    {"ref-to-another-file.yaml", ":13: " + schema_at + "/$ref: $ref 'other.yaml#/Thing' leads out of the document"},
    {"ref-to-nowhere.yaml", ":13: " + schema_at + "/$ref: $ref '#/components/schemas/Missing' leads nowhere"},
    {"swagger-2.yaml", ":1: /swagger: is Swagger 2.0"},
    {"two-documents.yaml", ": holds more than one YAML document"},
    {"unknown-tag.yaml", ":2: /info: unknown tag '!secret'"},
    {"unknown-type.yaml", ":13: " + schema_at + "/type: 'type' is no type that OpenAPI 3.1 knows"},
    {"version-3-2.yaml", ":1: /openapi: version 3.2.0 is not supported"},
    {"version-is-a-number.yaml", ":1: /openapi: version 3.1 is not supported"},
};

std::string refused(const std::string& file) {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = "list_things";
  return refusal([&] { load_contract(file, policy); });
}

// A file of its own in the system's folder for such, removed at the end.
struct ScratchFile {
  explicit ScratchFile(const std::string& name)
      : path(std::filesystem::temp_directory_path() / ("assay-" + std::to_string(::getpid()) + "-" + name)) {}
  ~ScratchFile() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("each bad document is refused in one line that says where, what and what to do") {
  for (const Bad& bad : bad_documents) {
    const std::string file = "fixtures/documents/" + bad.name;
    const std::string message = refused(file);
    INFO(message);
    CHECK(message.starts_with(file + bad.starts));
    CHECK(message.find('\n') == std::string::npos);
    CHECK(message.find("; ") != std::string::npos);
    CHECK(message.size() < 500);
  }
}

TEST_CASE("each file of fixtures/documents is among the bad documents tried") {
  std::set<std::string> tried;
  for (const Bad& bad : bad_documents) tried.insert(bad.name);
  std::set<std::string> stored;
  for (const auto& entry : std::filesystem::directory_iterator("fixtures/documents")) {
    stored.insert(entry.path().filename().string());
  }
  CHECK(stored == tried);
}

TEST_CASE("a file that cannot be read is refused with the system's reason") {
  CHECK(refused("no/such/file.yaml") == "no/such/file.yaml: cannot be read: No such file or directory; check the path");
  CHECK(refused("fixtures") == "fixtures: cannot be read: Is a directory; check the path");
}

TEST_CASE("a file of 100 MB is refused without being read to its end") {
  const ScratchFile large("large.yaml");
  std::ofstream(large.path).close();
  std::filesystem::resize_file(large.path, 100'000'000);
  const auto start = std::chrono::steady_clock::now();
  CHECK(refused(large.path.string()) ==
        large.path.string() + ": holds more than 32 MiB; give a document that describes this API alone");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("of YAML less is read than of JSON, which takes less to read") {
  const std::string text(9 * 1024 * 1024, 'x');
  CHECK(parse_document("{\"a\": \"" + text + "\"}", "large.yaml").value["a"] == text);
  try {
    parse_document("a: " + text, "large.yaml");
    FAIL("9 MiB of YAML were read");
  } catch (const BadDocument& bad) {
    CHECK(bad.what() ==
          std::string("large.yaml: holds more than 8 MiB of YAML; write it as JSON, of which 32 MiB are read"));
  }
}

TEST_CASE("a document file may hold the limit and no byte more") {
  const ScratchFile file("limit.yaml");
  std::ofstream(file.path) << "0123456789";
  CHECK(read_document_file(file.path.string(), 10) == "0123456789");
  CHECK_THROWS_AS(read_document_file(file.path.string(), 9), BadDocument);
}

}  // namespace assay::test
