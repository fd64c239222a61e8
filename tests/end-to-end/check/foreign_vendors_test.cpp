// Vendors of other APIs than Slate's (fixtures/vendors/vendor.mjs), each with its document and a policy of its own:
// what assay says of honest ones, and of ones that lie.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/server_process.h"

namespace assay::test {
namespace {

struct Vendor {
  const char* name = "";
  std::vector<std::string> ids{};
};

const Vendor openai{"openai-like", {"we_1", "we_2"}};
const Vendor adyen{"adyen-like", {"Comp1,WBHK1", "Comp2,WBHK2"}};
const Vendor convoy{"convoy-like",
                    {"11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
                     "33333333-3333-4333-8333-333333333333,44444444-4444-4444-8444-444444444444"}};
const Vendor problem{"problem-like", {"7", "8"}};
const Vendor kit{"kit-like", {"31", "32"}};                    // whose secret before stays valid for a while
const Vendor svix{"svix-like", {"app_1,ep_1", "app_2,ep_2"}};  // a rotation shows nothing, and a GET the new secret

std::string folder_of(const Vendor& vendor) { return std::string("fixtures/vendors/") + vendor.name; }

std::vector<std::string> command_for(const Vendor& vendor, const std::string& url, const std::string& policy) {
  std::vector<std::string> command = {
      "check", url, "--document", folder_of(vendor) + "/openapi.yaml", "--policy", policy, "--rotate", "--seed", "3"};
  for (const std::string& id : vendor.ids) command.insert(command.end(), {"--id", id});
  return command;
}

struct Said {
  int code = -1;
  std::map<std::string, std::string> verdicts{};  // clause -> verdict
  nlohmann::json report{};
  std::string text{};
};

Said ask_about(const Vendor& vendor, const std::string& manner = "") {
  const ServerProcess server({"node", "fixtures/vendors/vendor.mjs", vendor.name, manner});
  const TemporaryFolder folder;
  std::vector<std::string> command = command_for(vendor, server.url(), folder_of(vendor) + "/policy.yaml");
  command.insert(command.end(), {"--report", "json", "--report-dir", folder.path()});
  const Finished run = run_assay(command, 120);
  Said said{.code = run.code, .text = run.out + run.err};
  said.report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : said.report.at("clauses")) said.verdicts[clause.at("id")] = clause.at("verdict");
  return said;
}

void conforms_wholly(const Vendor& vendor, const std::string& manner) {
  const Said said = ask_about(vendor, manner);
  INFO(vendor.name << ' ' << manner << '\n' << said.text);
  CHECK(said.code == 0);
  CHECK(said.verdicts.size() > 30);
  for (const auto& [clause, verdict] : said.verdicts) {
    INFO(clause << ' ' << verdict);
    const bool is_unseen = verdict == "UNTESTED" && clause != "auth/required";
    CHECK_FALSE((is_unseen || verdict == "FAIL" || verdict == "WARN" || verdict == "ERROR"));
  }
}

}  // namespace

TEST_CASE("an honest vendor of another API conforms, with every clause tested that its roles give") {
  if (!has_node()) return;
  for (const Vendor& vendor : {openai, adyen, convoy, problem, svix, kit}) conforms_wholly(vendor, "");
}

TEST_CASE("honest vendors of other APIs conform in unusual ways too") {
  if (!has_node()) return;
  for (const Vendor& vendor : {openai, adyen, convoy, problem, svix, kit})
    for (const char* manner : {"unusual-1", "unusual-2", "unusual-4"}) conforms_wholly(vendor, manner);
}

