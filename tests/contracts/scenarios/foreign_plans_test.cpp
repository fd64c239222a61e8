// What is planned for vendors of other APIs, whose ids are texts and UUIDs, judged by what a careless server could do
// with it.
#include <algorithm>
#include <cctype>

#include "contracts/judge/asked_id.h"
#include "contracts/plan/other_operation.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"
#include "tests/contracts/planned.h"

namespace assay::test {
namespace {

struct Foreign {
  const char* name = "";
  std::vector<std::string> ids{};
};

const std::vector<Foreign> all = {{"openai-like", {"we_1", "we_2"}},
                                  {"adyen-like", {"Comp1,WBHK1", "Comp2,WBHK2"}},
                                  {"convoy-like",
                                   {"11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
                                    "33333333-3333-4333-8333-333333333333,44444444-4444-4444-8444-444444444444"}}};

const std::string nobodys_word = "zqvjkwzqvjkwzqvjkw";

}  // namespace

TEST_CASE("without consent each part of an identity is nobody's word, without a digit that a reader could take") {
  for (const Foreign& foreign : all) {
    const Contract contract = contract_of(foreign.name);
    const auto requests = requests_for(contract, {.headers = {{"Authorization", "Bearer x"}}});
    CHECK(requests.size() > 15);
    for (const Request& request : requests) {
      INFO(foreign.name << ": " << request.method << ' ' << request.target);
      CHECK_FALSE(could_rotate(contract.operation(), request));
      CHECK_FALSE(asks_other_operation(contract, request));
      const auto parts = match(contract.operation().path, path_of(request.target));
      REQUIRE(parts);
      for (const std::string& part : *parts) {
        CHECK(part.find(nobodys_word) == 0);  // where a careless reader begins
        CHECK_FALSE(has_digit(part));         // nor to who forgets to decode
      }
    }
  }
}

TEST_CASE("with consent to some no request names anybody else, in any part of the identity") {
  for (const Foreign& foreign : all) {
    const Contract contract = contract_of(foreign.name);
    for (const Request& request : requests_for(contract, {.rotatable = foreign.ids})) {
      INFO(foreign.name << ": " << request.method << ' ' << request.target);
      CHECK_FALSE(asks_other_operation(contract, request));
      const auto parts = match(contract.operation().path, path_of(request.target));
      if (!parts) continue;  // a trick, whose parts are those of the ids
      for (std::size_t k = 0; k < parts->size(); ++k) {
        const std::string part = percent_decode((*parts)[k]);
        const bool is_ours = std::any_of(foreign.ids.begin(), foreign.ids.end(), [&](const std::string& id) {
          const std::size_t comma = id.find(',');
          const std::string own = comma == std::string::npos ? id : k == 0 ? id.substr(0, comma) : id.substr(comma + 1);
          return part.find(own) != std::string::npos;
        });
        CHECK((is_ours || part.find(nobodys_word) != std::string::npos ||
               part == "00000000-0000-4000-8000-000000000000"));
      }
    }
  }
}

TEST_CASE("whatever word of a path a careless server takes, it is nobody's or one of those that may be rotated") {
  const Contract contract = contract_of(all[0].name);
  const std::string before = "/v1/webhook_endpoints/";
  for (const Pool& pool : {Pool{}, Pool{.rotatable = all[0].ids}})
    for (const Request& request : requests_for(contract, pool)) {
      const std::string path = percent_decode(path_of(request.target));
      if (!path.starts_with(before) || !path.ends_with("/rotate_secret")) continue;  // slashes and case are tried apart
      std::string word;
      for (const char c : path.substr(before.size(), path.size() - before.size() - 14) + "/") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
          word += c;
          continue;
        }
        INFO(request.target << ": " << word);
        const bool is_ours = std::any_of(pool.rotatable.begin(), pool.rotatable.end(),
                                         [&](const std::string& id) { return word.find(id) != std::string::npos; });
        CHECK((word.empty() || is_ours || word.find(nobodys_word) != std::string::npos));
        word.clear();
      }
    }
}

TEST_CASE("where the path is the resource's own no method that could delete or replace it goes to it") {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = "rotate";
  const Contract contract = read_contract(R"({"openapi":"3.1.0","info":{"title":"Keys","version":"1"},"paths":{
      "/keys/{id}":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}}],
      "post":{"operationId":"rotate","responses":{"200":{"description":"ok"}}}}}})",
                                          "keys.json", policy);
  std::size_t unsafe = 0;
  for (const Request& request : requests_for(contract, {.rotatable = {"10", "20"}})) {
    if (request.method != "PUT" && request.method != "PATCH" && request.method != "DELETE") continue;
    INFO(request.method << ' ' << request.target);
    CHECK(request.target == "/keys/xyz");
    ++unsafe;
  }
  CHECK(unsafe == 3);
}

TEST_CASE("of identities of several parts no trick joins one's with another's") {
  const Contract contract = contract_of(all[1].name);
  for (const Request& request : requests_for(contract, {.rotatable = all[1].ids})) {
    INFO(request.target);
    CHECK((request.target.find("Comp1") == std::string::npos || request.target.find("WBHK2") == std::string::npos));
    CHECK((request.target.find("Comp2") == std::string::npos || request.target.find("WBHK1") == std::string::npos));
  }
}

TEST_CASE("a request of the operation carries the identity's parts in the order of the path") {
  const Contract contract = contract_of(all[1].name);
  CHECK(rotation(contract, "Comp1,WBHK1", {}).target == "/v3/companies/Comp1/webhooks/WBHK1/generateHmac");
  CHECK(harmless_identity(contract.operation()) == nobodys_word + "," + nobodys_word);
  CHECK(read_identity(contract.operation(), "Comp1,WBHK1").value == "Comp1,WBHK1");
  CHECK(read_identity(contract.operation(), "Comp1").kind == AskedId::Kind::unclear);
  CHECK(shown_part("Comp1,WBHK1") == "WBHK1");
}

}  // namespace assay::test
