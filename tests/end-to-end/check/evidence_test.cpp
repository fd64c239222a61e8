// What a report says of an exchange is true of that exchange.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;

json report_of(std::vector<std::string> arguments) {
  const TemporaryFolder folder;
  arguments.insert(arguments.end(), {"--report", "json", "--report-dir", folder.path()});
  run_assay(arguments);
  return json::parse(read_file(folder.path() + "/report.json"));
}

// The numbers that stand behind "exchange" or "exchanges A (...) and".
std::vector<std::size_t> exchanges_named_in(const std::string& text) {
  static const std::regex named("exchanges? ([0-9]+)(?: \\(token [0-9]+\\) and ([0-9]+))?");
  std::vector<std::size_t> numbers;
  for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at)
    for (std::size_t group = 1; group <= 2; ++group)
      if ((*at)[group].matched) numbers.push_back(std::stoul((*at)[group]));
  return numbers;
}

// The integer that the path asks for, however it spells it.
std::string token_of(const json& exchange) {
  static const std::regex path("/api-tokens/(?:%[0-9A-Fa-f]{2}|[+0])*([1-9][0-9]*)");
  const std::string target = exchange.at("request").at("target");
  std::smatch match;
  return std::regex_search(target, match, path) ? match[1].str() : "";
}

std::string secret_named_in(const std::string& text) {
  static const std::regex secret("secret#[0-9]+");
  std::smatch match;
  return std::regex_search(text, match, secret) ? match.str() : "";
}

class Evidence {
 public:
  explicit Evidence(const json& report) {
    for (const auto& exchange : report.at("exchanges")) exchanges_[exchange.at("id")] = exchange;
  }

  void look_at(const std::string& clause, const json& finding) const {
    INFO(finding.dump());
    const std::vector<std::size_t> cited = finding.at("exchanges");
    const std::string actual = finding.at("actual");
    for (const std::size_t id : cited) CHECK(exchanges_.contains(id));
    for (const std::size_t id : exchanges_named_in(actual)) {
      CHECK(std::count(cited.begin(), cited.end(), id) == 1);
      REQUIRE(exchanges_.contains(id));
      const json& said = exchanges_.at(id);
      CHECK(said.at("response").at("status") == 200);
      if (const std::string secret = secret_named_in(actual); !secret.empty())
        CHECK_THAT(said.at("response").at("body").at("text").get<std::string>(),
                   Contains("\"webhook_secret\":\"" + secret + "\""));
      if (clause == "secret/fresh") CHECK(token_of(said) == token_of(exchanges_.at(cited.back())));
    }
  }

 private:
  std::map<std::size_t, json> exchanges_{};
};

void look_at(const json& report) {
  const Evidence evidence(report);
  for (const auto& clause : report.at("clauses")) {
    INFO(clause.at("id"));
    std::set<std::size_t> cited;
    for (const auto& finding : clause.at("findings")) {
      evidence.look_at(clause.at("id"), finding);
      for (const std::size_t id : finding.at("exchanges")) cited.insert(id);
    }
    for (const std::size_t id : clause.at("samples")) CHECK_FALSE(cited.contains(id));
    if (clause.at("violations") == clause.at("observations")) CHECK(clause.at("samples").empty());
  }
}

// Of all deviations each fourth, from the given one on: under a sanitizer all of them take minutes. Those of the first
// time are explored too, which takes two thirds of the time.
void look_at_each_fourth(std::size_t first) {
  std::istringstream lines(run_assay({"list", "deviations"}).out);
  std::string id, clause, rest;
  std::size_t looked_at = 0;
  for (std::size_t i = 0; lines >> id >> clause && std::getline(lines, rest); ++i) {
    if (i % 4 != first) continue;
    INFO(id);
    ++looked_at;
    std::vector<std::string> command = {"check",       "--seed", "3", "--explore", first == 0 ? "10" : "0",
                                        "--deviation", id};
    if (clause.starts_with("webhook/")) command.emplace_back("--sink");
    look_at(report_of(command));
  }
  CHECK(looked_at > 25);
}

}  // namespace

// Whatever the mock lies about, an exchange that a finding names is cited, is the token's, and holds what is said of
// it.
TEST_CASE("a finding's exchange is cited and true: the 1st deviation and each 4th from there") {
  look_at_each_fourth(0);
}
TEST_CASE("a finding's exchange is cited and true: the 2nd deviation and each 4th from there") {
  look_at_each_fourth(1);
}
TEST_CASE("a finding's exchange is cited and true: the 3rd deviation and each 4th from there") {
  look_at_each_fourth(2);
}
TEST_CASE("a finding's exchange is cited and true: the 4th deviation and each 4th from there") {
  look_at_each_fourth(3);
}

TEST_CASE("where one clause alone is checked its exchanges are numbered as those of the report are") {
  for (const char* clause : {"secret/fresh", "race/distinct", "secrecy/not-again"}) {
    const json report = report_of({"check", "--seed", "3", "--deviation", "same-secret-again", "--only", clause});
    look_at(report);
  }
}

TEST_CASE("a counterexample that was tried again is counted by all that the server had said before") {
  const json report = report_of({"check", "--seed", "3", "--deviation", "same-secret-again"});
  for (const auto& clause : report.at("clauses"))
    if (clause.at("id") == "secret/fresh")
      CHECK_THAT(clause.at("findings").at(0).at("message").get<std::string>(), Contains("they showed it 5 of 5 times"));
}

}  // namespace assay::test