TEST_CASE("a vendor of another API that lies does not conform, by the clause that its lie breaks") {
  if (!has_node()) return;
  const std::map<std::string, std::string> lies_of_all = {{"repeat", "secret/fresh"},
                                                          {"shared", "secret/unique"},
                                                          {"null", "secret/present"},
                                                          {"race", "race/distinct"},
                                                          {"secret-in-header", "secrecy/not-in-headers"},
                                                          {"secret-again", "secrecy/not-again"},
                                                          {"wrong-error", "server/no-5xx"},
                                                          {"other-error", "errors/shape"},
                                                          {"cacheable", "secrecy/not-cacheable"}};
  const std::map<std::string, std::string> lies_of_records = {{"other-identity", "state/echo"},
                                                              {"changed-member", "state/unchanged"},
                                                              {"refusal-acts", "state/refusal-is-inert"},
                                                              {"lenient-id", "id/exact"}};
  const auto breaks = [](const Vendor& vendor, const std::string& lie, const std::string& clause) {
    const Said said = ask_about(vendor, lie);
    INFO(vendor.name << ' ' << lie << '\n' << said.text);
    CHECK(said.code == 1);
    CHECK(said.verdicts.at(clause) == "FAIL");
  };
  for (const Vendor& vendor : {openai, adyen, convoy, problem})
    for (const auto& [lie, clause] : lies_of_all) breaks(vendor, lie, clause);
  for (const Vendor& vendor : {openai, convoy, problem})
    for (const auto& [lie, clause] : lies_of_records) breaks(vendor, lie, clause);
  for (const Vendor& vendor : {openai, adyen, convoy}) breaks(vendor, "embedded-id", "secret/not-embedded");
  for (const Vendor& vendor : {adyen, convoy}) breaks(vendor, "prefix-only", "id/unknown-refused");
  breaks(adyen, "lenient-id", "id/unknown-refused");
  breaks(openai, "get-shows", "secrecy/not-again");
  breaks(openai, "get-shows", "secret/hidden-in");
  breaks(openai, "list-shows", "secrecy/not-again");
  breaks(openai, "list-shows-stored", "secret/hidden-in");
  breaks(kit, "no-window", "window/refused");
  breaks(kit, "wrong-window", "window/refused");
  breaks(openai, "wrong-hint", "state/hint");
  breaks(openai, "stale-hint", "state/hint");
  for (const Vendor& vendor : {openai, convoy}) breaks(vendor, "frozen-time", "state/changed-advances");
  breaks(svix, "stale-read", "secret/fresh");
  breaks(svix, "forgetful-read", "secret/read-back");
  for (const auto& [lie, clause] : lies_of_all)
    if (lie != "race") breaks(svix, lie, clause);
}

TEST_CASE("a refusal without words is worth a warning") {
  if (!has_node()) return;
  for (const Vendor& vendor : {openai, convoy, svix}) {
    const Said said = ask_about(vendor, "wordless-error");
    INFO(vendor.name << '\n' << said.text);
    CHECK(said.code == 0);
    CHECK(said.verdicts.at("errors/explained") == "WARN");
  }
}

TEST_CASE("the clauses of another API speak in its own words, and quote its own document") {
  if (!has_node()) return;
  const Said said = ask_about(convoy);
  for (const auto& clause : said.report.at("clauses")) {
    const std::string words = clause.at("requirement").get<std::string>() + clause.at("source").dump();
    INFO(words);
    for (const char* foreign : {"token", "webhook_secret", "Slate", "api-tokens", "422"})
      CHECK(words.find(foreign) == std::string::npos);
  }
  CHECK_THAT(said.report.at("side_effects").at("statement").get<std::string>(),
             Catch::StartsWith("Endpoint 1111") && !Catch::Contains(" token"));
}

TEST_CASE("a dry run against another API says in its words what would be rotated") {
  std::vector<std::string> command = command_for(openai, "http://127.0.0.1:1", folder_of(openai) + "/policy.yaml");
  command.push_back("--dry-run");
  const Finished run = run_assay(command);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::Contains(" of them could rotate a webhook endpoint: webhook endpoint we_1 ") &&
                          Catch::Contains("Each rotation breaks what uses the webhook endpoint's signing secret until "
                                          "it knows the new one") &&
                          !Catch::Contains("token"));
}

TEST_CASE("the page about your own API holds: its policy gives a verdict in so many lines") {
  if (!has_node()) return;
  const std::string page = read_file("docs/your-api.md");
  const std::size_t begin = page.find("```yaml\n") + 8;
  const std::string policy = page.substr(begin, page.find("```", begin) - begin);
  CHECK(std::count(policy.begin(), policy.end(), '\n') <= 20);
  const TemporaryFolder folder;
  write_file(folder.path() + "/policy.yaml", policy);
  const ServerProcess server({"node", "fixtures/vendors/vendor.mjs", openai.name});
  const Finished run = run_assay(command_for(openai, server.url(), folder.path() + "/policy.yaml"), 120);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::Contains("CONFORMS  http"));
}

