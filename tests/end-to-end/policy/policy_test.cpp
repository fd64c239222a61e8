// assay policy: the whole of a policy with where it comes from, and a first one whose guesses count for nothing.
#include <map>
#include <regex>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

const std::vector<std::string> vendors = {"openai-like",  "adyen-like", "convoy-like",
                                          "problem-like", "svix-like",  "kit-like"};

std::string document_of(const std::string& vendor) { return "fixtures/vendors/" + vendor + "/openapi.yaml"; }
std::string policy_of(const std::string& vendor) { return "fixtures/vendors/" + vendor + "/policy.yaml"; }

// Standard output of a command that ends well.
std::string output_of(std::vector<std::string> command, const std::vector<std::string>& more = {}) {
  command.insert(command.end(), more.begin(), more.end());
  const Finished run = run_assay(command);
  INFO(run.err);
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  return run.out;
}

std::string without_comments(const std::string& text) { return std::regex_replace(text, std::regex(" *#[^\n]*"), ""); }

}  // namespace

TEST_CASE("a policy that is shown reads as the same policy, and gives the same clauses") {
  const TemporaryFolder folder;
  const std::string shown = folder.path() + "/shown.yaml";
  const auto is_same = [&](const std::vector<std::string>& document, const std::vector<std::string>& policy) {
    std::vector<std::string> before = document, after = document;
    before.insert(before.end(), policy.begin(), policy.end());
    after.insert(after.end(), {"--policy", shown});
    const std::string text = output_of({"policy", "show"}, before);
    write_file(shown, text);
    CHECK(output_of({"list", "checks"}, after) == output_of({"list", "checks"}, before));
    CHECK(without_comments(output_of({"policy", "show"}, after)) == without_comments(text));
  };
  is_same({}, {});
  for (const std::string& vendor : vendors)
    is_same({"--document", document_of(vendor)}, {"--policy", policy_of(vendor)});
}

TEST_CASE("what a policy leaves out, and what a rotation changes, is shown as it was written") {
  const TemporaryFolder folder;
  const std::string policy = folder.path() + "/policy.yaml", shown = folder.path() + "/shown.yaml";
  write_file(policy,
             "resources:\n  \"a\\nlaws: [x]\":\n    secret_noun: \"k\\u2028e\\x7fy\"\n    members:\n"
             "      /signing_secret: {role: secret}\n      /name: {role: stable, face: true, order: kept}\n"
             "operations:\n  rotateWebhookEndpointSecret:\n"
             "    {of: \"a\\nlaws: [x]\", effect: rotates, rotates: [/signing_secret], changes: [/name]}\n");
  const std::vector<std::string> document = {"--document", document_of("openai-like")};
  std::vector<std::string> with = document, again = document;
  with.insert(with.end(), {"--policy", policy});
  again.insert(again.end(), {"--policy", shown});
  const std::string text = output_of({"policy", "show"}, with);
  CHECK_THAT(text, Catch::Contains("/name: {role: stable, order: kept, face: true}") &&
                       Catch::Contains("\nerrors: {}\n") && !Catch::Contains("\nlaws: [x]"));
  write_file(shown, text);
  CHECK(output_of({"list", "checks"}, again) == output_of({"list", "checks"}, with));
  CHECK(text.find("state/unchanged") == std::string::npos);
}

TEST_CASE("names of a document stay within the comments of a first policy, and schemas within bounded time") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/d.json";
  std::string schemas = R"("S9":{"properties":{"secret\n    rotates: [/x]\n#":{"type":"string"},"7":{}}})";
  for (int k = 0; k < 9; ++k) {
    schemas += ",\"S" + std::to_string(k) + "\":{\"allOf\":[";
    for (int j = 0; j < 8; ++j)
      schemas += std::string(j ? "," : "") + "{\"$ref\":\"#/components/schemas/S" + std::to_string(k + 1) + "\"}";
    schemas += "]}";
  }
  write_file(file,
             R"({"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/w/{id}/rotate":{"post":{)"
             R"("operationId":"rot","parameters":[{"name":"id","in":"path","required":true,)"
             R"("schema":{"type":"string"}}],"responses":{"200":{"description":"d","content":)"
             R"({"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}}}}}},"components":{"schemas":{)" +
                 schemas + "}}}");
  const std::string first = output_of({"policy", "init", "--document", file, "--operation", "rot"});
  INFO(first);
  CHECK_FALSE(std::regex_search(first, std::regex("\n *rotates:")));
  CHECK_THAT(first, Catch::Contains("# \"/7\"") || Catch::Contains("# /7"));
}

