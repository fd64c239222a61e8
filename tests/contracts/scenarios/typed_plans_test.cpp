// Ids of every type and in every place: what is planned for them, judged by what a careless server could do with it,
// and what is said of honest servers and of others.
#include <algorithm>
#include <cctype>
#include <set>

#include "contracts/judge/asked_id.h"
#include "contracts/judge/judge.h"
#include "contracts/plan/plan.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/contracts/planned.h"
#include "tests/contracts/typed_vendor.h"

namespace assay::test {
namespace {

using Lie = TypedServer::Lie;

// Whether a server that is not strict has few things to take a text for: whatever it is, one of them.
bool has_few(const Typed& api) {
  return api.schema.find("enum") != std::string::npos || api.schema.find("boolean") != std::string::npos;
}

bool is_number(const Typed& api) {
  return api.schema.find("integer") != std::string::npos || api.schema.find("number") != std::string::npos;
}

std::map<std::string, VerdictKind> verdicts_on(const Typed& api, Lie lie) {
  const Contract contract = contract_of(api);
  TypedServer server(api, lie);
  const Pool pool{.rotatable = api.ids};
  const History history =
      execute(plan_scenarios(contract, pool, {}), [&](const Request& request) { return server(request); }, {});
  std::map<std::string, VerdictKind> said;
  for (const Verdict& verdict : judge(contract, history, {.may_rotate = true, .tokens = api.ids.size()})) {
    said[verdict.check->id] = verdict.kind;
    if (verdict.kind != VerdictKind::fail && verdict.kind != VerdictKind::error) continue;
    for (const Finding& finding : verdict.evidence.findings)
      UNSCOPED_INFO(api.name << ' ' << verdict.check->id << ": " << finding.message << ' ' << finding.actual << " for "
                             << history.exchanges[finding.exchanges.back()].request.target);
  }
  return said;
}

}  // namespace

TEST_CASE("without consent no request asks for an id of any type that a careless server could take for somebody's") {
  for (const Typed& api : typed()) {
    const Contract contract = contract_of(api);
    const auto requests = requests_for(contract, {.headers = {{"Authorization", "Bearer x"}}});
    INFO(api.name);
    if (has_few(api)) {
      CHECK(requests.empty());
      continue;
    }
    CHECK(requests.size() > 15);
    for (const Request& request : requests) {
      INFO(request.method << ' ' << request.target << ' ' << request.body);
      CHECK_FALSE(could_rotate(contract.operation(), request));
      const auto id = id_in(api, request);
      REQUIRE(id);
      CHECK_FALSE(has_digit(*id));
      if (api.name != "integer" && api.schema.find("integer") == std::string::npos)
        CHECK(id->find("zqvjkwzqvjkwzqvjkw") == 0);
    }
  }
}

TEST_CASE("with consent to one id of few no other is asked for, nor a text that could be taken for another") {
  for (const Typed& api : typed()) {
    if (!has_few(api)) continue;
    const auto requests = requests_for(contract_of(api), {.rotatable = {api.ids.front()}});
    CHECK(requests.size() > 50);
    for (const Request& request : requests) {
      INFO(api.name << ": " << request.method << ' ' << request.target);
      CHECK(id_in(api, request).value_or("none") == api.ids.front());
    }
  }
}

TEST_CASE("with consent to two ids no request names anybody else, whatever its type and its place") {
  for (const Typed& api : typed()) {
    if (has_few(api) || is_number(api)) continue;  // all of them may be rotated; and numbers, digit by digit elsewhere
    for (const Request& request : requests_for(contract_of(api), {.rotatable = api.ids})) {
      const auto id = id_in(api, request);
      if (!id) continue;  // a path with tricks
      INFO(api.name << ": " << request.method << ' ' << request.target << ' ' << *id);
      const bool is_ours = std::any_of(api.ids.begin(), api.ids.end(),
                                       [&](const std::string& own) { return id->find(own) != std::string::npos; });
      CHECK((is_ours || id->find("zqvjkwzqvjkwzqvjkw") != std::string::npos ||
             *id == "00000000-0000-4000-8000-000000000000"));
    }
  }
}

TEST_CASE("where the path does not hold the id no method that could delete or replace goes to it") {
  for (const Typed& api : typed()) {
    if (api.in == "path") continue;
    std::size_t rotations = 0;
    for (const Request& request : requests_for(contract_of(api), {.rotatable = api.ids})) {
      INFO(api.name << ": " << request.method << ' ' << request.target << ' ' << request.body);
      const bool is_ours = std::find(api.ids.begin(), api.ids.end(), id_in(api, request)) != api.ids.end();
      rotations += is_ours && request.method == "POST" ? 1 : 0;
      if (request.method == "PUT" || request.method == "PATCH" || request.method == "DELETE") CHECK_FALSE(is_ours);
    }
    CHECK(rotations > 50);
  }
}

TEST_CASE("a request is read as asking for the id that it carries, and could rotate its secret") {
  for (const Typed& api : typed()) {
    const Contract contract = contract_of(api);
    for (const std::string& id : api.ids) {
      const Request request = rotation(contract, id, {});
      INFO(api.name << ' ' << request.target << ' ' << request.body);
      const auto asked = asked_id(contract.operation(), request);
      REQUIRE(asked);
      CHECK(asked->kind == AskedId::Kind::exact);
      CHECK(asked->value == id);
      CHECK(id_in(api, request) == id);
      CHECK(could_rotate(contract.operation(), request));
    }
  }
}

TEST_CASE("an honest server of each type and place of ids conforms") {
  for (const Typed& api : typed()) {
    INFO(api.name);
    const auto said = verdicts_on(api, Lie::none);
    for (const auto& [clause, kind] : said) {
      INFO(clause);
      CHECK((kind != VerdictKind::fail && kind != VerdictKind::error));
    }
    for (const char* clause : {"secret/fresh", "state/echo", "secret/unique"}) {
      INFO(clause);
      CHECK(said.at(clause) == VerdictKind::pass);
    }
    if (api.schema != R"({"type":"string"})") CHECK(said.at("invalid-id/refused") == VerdictKind::pass);
  }
}

TEST_CASE("a server that accepts an id which is none does not conform, whatever its type and its place") {
  for (const Typed& api : typed()) {
    if (api.schema == R"({"type":"string"})") continue;  // any text is one
    INFO(api.name);
    CHECK(verdicts_on(api, Lie::accepts_invalid).at("invalid-id/refused") == VerdictKind::fail);
  }
}

TEST_CASE("a server that rotates another than it is asked for does not conform, whatever the type and the place") {
  for (const Typed& api : typed()) {
    INFO(api.name);
    CHECK(verdicts_on(api, Lie::answers_another).at("state/echo") == VerdictKind::fail);
  }
}

}  // namespace assay::test
