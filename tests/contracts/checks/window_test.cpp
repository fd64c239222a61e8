// A rotation that has to wait until the window of the one before is over, and lists that hide secrets.
#include "contracts/judge/asked_id.h"
#include "tests/catch.h"
#include "tests/contracts/foreign.h"
#include "tests/contracts/planned.h"

namespace assay::test {
namespace {

std::string endpoint(const std::string& secret) {
  return R"({"webhook_endpoint":{"id":31,"url":"https://hooks.example.com/a","secret":")" + secret +
         R"(","active":true,"created_at":"2025-03-01T09:30:00Z"}})";
}

Exchange plain(const Contract& contract, int status, const std::string& body) {
  return answered(rotation_in_window(contract, "31", {}), status, body);
}

// Rotations of one endpoint: a plain one, which opens a window, a forced one, and another plain one.
struct Window {
  Contract contract = contract_of("kit-like");
  Exchange first = plain(contract, 200, endpoint("whsec_aaaaaaaaaaaaaaaaaaaa1"));
  Exchange forced = asked(contract, "31", 200, endpoint("whsec_aaaaaaaaaaaaaaaaaaaa2"));
  Exchange another = plain(contract, 200, endpoint("whsec_aaaaaaaaaaaaaaaaaaaa3"));

  Exchange refused(int status = 409) const {
    return plain(contract, status, R"({"errors":["Wait until the window is over."]})");
  }
  VerdictKind kind(const std::vector<Exchange>& said) const {
    return verdict_on(contract, "window/refused", said).kind;
  }
};

std::string list_of(const std::string& member) {
  return R"({"object":"list","data":[{"id":"we_1","signing_secret":)" + member + R"(},{"id":"we_2"}]})";
}

VerdictKind of_list(const std::string& member) {
  const Contract contract = contract_of("openai-like");
  return verdict_on(contract, "secret/hidden-in", {answered(listing(contract, "we_1", {}), 200, list_of(member))}).kind;
}

}  // namespace

TEST_CASE("a rotation in the open window of another one is refused as the policy says") {
  const Window w;
  CHECK(w.kind({w.first, w.refused()}) == VerdictKind::pass);
  CHECK(w.kind({w.first, w.another}) == VerdictKind::fail);
  CHECK(w.kind({w.first, w.refused(404)}) == VerdictKind::fail);
  CHECK(w.kind({w.forced, w.refused()}) == VerdictKind::pass);
}

TEST_CASE("a rotation is not held to a window that nobody saw open") {
  const Window w;
  CHECK(w.kind({w.refused()}) == VerdictKind::untested);
  CHECK(w.kind({w.forced, w.another}) == VerdictKind::untested);           // a forced one may open none
  CHECK(w.kind({w.first, w.forced, w.another}) == VerdictKind::untested);  // or end it
  CHECK(w.kind({w.first, w.refused(429)}) == VerdictKind::untested);
  CHECK(w.kind({w.first, w.refused(503)}) == VerdictKind::untested);
  CHECK(w.kind({w.refused(), w.another}) == VerdictKind::untested);
}

TEST_CASE("the plan asks twice as an open window refuses, and counts both as rotations") {
  const Contract contract = contract_of("kit-like");
  std::size_t asked_plainly = 0;
  for (const Request& request : requests_for(contract, {.rotatable = {"31"}})) {
    if (request.body != "{}") continue;
    ++asked_plainly;
    CHECK(could_rotate(contract.operation(), request));
  }
  CHECK(asked_plainly == 2);
}

TEST_CASE("a list that shows a secret in one of its items is found, and a mask is none") {
  CHECK(of_list(R"("whsec_9f2b7c1d8e4a6053")") == VerdictKind::fail);
  for (const char* mask : {"null", R"("")", R"("****")", R"("whsec_****4a6053")", R"("hidden-for-your-security")", "7"})
    CHECK(of_list(mask) == VerdictKind::pass);
}

TEST_CASE("what a reading shows before the first rotation is compared with what one shows after it") {
  const Contract contract = contract_of("openai-like");
  const auto shown = [&](const char* id, const char* name) {
    return read(contract, "we_1", 200, std::string(R"({"id":")") + id + R"(","name":")" + name + R"("})");
  };
  const Exchange rotated =
      asked(contract, "we_1", 200, R"({"id":"we_1","name":"B","signing_secret":"whsec_aaaaaaaaaaaaaaaaaaaa1"})");
  const auto kind = [&](const char* clause, const Exchange& after) {
    return verdict_on(contract, clause, {shown("we_1", "A"), rotated, after}).kind;
  };
  CHECK(kind("state/unchanged", shown("we_1", "B")) == VerdictKind::fail);
  CHECK(kind("state/unchanged", shown("we_1", "A")) == VerdictKind::pass);
  CHECK(kind("state/echo", shown("we_2", "A")) == VerdictKind::fail);
}

TEST_CASE("what reads is held to its documented media type and schema") {
  const Contract contract = contract_of("openai-like");
  const auto kind = [&](const std::string& body) {
    return verdict_on(contract, "shape/reading", {answered(listing(contract, "we_1", {}), 200, body)}).kind;
  };
  CHECK(kind(R"({"object":"list","data":[]})") == VerdictKind::pass);
  CHECK(kind(R"({"object":"list"})") == VerdictKind::fail);
  CHECK(kind("[]") == VerdictKind::fail);
  Exchange text = answered(listing(contract, "we_1", {}), 200, "{}");
  std::get<Response>(text.outcome).headers.front().value = "text/plain";
  CHECK(verdict_on(contract, "shape/reading", {text}).kind == VerdictKind::fail);
  CHECK(verdict_on(contract, "shape/reading", {answered(listing(contract, "we_1", {}), 404, "{}")}).kind ==
        VerdictKind::untested);
}

TEST_CASE("the page of a front that refuses an odd id accuses nobody, and that of the server for a plain one does") {
  const Contract contract = contract_of("openai-like");
  const auto kind = [&](const std::string& id, int status) {
    Exchange page = asked(contract, id, status, "<html>");
    std::get<Response>(page.outcome).headers.front().value = "text/html";
    return verdict_on(contract, "shape/media-type", {page}).kind;
  };
  CHECK(kind("we_1%0A", 404) == VerdictKind::untested);
  CHECK(kind("zqvjkwzqvjkwzqvjkw", 404) == VerdictKind::fail);
}

TEST_CASE("a list without items says nothing of what it hides") {
  const Contract contract = contract_of("openai-like");
  for (const char* body : {R"({"object":"list","data":[]})", R"({"data":{}})", "[]", "{}"})
    CHECK(verdict_on(contract, "secret/hidden-in", {answered(listing(contract, "we_1", {}), 200, body)}).kind ==
          VerdictKind::untested);
}

TEST_CASE("a list is no rotation, whatever it is answered, and one with more than its query may be") {
  const Contract contract = contract_of("openai-like");
  Request request = listing(contract, "we_1", {});
  CHECK(request.target == "/v1/webhook_endpoints");
  CHECK_FALSE(could_rotate(contract.operation(), request));
  request.target += "?_method=POST";
  CHECK(could_rotate(contract.operation(), request));
}

}  // namespace assay::test
