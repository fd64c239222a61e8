// A query that every request carries: sent with each, and no part of what a request asks for.
#include "contracts/judge/asked_id.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

const std::string ids = "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222";

}  // namespace

TEST_CASE("each request of each scenario carries the policy's query once, whatever it adds") {
  const Contract contract = contract_of("convoy-like");
  std::size_t sent = 0;
  for (const Pool& pool : {Pool{}, Pool{.rotatable = {ids}}})
    for (const Plan& plan : plan_scenarios(contract, pool, {}))
      for (const Round& round : plan.rounds)
        for (const Request& request : round) {
          INFO(plan.scenario << ' ' << request.target);
          const auto at = request.target.find("?api-version=24.1");
          CHECK(at != std::string::npos);
          CHECK(request.target.find('?', at + 1) == std::string::npos);
          ++sent;
        }
  CHECK(sent > 100);
}

TEST_CASE("the query that every request carries makes none a rotation of somebody's") {
  const Contract contract = contract_of("convoy-like");
  const Operation& operation = contract.operation();
  const Request nobodys = rotation(contract, harmless_identity(operation), {});
  CHECK_FALSE(could_rotate(operation, nobodys));
  Request more = nobodys;
  more.target += "&endpointID=22222222-2222-4222-8222-222222222222";
  CHECK(could_rotate(operation, more));
  CHECK(could_rotate(operation, rotation(contract, ids, {})));
}

TEST_CASE("what a request adds to the query of all stands behind the question mark") {
  CHECK(without_query("?v=1", "/a?v=1") == "/a");
  CHECK(without_query("?v=1", "/a?v=1&b=2") == "/a?b=2");
  CHECK(without_query("?v=1", "/a?v=12") == "/a?v=12");
  CHECK(without_query("?v=1", "/a") == "/a");
  CHECK(without_query("", "/a?b=2") == "/a?b=2");
}

TEST_CASE("a query is written as RFC 3986 has it") {
  CHECK(percent_encode("a b&c=\u00e9/~") == "a%20b%26c%3D%C3%A9%2F~");
}

}  // namespace assay::test