TEST_CASE("a policy that does not fit its document rotates nothing, and says what does not fit") {
  if (!has_node()) return;
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/policy.yaml";
  const ServerProcess server({"node", "fixtures/vendors/vendor.mjs", openai.name});
  const std::string sound = read_file("fixtures/vendors/openai-like/policy.yaml");
  const auto refused = [&](const std::string& text, const std::string& by) {
    std::string changed = sound;
    changed.replace(changed.find(text), text.size(), by);
    write_file(file, changed);
    const Finished run = run_assay(command_for(openai, server.url(), file));
    CHECK(run.code == 2);
    return run.err;
  };
  CHECK_THAT(refused("/name: {role: stable", "/nam: {role: stable"),
             Catch::Contains("can hold a member nam") && Catch::Contains("did you mean name?"));
  CHECK_THAT(refused("{role: changed, unit: seconds}", "{role: changed}"),
             Catch::Contains("the schema of updated_at allows integer") && Catch::Contains("unit: seconds"));
  CHECK_THAT(refused("/event_types: {role: stable, order: any}", "/event_types: {role: secret, own: true}"),
             Catch::Contains("the schema of event_types allows array, and its role in the policy is of string"));
  CHECK_THAT(refused("rotateWebhookEndpointSecret", "rotateWebhookEndpointSecrets"),
             Catch::Contains("did you mean 'rotateWebhookEndpointSecret'?"));
  CHECK_THAT(refused("{role: secret}", "{role: sekret}"), Catch::Contains("did you mean 'secret'?"));
  CHECK_THAT(refused("rotates: [/signing_secret]", "rotates: [/signing_secre]"),
             Catch::Contains("did you mean '/signing_secret'?"));
  CHECK_THAT(refused("effect: rotates", "effect: lists"), Catch::Contains("'rotates' is said of a rotation alone"));
  CHECK_THAT(refused("items: /data", "items: /dat"), Catch::Contains("can hold dat,") && Catch::Contains("list's"));
  CHECK_THAT(refused(", items: /data", ""), Catch::Contains("needs 'items'"));
  CHECK_THAT(refused("effect: lists", "effect: reads"), Catch::Contains("'items' is said of an operation that lists"));
  CHECK_THAT(refused("of: webhook endpoint", "of: endpoint"), Catch::Contains("which is no resource"));
  CHECK_THAT(refused("success: [200]", "success: [201]"), Catch::Contains("names 201, which the operation does not"));
  CHECK_THAT(refused("identity: /id", "identity: /idd"), Catch::Contains("can hold idd"));
  CHECK_THAT(refused("record: ''", "record: /data"), Catch::Contains("can hold data"));
  CHECK_THAT(refused("record: ''", "record: /da~ta"), Catch::Contains("no escape"));
  CHECK_THAT(refused("/name: {", "/0: {"), Catch::Contains("leads into an array"));
  CHECK_THAT(
      refused("{role: hint, of: /signing_secret, shows: last 4}", "{role: part, of: /signing_secret, at: end}"),
      Catch::Contains("of the secret that is rotated it is a hint: {role: hint, of: /signing_secret, shows: last 4}"));
  CHECK_THAT(refused("hides: [/signing_secret]", "shows: [/signing_secret]"),
             Catch::Contains("leave 'shows' of the reading out"));
}

TEST_CASE("the clauses that a document and a policy give are listed, and a report of them is verified") {
  if (!has_node()) return;
  const std::vector<std::string> documents = {"--document", folder_of(openai) + "/openapi.yaml", "--policy",
                                              folder_of(openai) + "/policy.yaml"};
  std::vector<std::string> list = {"list", "checks"};
  list.insert(list.end(), documents.begin(), documents.end());
  const Finished listed = run_assay(list);
  CHECK(listed.code == 0);
  CHECK_THAT(listed.out, Catch::Contains("A new signing secret MUST differ from every earlier signing secret of its "
                                         "webhook endpoint."));
  const ServerProcess server({"node", "fixtures/vendors/vendor.mjs", openai.name, "repeat"});
  const TemporaryFolder folder;
  std::vector<std::string> command = command_for(openai, server.url(), folder_of(openai) + "/policy.yaml");
  command.insert(command.end(), {"--report", "json", "--report-dir", folder.path()});
  CHECK(run_assay(command, 120).code == 1);
  std::vector<std::string> verify = {"report", "verify", folder.path() + "/report.json"};
  verify.insert(verify.end(), documents.begin(), documents.end());
  const Finished verified = run_assay(verify);
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
  CHECK(verified.err.empty());  // nothing was left out
}

}  // namespace assay::test
