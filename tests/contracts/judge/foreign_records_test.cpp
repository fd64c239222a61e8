// Honest servers of other APIs that the laws must spare: what a record shows of its identity, and how an invalid id is
// refused.
#include "tests/catch.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

const std::string project = "11111111-1111-4111-8111-1111111111aa", endpoint = "22222222-2222-4222-8222-2222222222bb";

}  // namespace

TEST_CASE("a UUID is the same in upper case, and another one is not") {
  const Contract contract = contract_of("convoy-like");
  const auto echo = [&](const std::string& shown) {
    return verdict_on(contract, "state/echo",
                      {asked(contract, project + "," + endpoint, 200, R"({"data":{"uid":")" + shown + R"("}})")})
        .kind;
  };
  CHECK(echo(endpoint) == VerdictKind::pass);
  CHECK(echo("22222222-2222-4222-8222-2222222222BB") == VerdictKind::pass);
  CHECK(echo("22222222-2222-4222-8222-2222222222bc") == VerdictKind::fail);
}

TEST_CASE("an integer id may be shown as text by another API than Slate's") {
  const Contract contract = contract_of("problem-like");
  const auto echo = [&](const std::string& shown) {
    return verdict_on(contract, "state/echo", {asked(contract, "7", 201, R"({"data":{"id":)" + shown + "}}")}).kind;
  };
  CHECK(echo("7") == VerdictKind::pass);
  CHECK(echo(R"("7")") == VerdictKind::pass);
  CHECK(echo(R"("8")") == VerdictKind::fail);
}

TEST_CASE("an invalid id may get any refusal that the document or the policy knows, and no other") {
  const Contract contract = contract_of("convoy-like");
  const std::string nobodys = "zqvjkwzqvjkwzqvjkw,zqvjkwzqvjkwzqvjkw";
  const auto answered = [&](int status) {
    return verdict_on(contract, "invalid-id/status", std::vector<Exchange>(3, asked(contract, nobodys, status, "{}")))
        .kind;
  };
  CHECK(answered(400) == VerdictKind::pass);
  CHECK(answered(404) == VerdictKind::pass);
  CHECK(answered(422) == VerdictKind::pass);  // RFC 9110 15.5.21; the general errors leave it to the document
  CHECK(answered(418) == VerdictKind::fail);
  CHECK(answered(500) == VerdictKind::fail);
}

TEST_CASE("a record that is not where the policy says lacks its secret") {
  const Contract contract = contract_of("problem-like");
  CHECK(verdict_on(contract, "secret/present", {asked(contract, "7", 201, R"({"secret":"s","id":7})")}).kind ==
        VerdictKind::fail);
}

}  // namespace assay::test
