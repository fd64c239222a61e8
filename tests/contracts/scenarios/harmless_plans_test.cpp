// What a run sends is judged by what a careless server could do with it.
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/judge/asked_id.h"
#include "contracts/plan/other_operation.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/contracts/planned.h"

namespace assay::test {
namespace {

// A document of hooks with `paths` beside the operation under test, POST /hooks/{id}/rotate.
Contract hooks(const std::string& paths, const std::string& operation = "rotate") {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = operation;
  return read_contract(R"({"openapi":"3.1.0","info":{"title":"Hooks","version":"1"},"paths":{
      "/hooks/{id}/rotate":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}}],
      "post":{"operationId":"rotate","responses":{"200":{"description":"ok"}}})" +
                           paths + "}}",
                       "hooks.json", policy);
}

std::string documented(const std::string& method) { return R"(,")" + method + R"(":{"responses":{}})"; }

std::set<std::string> methods_in(const std::vector<Request>& requests) {
  std::set<std::string> all;
  for (const Request& request : requests) all.insert(request.method);
  return all;
}

bool asks(const Contract& contract, const std::string& method, const std::string& target, const Headers& headers = {}) {
  return asks_other_operation(contract, {.method = method, .target = target, .headers = headers});
}

// All digits of a text as one number, from the text as it is or decoded.
std::string all_digits(const std::string& text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

// The digits of a base that a text begins with, behind blanks and a sign, without zeros in front: what strtol reads.
std::string leading(const std::string& text, int base) {
  std::string digits;
  std::size_t at = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '+' || text[at] == '-')) ++at;
  if (base == 16 && text.substr(at, 2) == "0x") at += 2;
  const auto is_digit = [&](char c) {
    return base == 16 ? std::isxdigit(static_cast<unsigned char>(c)) != 0 : c >= '0' && c <= '9';
  };
  for (; at < text.size() && is_digit(text[at]); ++at) digits += text[at];
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

}  // namespace

TEST_CASE("no method that the document lists on the path is sent, nor one that counts as it") {
  const Pool pool{.rotatable = {"17"}};
  for (const std::string method : {"delete", "put", "patch", "options", "trace", "head"}) {
    INFO(method);
    const auto methods = methods_in(requests_for(hooks(documented(method) + "}"), pool));
    std::string upper = method;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    CHECK(methods.count(upper) == 0);
    CHECK(methods.size() == 7);
  }
  const auto without_get = methods_in(requests_for(hooks(documented("get") + "}"), pool));
  CHECK(without_get.count("GET") + without_get.count("HEAD") == 0);
}

TEST_CASE("the operation's own method is no wrong one, and nothing asks to count as another operation") {
  const Contract patching =
      hooks(R"(},"/hooks/{id}":{"parameters":[{"name":"id","in":"path","schema":{"type":"integer"}}],
      "patch":{"operationId":"patch","responses":{}},"delete":{"responses":{}},"post":{"responses":{}}})",
            "patch");
  for (const Request& request : requests_for(patching, {})) {
    INFO(request.method << ' ' << request.target);
    CHECK((request.method != "DELETE" && request.method != "POST"));
    for (const Header& header : request.headers) CHECK(header.value != "POST");
  }
  const auto wrong = plan_scenarios(patching, {}, {}).at(2);
  CHECK(wrong.scenario == "wrong-methods");
  for (const Round& round : wrong.rounds) CHECK(round.front().method != "PATCH");
}

TEST_CASE("a request that a careless router takes for another documented path is not sent") {
  const Contract updating = hooks(R"(},"/hooks/{id}":{"post":{"responses":{}}})");
  CHECK(asks(updating, "POST", "/hooks/1%3Fx/rotate"));
  CHECK(asks(updating, "POST", "/hooks/1%00/rotate"));
  CHECK(asks(updating, "POST", "/hooks/1;x=y/rotate"));
  CHECK(asks(updating, "POST", "//HOOKS/1/"));
  CHECK(asks(updating, "POST", "/hooks%2F1"));
  CHECK(asks(updating, "POST", "/hooks%252F1"));
  CHECK(asks(updating, "POST", "/hooks%25252F1"));
  CHECK(asks(updating, "GET", "/hooks/1", {{"X-HTTP-Method-Override", "post"}}));
  CHECK(asks(updating, "GET", "/hooks/1?_method=POST"));
  CHECK_FALSE(asks(updating, "POST", "/hooks/1/rotate"));
  CHECK_FALSE(asks(updating, "DELETE", "/hooks/1/rotate"));
  for (const Request& request : requests_for(updating, {.rotatable = {"1"}}))
    CHECK_FALSE(asks_other_operation(updating, request));
}

