// A status that was asked for, by Prefer or by a fault, keeps the contract: assay finds nothing to blame but the status
// itself.
#include <nlohmann/json.hpp>

#include "contracts/judge/judge.h"
#include "mock/assembly.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"

namespace assay::test {
namespace {

const Contract& contract() {
  static const Contract loaded = load_embedded_contract();
  return loaded;
}

AssembledMock assembled(const std::string& fault = "") {
  MockSetup setup{.store = memory_store(five_tokens()), .seed = 1};
  if (!fault.empty()) setup.faults = {parse_fault(fault)};
  return assemble_mock(contract(), setup);
}

Request wanting(int status, const std::string& method, const std::string& id) {
  Request request = a_rotation(id, {{"Prefer", "code=" + std::to_string(status)}});
  request.method = method;
  return request;
}

std::vector<std::string> broken_by(const Handler& mock, int status) {
  History history;
  for (const char* method : {"POST", "GET", "PUT", "HEAD"})
    for (const char* id : {"1", "abc", "%22%5C", "007"}) {
      const Request request = wanting(status, method, id);
      history.exchanges.push_back({.request = request, .outcome = mock(request)});
    }
  history.exchanges.push_back({.request = a_rotation("2"), .outcome = a_mock()(a_rotation("2"))});
  std::vector<std::string> broken;
  for (const auto& verdict : judge(contract(), history, {.may_rotate = true, .tokens = 2}))
    if (!verdict.evidence.findings.empty()) broken.push_back(verdict.check->id);
  return broken;
}

bool is_in(const std::string& id, const std::vector<std::string>& all) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

}  // namespace

TEST_CASE("a forced status breaks no clause but those that are about the status") {
  const std::vector<std::string> about_the_status = {"server/no-5xx", "shape/status-documented", "invalid-id/422",
                                                     "server/body-ignored"};
  for (int status = 400; status <= 599; status += status < 432 ? 1 : 7) {
    for (const auto& mock : {assembled(), assembled("status=" + std::to_string(status))})
      for (const std::string& id : broken_by(mock.handler, status)) {
        INFO(status << ' ' << id);
        CHECK(is_in(id, about_the_status));
      }
  }
}

TEST_CASE("a forced status has the headers that it must have") {
  const auto said = [](int status, const char* name) {
    return header(ask(assembled().handler, wanting(status, "POST", "1")), name);
  };
  CHECK(said(401, "WWW-Authenticate") == "Bearer");
  CHECK(said(405, "Allow") == "POST");
  CHECK(said(407, "Proxy-Authenticate").starts_with("Basic realm="));
  CHECK(said(426, "Upgrade") == "HTTP/2.0");
  CHECK(said(426, "Connection") == "Upgrade");
  CHECK(said(429, "Retry-After") == "1");
  CHECK(said(503, "Retry-After") == "1");
  for (const int plain : {400, 403, 404, 409, 418, 500, 502, 599})
    for (const char* name : {"WWW-Authenticate", "Allow", "Upgrade", "Retry-After"})
      CHECK(said(plain, name) == "(none)");
}

TEST_CASE("a forced 422 has the document's detail, and quotes the id that was asked for") {
  for (const auto& [id, input] : std::vector<std::pair<std::string, std::string>>{
           {"1", "1"}, {"abc", "abc"}, {"%22%5C", "\"\\"}, {"%FF", "\xEF\xBF\xBD"}}) {
    const Response refused = ask(assembled("status=422").handler, a_rotation(id));
    const auto detail = nlohmann::json::parse(refused.body).at("detail");
    REQUIRE(detail.is_array());
    CHECK(detail.at(0).at("loc") == nlohmann::json({"path", "token_id"}));
    CHECK(detail.at(0).at("type") == "int_parsing");
    CHECK(detail.at(0).at("input") == input);
  }
}

TEST_CASE("a forced 401, 404, 405 or 429 says the same as one that comes by itself") {
  const auto forced = [](int status) { return ask(assembled().handler, wanting(status, "POST", "1")).body; };
  Request get = a_rotation("1");
  get.method = "GET";
  Policy asking = load_embedded_policy();
  asking.bearer = "b";
  CHECK(forced(401) == ask(a_mock(asking), a_rotation("1")).body);
  CHECK(forced(404) == ask(a_mock(), a_rotation("99")).body);
  CHECK(forced(405) == ask(a_mock(), get).body);
}

}  // namespace assay::test
