#include "tests/repository/layering.h"

#include <map>
#include <set>

#include "tests/catch.h"

namespace assay::test {
namespace {

std::vector<std::string> all(std::vector<std::string> (*rule)(const SourceFile&)) {
  std::vector<std::string> broken;
  for (const auto& file : sources()) {
    const auto found = rule(file);
    broken.insert(broken.end(), found.begin(), found.end());
  }
  return broken;
}

const std::vector<std::string> none{};

bool is_forbidden(const std::string& path, const std::string& include) {
  return !forbidden_edges(literal_source(path, "#include \"" + include + "\"\n")).empty();
}

}  // namespace

TEST_CASE("the layering test reads the sources that are there") {
  REQUIRE(sources().size() > 20);
  CHECK(includes_of(read_source("tests/repository/layering_test.cpp")).size() == 4);
}

TEST_CASE("no folder includes what the architecture does not allow") { CHECK(all(forbidden_edges) == none); }

// tests/ and the front door's users may include any room, and no room includes them.
TEST_CASE("no include leads from a lower room to a higher one") {
  std::vector<SourceFile> rooms;
  for (const SourceFile& file : sources())
    if (!file.path.starts_with("tests/") && !file.path.ends_with("_test.cpp")) rooms.push_back(file);
  CHECK(circles(rooms) == none);
}

TEST_CASE("a circle of rooms is found with both of its includes, one within a room is none") {
  const std::vector<SourceFile> files = {literal_source("a/x/one.h", "#include \"a/y/two.h\"\n"),
                                         literal_source("a/y/two.h", "#include \"a/y/more.h\"\n"),
                                         literal_source("a/y/more.h", "#include \"a/z/three.h\"\n"),
                                         literal_source("a/z/three.h", "#include \"a/x/other.h\"\n")};
  CHECK(circles(files).size() == 3);
  CHECK(circles(files).front() == "a/x/one.h:1: a/y/two.h: a/y/ leads back to a/x/");
  CHECK(circles({files[0], files[1], files[2]}) == none);
}

TEST_CASE("the halls hold what leads to the rooms, no more than twelve pairs of files") {
  std::map<std::string, std::set<std::string>> stems_of;
  for (const SourceFile& file : sources())
    stems_of[file.path.substr(0, file.path.find_last_of('/'))].insert(file.path.substr(0, file.path.find_last_of('.')));
  for (const char* hall : {"contracts", "mock", "reports", "cli"}) {
    INFO(hall);
    CHECK(!stems_of[hall].empty());
    CHECK(stems_of[hall].size() <= 12);
  }
}

TEST_CASE("each third-party library is included where the architecture says") { CHECK(all(stray_libraries) == none); }

TEST_CASE("a forbidden edge is found, with its file and line") {
  const auto file = literal_source(
      "mock/service.cpp", "// a mock\n#include \"mock/service.h\"\n  #  include \"contracts/judge/judge.h\"\n");
  CHECK(forbidden_edges(file) ==
        std::vector<std::string>{"mock/service.cpp:3: contracts/judge/judge.h: a mock that shares the "
                                 "checker's code proves nothing"});
}

TEST_CASE("each layer has edges that are allowed and edges that are not") {
  CHECK(is_forbidden("contracts/http/http.cpp", "mock/http/delivery.h"));
  CHECK(is_forbidden("contracts/http/http.cpp", "tests/catch.h"));
  CHECK_FALSE(is_forbidden("contracts/checks/secret.cpp", "contracts/judge/check.h"));

  CHECK(is_forbidden("mock/service.cpp", "contracts/checks/families.h"));
  CHECK(is_forbidden("mock/service.cpp", "contracts/scenarios/rotate.h"));
  CHECK(is_forbidden("mock/service.cpp", "contracts/judge/reading.h"));
  CHECK(is_forbidden("mock/service.cpp", "contracts/signatures/signed_message.h"));
  CHECK(is_forbidden("mock/service.cpp", "reports/model/report.h"));
  CHECK_FALSE(is_forbidden("mock/deviations/null_secret.cpp", "contracts/http/http.h"));

  CHECK(is_forbidden("property-tests/generators.cpp", "mock/service.h"));
  CHECK_FALSE(is_forbidden("property-tests/grammar_test.cpp", "mock/service.h"));
  CHECK_FALSE(is_forbidden("property-tests/grammar_test.cpp", "tests/catch.h"));

  CHECK(is_forbidden("reports/formats/json.cpp", "mock/http/delivery.h"));
  CHECK(is_forbidden("cli/check/check.cpp", "tests/catch.h"));
  CHECK_FALSE(is_forbidden("cli/check/check.cpp", "mock/http/delivery.h"));
  CHECK_FALSE(is_forbidden("tests/mock/x_test.cpp", "contracts/judge/judge.h"));
}

TEST_CASE("a path that does not start at the root is refused, and so is a folder that nobody planned") {
  CHECK(is_forbidden("contracts/http/http.cpp", "http.h"));
  CHECK(is_forbidden("contracts/http/http.cpp", "../mock/http/delivery.h"));
  CHECK(is_forbidden("contracts/http/http.cpp", "contracts/../mock/http/delivery.h"));
  CHECK(is_forbidden("stuff/http.cpp", "contracts/http/http.h"));
}

TEST_CASE("a library outside its file is found") {
  CHECK(stray_libraries(literal_source("contracts/judge/judge.cpp", "#include <httplib.h>\n")).size() == 1);
  CHECK(stray_libraries(literal_source("mock/state/token.h", "#include <boost/asio.hpp>\n")).size() == 1);
  CHECK(stray_libraries(literal_source("contracts/live/live_server.cpp", "#include <httplib.h>\n")).empty());
  CHECK(stray_libraries(literal_source("tests/end-to-end/vendor.cpp", "#include <httplib.h>\n")).empty());
}

}  // namespace assay::test
