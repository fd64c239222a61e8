// A vendor whose router forgives doubled slashes and the like rotates for requests that a strict one would not know:
// they are counted.
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using nlohmann::json;

// A regular expression of the word in letters of any case.
std::string any_case(const std::string& word) {
  std::string expression;
  for (const char c : word) {
    const std::string letter(1, c);
    expression += std::isalpha(static_cast<unsigned char>(c))
                      ? "[" + letter + std::string(1, static_cast<char>(std::toupper(c))) + "]"
                      : letter;
  }
  return expression;
}

struct Lenient {
  std::map<int, std::string> current{};  // token -> its secret
  Vendor vendor{{.record = [this](nlohmann::ordered_json& record, int id,
                                  int) { current[id] = record["webhook_secret"].get<std::string>(); },
                 .path = "/+" + any_case("api-tokens") + R"(/+(?:\./)*([^/;]+)(?:;[^/]*)?/+(?:\./)*)" +
                         any_case("webhook") + "/+" + any_case("rotate-secret") + "/?"}};

  Finished check(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"check", vendor.url(), "--rotate", "--id", "1", "--id", "2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_assay(arguments);
  }
};

}  // namespace

TEST_CASE("no rotation is made without a budget for it, by no way of writing the path") {
  Lenient lenient;
  lenient.check({"--max-rotations", "0"});
  CHECK(lenient.vendor.rotations() == 0);
}

TEST_CASE("rotations by another way of writing the path are told, and the secret saved is the last one") {
  Lenient lenient;
  const TemporaryFolder folder;
  const Finished run = lenient.check({"--only", "id/path-tricks", "--report", "json", "--report-dir", folder.path(),
                                      "--save-last-secret", folder.path() + "/secrets"});
  INFO(run.out << run.err);
  const json report = json::parse(read_file(folder.path() + "/report.json"));
  int told = 0;
  for (const auto& token : report.at("side_effects").at("resources")) told += token.at("rotated").get<int>();
  CHECK(lenient.vendor.rotations() > 4);
  CHECK(told == lenient.vendor.rotations());
  const json saved = json::parse(read_file(folder.path() + "/secrets"));
  for (const auto& token : saved.at("tokens")) {
    CHECK(token.at("webhook_secret") == lenient.current.at(std::stoi(token.at("id").get<std::string>())));
    CHECK(token.at("certain") == true);
  }
}

TEST_CASE("the last rotation that makes the saved secret certain is kept back from the budget of requests") {
  Lenient lenient;
  const TemporaryFolder folder;
  const Finished run = lenient.check(
      {"--max-requests", "60", "--report-dir", folder.path(), "--save-last-secret", folder.path() + "/secrets"});
  INFO(run.out << run.err);
  const json saved = json::parse(read_file(folder.path() + "/secrets"));
  REQUIRE(saved.at("tokens").size() == 2);
  for (const auto& token : saved.at("tokens")) {
    CHECK(token.at("webhook_secret") == lenient.current.at(std::stoi(token.at("id").get<std::string>())));
    CHECK(token.at("certain") == true);
  }
}

TEST_CASE("the last rotations are kept back from the budget of rotations, which explore uses up") {
  const TemporaryFolder folder;
  const auto left_to_explore = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"check", "--seed", "1", "--explore", "200", "--max-rotations", "250"});
    const std::string out = run_assay(more).out;
    static const std::regex budget("explore: the budget of ([0-9]+) rotations is used up");
    std::smatch match;
    REQUIRE(std::regex_search(out, match, budget));
    return std::stoi(match[1]);
  };
  CHECK(left_to_explore({}) == left_to_explore({"--save-last-secret", folder.path() + "/secrets"}) + 2);
}

TEST_CASE("a replay token that is none is refused before anything is rotated, in a dry run too") {
  Lenient lenient;
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--explore-replay", "nonsense"}, {"--explore-replay", "nonsense", "--dry-run"}}) {
    const Finished run = lenient.check(more);
    CHECK(run.code == 2);
    CHECK(run.err.find("replay token") != std::string::npos);
  }
  CHECK(lenient.vendor.rotations() == 0);
}

TEST_CASE("a floor that is not reached is told") {
  const Vendor vendor;
  const Finished run = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--floor", "100"});
  CHECK(run.code == 4);
  CHECK(run.err.find("--floor asks for 100") != std::string::npos);
}

TEST_CASE("a clause that only informs is tested when it was seen") {
  CHECK(run_assay({"check", "--only", "invalid-id/aliases"}).code == 0);
}

}  // namespace assay::test
