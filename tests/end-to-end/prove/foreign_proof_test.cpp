// assay prove of other APIs than Slate's: the laws that a document and a policy give.
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

std::string folder_of(const std::string& vendor) { return "fixtures/vendors/" + vendor; }

Finished prove(const std::string& document, const std::string& policy) {
  return run_assay({"prove", "--seed", "1", "--document", document, "--policy", policy}, 240);
}

// What the program says that no lie can prove.
std::set<std::string> unproven_in(const std::string& text) {
  std::set<std::string> clauses;
  std::istringstream lines(text);
  for (std::string line, word, clause; std::getline(lines, line);)
    if (std::istringstream words(line); words >> word >> clause && word == "UNPROVEN") clauses.insert(clause);
  return clauses;
}

// A file with one text in another's place.
void copy_changed(const std::string& from, const std::string& to, const std::string& what, const std::string& with) {
  std::string text = read_file(from);
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  write_file(to, text.replace(at, what.size(), with));
}

}  // namespace

TEST_CASE("every clause of another API is red for a lie about it, but for those that say why none can be told") {
  for (const std::string vendor :
       {"adyen-like", "convoy-like", "openai-like", "problem-like", "svix-like", "kit-like"}) {
    const Finished run = prove(folder_of(vendor) + "/openapi.yaml", folder_of(vendor) + "/policy.yaml");
    INFO(vendor << '\n' << run.out << run.err);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(run.out.find("\nPROVED: ") != std::string::npos);
    CHECK(run.out.find('!') == run.out.rfind('!'));  // in the legend alone: no lie goes unnoticed
    const bool has_aliases = vendor == "problem-like" || vendor == "kit-like";
    std::set<std::string> expected = {"secrecy/tls"};
    if (has_aliases) expected.insert("invalid-id/aliases");
    CHECK(unproven_in(run.out) == expected);
  }
}

TEST_CASE("a law that policy and document contradict each other about is told before any vendor is accused") {
  const TemporaryFolder folder;
  const std::string document = folder.path() + "/openapi.yaml";
  copy_changed(folder_of("adyen-like") + "/openapi.yaml", document, "hmacKey: {type: string,",
               "hmacKey: {type: string, pattern: '^[0-9]{12}$',");
  const Finished run = prove(document, folder_of("adyen-like") + "/policy.yaml");
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  CHECK(run.out.find("\nNOT PROVED in 1 of 1 run") != std::string::npos);
  CHECK(run.err.find("policy and document contradict each other: the mock that keeps both breaks secret/entropy: ") !=
        std::string::npos);
}

TEST_CASE("a document that no server of the policy can keep is refused with its place, and nothing is proved") {
  const TemporaryFolder folder;
  const std::string document = folder.path() + "/openapi.yaml";
  copy_changed(folder_of("openai-like") + "/openapi.yaml", document, "minLength: 4, maxLength: 4",
               "minLength: 12, maxLength: 12");
  const Finished run = prove(document, folder_of("openai-like") + "/policy.yaml");
  INFO(run.out << run.err);
  CHECK(run.code == 2);
  CHECK(run.err.find("openapi.yaml:47: ") != std::string::npos);
  CHECK(run.err.find("/signing_secret_hint") != std::string::npos);
  CHECK(run.out.find("PROVED") == std::string::npos);
}

TEST_CASE("a lie about another API is played by the mock and named by the check") {
  const std::string folder = folder_of("openai-like");
  const Finished run = run_assay({"check", "--document", folder + "/openapi.yaml", "--policy", folder + "/policy.yaml",
                                  "--seed", "1", "--deviation", "stale-hint"},
                                 120);
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  CHECK(run.out.find("state/hint") != std::string::npos);
}

TEST_CASE("lies are listed where the roles give them: of hints where there is a hint") {
  const auto list = [](const std::string& vendor) {
    return run_assay({"list", "deviations", "--document", folder_of(vendor) + "/openapi.yaml", "--policy",
                      folder_of(vendor) + "/policy.yaml"})
        .out;
  };
  CHECK(list("openai-like").find("wrong-hint") != std::string::npos);
  CHECK(list("convoy-like").find("wrong-hint") == std::string::npos);
  CHECK(list("svix-like").find("forgetful-reading") != std::string::npos);
  CHECK(list("convoy-like").find("frozen-time") != std::string::npos);
}

}  // namespace assay::test