TEST_CASE("behind each line of a shown policy stands where it comes from") {
  const std::string shown = output_of({"policy", "show", "--document", document_of("openai-like"), "--policy",
                                       policy_of("openai-like"), "--set", "framework=fastapi"});
  const auto has = [&](const std::string& pattern) {
    INFO(pattern);
    CHECK(std::regex_search(shown, std::regex(pattern)));
  };
  has("framework: fastapi +# --set\n");
  has("\n    secret_noun: signing secret +# fixtures/vendors/openai-like/policy.yaml:5\n");
  has("\n    by: \\{webhook_endpoint_id: identity\\} +# fixtures/vendors/openai-like/openapi.yaml:47, the path's");
  has("\n    success: \\[200\\] +# fixtures/vendors/openai-like/openapi.yaml:33, its 2xx\n");
  has("\n    changes: \\[\\] +# the default: nothing but the secret\n");
  has("\ngeneral_errors: .* # contracts/slate.policy.yaml:\\d+, built in\n");
  has("\n  - state/hint: \\{level: must\\} +# signing_secret_hint MUST be the last 4 characters");
}

TEST_CASE("a credential in a policy is not shown") {
  const TemporaryFolder folder;
  write_file(folder.path() + "/policy.yaml", "mock: {bearer: let-me-in-0123456789}\n");
  const std::string shown = output_of({"policy", "show", "--policy", folder.path() + "/policy.yaml"});
  CHECK(shown.find("let-me-in") == std::string::npos);
  CHECK_THAT(shown, Catch::Contains("# bearer: it is a credential, and not shown"));
}

TEST_CASE("a first policy sends nothing as it stands, and with its guesses in place it fits its document") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/policy.yaml";
  const std::map<std::string, std::string> operations = {
      {"openai-like", "rotateWebhookEndpointSecret"},
      {"adyen-like", "post-companies-companyId-webhooks-webhookId-generateHmac"},
      {"convoy-like", "ExpireSecret"},
      {"problem-like", "replaceSigningKey"},
      {"svix-like", "v1.endpoint.rotate-secret"}};
  for (const auto& [vendor, operation] : operations) {
    INFO(vendor);
    const std::string first =
        output_of({"policy", "init", "--document", document_of(vendor), "--operation", operation});
    write_file(file, first);
    const Finished refused = run_assay(
        {"check", "http://127.0.0.1:9", "--document", document_of(vendor), "--policy", file, "--rotate", "--id", "7"});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("an operation needs 'rotates'"));
    // As a person would who finds every guess right.
    std::string right = std::regex_replace(first, std::regex("\\{role: open\\} +# guess: (\\{[^}]*\\})[^\n]*"), "$1");
    right = std::regex_replace(
        right, std::regex("# ((rotates|identity|record|query|getWebhookEndpoint|v1|errors)[:.])"), "$1");
    right = std::regex_replace(right, std::regex("#   shape"), "  shape");
    if (vendor == "adyen-like" || vendor == "svix-like")
      right = std::regex_replace(right, std::regex("identity: /id"), "# $&");
    write_file(file, right);
    INFO(right);
    const std::string shown = output_of({"policy", "show", "--document", document_of(vendor), "--policy", file});
    CHECK_THAT(shown, Catch::Contains("- secret/fresh"));
  }
}

TEST_CASE("a first policy of an operation that is not there names the nearest") {
  const Finished run = run_assay(
      {"policy", "init", "--document", document_of("openai-like"), "--operation", "rotateWebhookEndpointSecrets"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Catch::Contains("did you mean 'rotateWebhookEndpointSecret'?"));
}

}  // namespace assay::test
