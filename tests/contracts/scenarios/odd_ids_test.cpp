// What is sent of long and odd texts does no harm, and what a front, a router or a framework answers to them by itself
// accuses nobody.
#include <algorithm>
#include <set>

#include "contracts/judge/asked_id.h"
#include "contracts/plan/other_operation.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

const std::vector<std::string> odd_texts = {
    std::string(3000, 'x'), std::string(101, 'x'), "%CE%BA", "x%0Ax", "x'x", "%EF%BB%BFx", "x:x", "1%22.000"};

// The segments that the scenario asks for with consent to these tokens.
std::vector<std::string> segments(const std::vector<std::string>& rotatable, std::size_t rotations = 250) {
  const Contract contract = load_embedded_contract();
  std::vector<std::string> all;
  for (const Plan& plan : plan_scenarios(contract, {.rotatable = rotatable}, {.rotations = rotations}))
    if (plan.scenario == "odd-ids")
      for (const Round& round : plan.rounds)
        all.push_back(match(contract.operation().path, round.front().target).value().front());
  return all;
}

// Every run of digits of a text, without the zeros in front.
std::vector<std::string> numbers(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    std::string number = text.substr(at, end - at);
    number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
    all.push_back(number);
    at = end;
  }
  return all;
}

std::string all_digits(const std::string& text) {
  std::string digits;
  for (const std::string& number : numbers(text)) digits += number;
  return digits;
}

std::vector<Exchange> after_rotations(std::vector<Exchange> more) {
  std::vector<Exchange> all = {asked("1", rotated("1", 1)), asked("1", rotated("1", 2)), asked("1", rotated("1", 3))};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Outcome silent(NoResponse::Why why) { return NoResponse{.why = why}; }

std::vector<std::string> accused(std::vector<Exchange> exchanges) {
  const Contract contract = load_embedded_contract();
  History history;
  for (Exchange& exchange : exchanges) history.exchanges.push_back(std::move(exchange));
  std::vector<std::string> ids;
  for (const Verdict& verdict : judge(contract, history, {.may_rotate = true, .tokens = 2}))
    if (verdict.kind == VerdictKind::fail || verdict.kind == VerdictKind::warn) ids.push_back(verdict.check->id);
  return ids;
}

}  // namespace

TEST_CASE("odd ids without consent hold no number but zero, decoded or not") {
  const auto sent = segments({});
  CHECK(sent.size() == 17);
  CHECK(*std::max_element(sent.begin(), sent.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); }) ==
        sent.at(2));
  CHECK(sent.at(2).size() == 3000);
  for (const std::string& segment : sent) {
    INFO(segment);
    for (const std::string& text : {segment, percent_decode(segment)}) {
      CHECK(all_digits(text).empty());
      CHECK(text.find_first_of("/\\;?#*|&`") == std::string::npos);
      CHECK(text.find("..") == std::string::npos);
    }
    CHECK(read_token_id(segment).kind == AskedId::Kind::unclear);
  }
}

TEST_CASE("odd ids that hold a digit are read as the token of consent, as 0 or as nobody's, decoded or not") {
  for (const std::string id : {"1", "17", "4711"}) {
    const auto sent = segments({id});
    CHECK(sent.size() == 28);
    CHECK(segments({id}, 60).size() == 17);  // few rotations are left to the rest
    for (std::size_t k = 17; k < sent.size(); ++k) {
      INFO(sent[k]);
      for (const std::string& text : {sent[k], percent_decode(sent[k])}) {
        CHECK(numbers(text).front() == id);
        CHECK(numbers(text).back().empty());
        CHECK(text.ends_with(std::string(20, '0')));
        CHECK(text.find_first_of("/\\;?#*|&") == std::string::npos);
      }
      const Contract contract = load_embedded_contract();
      CHECK(could_rotate(contract.operation(), rotation(contract, sent[k], {})));
    }
  }
}

