#include "tests/repository/layering.h"

#include "tests/catch.h"

namespace assay {
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
  CHECK(includes_of(read_source("tests/repository/layering_test.cpp")).size() == 2);
}

TEST_CASE("no folder includes what the architecture does not allow") { CHECK(all(forbidden_edges) == none); }

TEST_CASE("each third-party library is included where the architecture says") { CHECK(all(stray_libraries) == none); }

TEST_CASE("a forbidden edge is found, with its file and line") {
  const auto file = literal_source("mock/service.cpp",
                                   "// a mock\n#include \"mock/service.h\"\n  #  include \"contracts/judge.h\"\n");
  CHECK(forbidden_edges(file) ==
        std::vector<std::string>{"mock/service.cpp:3: contracts/judge.h: a mock that shares the "
                                 "checker's code proves nothing"});
}

TEST_CASE("each layer has edges that are allowed and edges that are not") {
  CHECK(is_forbidden("contracts/http.cpp", "mock/delivery.h"));
  CHECK(is_forbidden("contracts/http.cpp", "tests/catch.h"));
  CHECK_FALSE(is_forbidden("contracts/checks/secret.cpp", "contracts/check.h"));

  CHECK(is_forbidden("mock/service.cpp", "contracts/checks/families.h"));
  CHECK(is_forbidden("mock/service.cpp", "contracts/scenarios/rotate.h"));
  CHECK(is_forbidden("mock/service.cpp", "contracts/reading.h"));
  CHECK(is_forbidden("mock/service.cpp", "reports/report.h"));
  CHECK_FALSE(is_forbidden("mock/deviations/null_secret.cpp", "contracts/http.h"));

  CHECK(is_forbidden("property-tests/generators.cpp", "mock/service.h"));
  CHECK_FALSE(is_forbidden("property-tests/grammar_test.cpp", "mock/service.h"));
  CHECK_FALSE(is_forbidden("property-tests/grammar_test.cpp", "tests/catch.h"));

  CHECK(is_forbidden("reports/formats/json.cpp", "mock/delivery.h"));
  CHECK(is_forbidden("cli/check.cpp", "tests/catch.h"));
  CHECK_FALSE(is_forbidden("cli/check.cpp", "mock/delivery.h"));
  CHECK_FALSE(is_forbidden("tests/mock/x_test.cpp", "contracts/judge.h"));
}

TEST_CASE("a path that does not start at the root is refused, and so is a folder that nobody planned") {
  CHECK(is_forbidden("contracts/http.cpp", "http.h"));
  CHECK(is_forbidden("contracts/http.cpp", "../mock/delivery.h"));
  CHECK(is_forbidden("contracts/http.cpp", "contracts/../mock/delivery.h"));
  CHECK(is_forbidden("stuff/http.cpp", "contracts/http.h"));
}

TEST_CASE("a library outside its file is found") {
  CHECK(stray_libraries(literal_source("contracts/judge.cpp", "#include <httplib.h>\n")).size() == 1);
  CHECK(stray_libraries(literal_source("mock/token.h", "#include <boost/asio.hpp>\n")).size() == 1);
  CHECK(stray_libraries(literal_source("contracts/live_server.cpp", "#include <httplib.h>\n")).empty());
  CHECK(stray_libraries(literal_source("tests/end-to-end/vendor.cpp", "#include <httplib.h>\n")).empty());
}

}  // namespace assay