TEST_CASE("a path that ends in a text may take more segments, one that ends in a number takes one") {
  const auto beside = [](const std::string& schema) {
    return hooks(R"(},"/hooks/{rest}":{"parameters":[{"name":"rest","in":"path","schema":)" + schema +
                 R"(}],"delete":{"responses":{}}})");
  };
  CHECK(asks(beside(R"({"type":"string"})"), "DELETE", "/hooks/1/rotate"));
  CHECK_FALSE(asks(beside(R"({"type":"integer"})"), "DELETE", "/hooks/1/rotate"));
}

TEST_CASE("of paths with the operation's method only a more exact one takes its requests away") {
  CHECK_FALSE(asks(hooks(R"(},"/{a}/{b}/rotate":{"post":{"responses":{}}})"), "POST", "/hooks/1/rotate"));
  const Contract all = hooks(R"(},"/hooks/all/rotate":{"post":{"responses":{}}})");
  CHECK(asks(all, "POST", "/hooks/all/rotate"));
  CHECK_FALSE(asks(all, "POST", "/hooks/xyz/rotate"));
}

TEST_CASE("without consent no request holds a digit, nor a word of base sixteen, that a reader could take for an id") {
  const Contract contract = load_embedded_contract();
  const auto requests = requests_for(contract, {.rotatable = {}, .headers = {{"Authorization", "Bearer x"}}});
  CHECK(requests.size() > 15);
  for (const Request& request : requests) {
    INFO(request.method << ' ' << request.target);
    CHECK_FALSE(could_rotate(contract.operation(), request));
    CHECK(request.body.empty());
    const std::string segment = match(contract.operation().path, path_of(request.target)).value().front();
    CHECK(leading(percent_decode(segment), 16).empty());
    CHECK(all_digits(segment).empty());  // to who forgets to decode, either
  }
}

TEST_CASE(
    "without consent an id that the user knows to be nobody's is asked for twice, within the budget, and no other") {
  const Contract contract = load_embedded_contract();
  const auto asked_for = [&](std::size_t rotations) {
    std::vector<std::string> ids;
    for (const Plan& plan : plan_scenarios(contract, {.unknown = {"77"}}, {.rotations = rotations}))
      for (const Round& round : plan.rounds)
        if (could_rotate(contract.operation(), round.front()))
          ids.push_back(asked_id(contract.operation(), round.front()).value().value);
    return ids;
  };
  CHECK(asked_for(250) == std::vector<std::string>{"77", "77"});
  CHECK(asked_for(1) == std::vector<std::string>{"77"});
  CHECK(asked_for(0).empty());
}

TEST_CASE("no reading of the digits in a path gives the id of a token that may not be rotated") {
  const Contract contract = load_embedded_contract();
  for (const std::vector<std::string>& ids : {std::vector<std::string>{"1", "2"}, {"17", "18"}, {"8"}, {"4711"}}) {
    const auto may = [&](const std::string& number) {
      return number.empty() || number.size() > 18 || std::find(ids.begin(), ids.end(), number) != ids.end();
    };
    for (const Request& request : requests_for(contract, {.rotatable = ids})) {
      INFO(request.method << ' ' << request.target);
      const auto segments = match(contract.operation().path, path_of(request.target));
      if (!segments) continue;
      const std::string id = percent_decode(segments->front());
      CHECK(may(all_digits(id)));
      CHECK(may(leading(id, 10)));
      if (std::find(ids.begin(), ids.end(), id) == ids.end() &&
          id.find_first_not_of("0123456789-") != std::string::npos)
        CHECK(may(leading(id.substr(0, id.find('e')), 16)));
    }
  }
}

TEST_CASE("a body or a query names no token but the one asked for, and no member of a token but the secret") {
  const Contract contract = load_embedded_contract();
  const Pool pool{.rotatable = {"11"}, .chosen_secret = "nobody-guesses-this"};
  const std::set<std::string> harmless = {"id", "token_id", "webhook_secret", "assay_unknown_member"};
  std::size_t bodies = 0;
  for (const Request& request : requests_for(contract, pool)) {
    INFO(request.target << ' ' << request.body);
    const std::string query = request.target.substr(path_of(request.target).size());
    CHECK((query.find("token_id=") == std::string::npos || query.find("token_id=11&") != std::string::npos));
    CHECK(query.find("secret") == std::string::npos);
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    if (!body.is_object()) continue;
    ++bodies;
    for (const auto& [name, value] : body.items()) {
      CHECK(harmless.count(name) == 1);
      if (name.find("id") == name.size() - 2) CHECK(value == 11);
      if (name == "webhook_secret") CHECK(value == "nobody-guesses-this");
    }
  }
  CHECK(bodies >= 3);
}