TEST_CASE("odd ids that hold a digit take no more than a quarter of the rotations that are left") {
  const Contract contract = load_embedded_contract();
  const auto& all = scenarios();
  const auto odd = std::find_if(all.begin(), all.end(), [](const Scenario& each) { return each.id == "odd-ids"; });
  REQUIRE(odd != all.end());
  const auto rotations = [&](std::size_t allowed) {
    return count_rotations(contract, odd->plan(contract, {.rotatable = {"17"}}, {.rotations = allowed}));
  };
  CHECK(rotations(44) == 11);
  CHECK(rotations(43) == 0);
}

TEST_CASE("an odd id that a router cuts at the end of a line asks no other operation of the document") {
  Policy policy = load_embedded_policy();
  policy.uses.front().operation = "rotate";
  const Contract contract = read_contract(R"({"openapi":"3.1.0","info":{"title":"Hooks","version":"1"},"paths":{
      "/hooks/{id}/rotate":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}}],
      "post":{"operationId":"rotate","responses":{"200":{"description":"ok"}}}},
      "/hooks/{id}":{"post":{"responses":{}}}}})",
                                          "hooks.json", policy);
  for (const char* id : {"x%0Ax", "x%0Dx"})
    CHECK(asks_other_operation(contract, {.method = "POST", .target = std::string("/hooks/") + id + "/rotate"}));
  CHECK_FALSE(asks_other_operation(contract, {.method = "POST", .target = "/hooks/x%0Ex/rotate"}));
}

TEST_CASE("what fronts and routers answer to odd ids accuses nobody") {
  for (const int status : {400, 403, 404, 414, 431}) {
    std::vector<Exchange> refusals;
    for (const std::string& id : odd_texts)
      refusals.push_back(asked(id, answer(status, "<h1>no</h1>", {{"Content-Type", "text/html"}})));
    INFO(status);
    CHECK(accused(after_rotations(refusals)).empty());
  }
}

TEST_CASE("a word of a hundred letters is no integer to anyone, a longer one may be too long to a router") {
  CHECK(blame("invalid-id/422", {asked(std::string(100, 'x'), answer(404))}) != "");
  CHECK(blame("invalid-id/422", {asked(std::string(101, 'x'), answer(404))}) == "");
}

TEST_CASE("a 5xx to an odd id fails, but for a gateway's 502 to one that may be too long for what lies behind it") {
  for (const std::string& id : odd_texts)
    for (const int status : {500, 501, 502, 503})
      CHECK((blame("server/no-5xx", after_rotations({asked(id, answer(status))})) == "") ==
            (status == 502 && id.size() == 3000));
}

TEST_CASE("a connection that ends without an answer fails, but for a request that may be too long") {
  const auto blamed = [](const std::string& id, NoResponse::Why why) {
    return blame("server/always-answers", after_rotations({asked(id, silent(why))})) != "";
  };
  CHECK_FALSE(blamed(std::string(3000, 'x'), NoResponse::Why::cut_off));
  CHECK(blamed(std::string(300, 'x'), NoResponse::Why::cut_off));
  CHECK(blamed("%CE%BA", NoResponse::Why::cut_off));
  CHECK(blamed(std::string(3000, 'x'), NoResponse::Why::timed_out));
}

TEST_CASE("a refusal of an odd id without a digit shows nothing about tricks with paths") {
  const auto observed = [](const std::string& id) {
    return verdict_on("id/path-tricks", {asked(id, answer(404))}).evidence.observations;
  };
  CHECK(observed("%CE%BA") == 0);
  CHECK(observed("1%22") == 1);
}

TEST_CASE("a token that is reached by an odd id is told") {
  CHECK(blame("id/no-other-token", after_rotations({asked("%CE%BA", rotated("1", 4))})) != "");
}

TEST_CASE("where nothing lies at the base URL, what a front or a framework makes of odd ids changes nothing") {
  for (const int status : {400, 403, 414, 431, 500}) {
    std::vector<Exchange> exchanges;
    for (int k = 0; k < 12; ++k) exchanges.push_back(asked("xyz", answer(404)));
    for (const std::string& id : odd_texts) exchanges.push_back(asked(id, answer(status)));
    INFO(status);
    CHECK(accused(exchanges).empty());
  }
}

}  // namespace assay::test