TEST_CASE("a zero stands before an id only where base eight reads the same") {
  const auto zeros = [](const std::string& id) {
    const auto requests = requests_for(load_embedded_contract(), {.rotatable = {id}});
    return std::count_if(requests.begin(), requests.end(), [&](const Request& request) {
      return request.target.find("/0" + id + "/") != std::string::npos ||
             request.target.find("/00" + id + "/") != std::string::npos;
    });
  };
  CHECK(zeros("7") == 2);
  for (const char* id : {"8", "9", "17"}) CHECK(zeros(id) == 0);
}

TEST_CASE("ids that stand for many digits get no edges, and only one digit gets a base before it") {
  const auto has = [](const std::string& id, const std::string& segment) {
    const auto requests = requests_for(load_embedded_contract(), {.rotatable = {id}});
    return std::any_of(requests.begin(), requests.end(), [&](const Request& request) {
      return request.target.find("/" + segment + "/") != std::string::npos;
    });
  };
  CHECK(has("7", "0x7"));
  CHECK(has("7", "0o7"));
  CHECK_FALSE(has("17", "0x17"));
  CHECK_FALSE(has("17", "0o17"));
  CHECK(has("17", "-17"));
  CHECK_FALSE(has("4611686018427387904", "-4611686018427387904"));
}

TEST_CASE(
    "wrong credentials are sent only where right ones were given, and a quarter of the budget is left to the rest") {
  const Contract contract = load_embedded_contract();
  const auto scenarios_of = [&](const Pool& pool, std::size_t rotations) {
    std::set<std::string> ids;
    for (const Plan& plan : plan_scenarios(contract, pool, {.rotations = rotations}))
      if (count_rotations(contract, plan) > 0) ids.insert(plan.scenario);
    return ids;
  };
  CHECK(scenarios_of({.rotatable = {"1"}}, 250).count("no-credentials") == 0);
  CHECK(scenarios_of({.rotatable = {"1"}, .headers = {{"Authorization", "Bearer x"}}}, 250).count("no-credentials") ==
        1);
  CHECK(scenarios_of({.rotatable = {"1"}}, 10) == std::set<std::string>{"rotate-sequence"});
  CHECK(scenarios_of({}, 250).empty());
}

TEST_CASE("no id is so large that JavaScript writes it as 1e+21, of which parseInt reads the id of another token") {
  for (const Request& request : requests_for(load_embedded_contract(), {.rotatable = {"17"}})) {
    const std::string id = request.target.substr(std::string("/api-tokens/").size());
    const std::size_t first = id.find_first_not_of("-+0");
    const std::size_t digits = id.find_first_not_of("0123456789", first) - first;
    INFO(request.target);
    if (id.starts_with("-") || (id[0] >= '0' && id[0] <= '9')) CHECK((digits <= 21 || digits == 400));  // "Infinity"
  }
}

TEST_CASE("where the budget is too small for other methods they ask for no token") {
  const Contract contract = load_embedded_contract();
  const auto ids = [&](std::size_t budget) {
    std::set<std::string> all;
    for (const Plan& plan : plan_scenarios(contract, {.rotatable = {"1"}}, {.rotations = budget}))
      for (const Round& round : plan.rounds)
        for (const Request& request : round)
          if (request.method != "POST") all.insert(request.target.substr(0, request.target.find('?')));
    return all;
  };
  CHECK(ids(5) == std::set<std::string>{"/api-tokens/xyz/webhook/rotate-secret"});
  CHECK(ids(250).contains("/api-tokens/1/webhook/rotate-secret"));
}

TEST_CASE("no more is planned than allowed") {
  const Contract contract = load_embedded_contract();
  for (const std::size_t allowed :
       {std::size_t{0}, std::size_t{1}, std::size_t{43}, std::size_t{60}, std::size_t{250}}) {
    std::size_t planned = 0;
    for (const Plan& plan : plan_scenarios(contract, {.rotatable = {"1", "2"}}, {.rotations = allowed}))
      planned += count_rotations(contract, plan);
    CHECK(planned <= allowed);
  }
}

}  // namespace assay::test
