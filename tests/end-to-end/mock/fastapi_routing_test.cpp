// A second opinion on routing: where a request of the operation leads, asked of the mock and of Debian's FastAPI in one
// breath. Its pydantic is version 1, so the texts of a 422 differ and are left out; fixtures/fastapi-v2.jsonl holds
// those of version 2.
#include <string>
#include <vector>

#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/server_process.h"

namespace assay::test {
namespace {

const std::string operation = "/api-tokens/1/webhook/rotate-secret";

// What both must say alike: status, Allow, Location without the authority, and the body of a framework's own answer.
std::string opinion(const Handler& server, const std::string& method, const std::string& target) {
  const Outcome outcome = server({.method = method, .target = target});
  const auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr) return "no answer: " + std::get<NoResponse>(outcome).detail;
  const auto header = [&](const char* name) { return std::string(find_header(response->headers, name).value_or("-")); };
  const std::string location = header("Location");
  const bool own_words = response->status == 404 || response->status == 405 || response->status == 307;
  return std::to_string(response->status) + " allow " + header("Allow") + " location " +
         location.substr(std::min(location.size(), location.find('/', location.find("//") + 2))) + " " +
         (own_words ? response->body : "");
}

}  // namespace

TEST_CASE("the mock leads a request where FastAPI leads it") {
  if (!has_fastapi()) return;
  const ServerProcess vendor({"/usr/bin/python3", "fixtures/vendors/fastapi_vendor.py"});
  const MockProcess mock;
  const Handler fastapi = live_server(parse_target(vendor.url()));
  const Handler ours = live_server(parse_target(mock.url()));
  std::vector<std::pair<std::string, std::string>> requests;
  for (const auto* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post", "X-ROTATE"}) {
    requests.emplace_back(method, operation);
    requests.emplace_back(method, "/api-tokens/abc/webhook/rotate-secret");
    requests.emplace_back(method, operation + "/");
    requests.emplace_back(method, "/nowhere");
  }
  for (const std::string target : {"/",
                                   "/api-tokens",
                                   "/api-tokens/1",
                                   "/api-tokens/1/webhook",
                                   "//api-tokens/1/webhook/rotate-secret",
                                   "/api-tokens//webhook/rotate-secret",
                                   "/api-tokens/1//webhook/rotate-secret",
                                   "/api-tokens/1/webhook//rotate-secret",
                                   "/api-tokens/./1/webhook/rotate-secret",
                                   "/api-tokens/2/../1/webhook/rotate-secret",
                                   "/x/../api-tokens/1/webhook/rotate-secret",
                                   "/API-TOKENS/1/webhook/rotate-secret",
                                   "/api-tokens/1/webhook/Rotate-Secret",
                                   "/api-tokens/%31/webhook/rotate-secret",
                                   "/api-tokens/1%2F2/webhook/rotate-secret",
                                   "/api-tokens/1/webhook%2Frotate-secret",
                                   "/api%2Dtokens/1/webhook/rotate-secret",
                                   "/api-tokens/%2F/webhook/rotate-secret",
                                   "/api-tokens/%/webhook/rotate-secret",
                                   "/api-tokens/%zz/webhook/rotate-secret",
                                   "/api-tokens/%C3%28/webhook/rotate-secret",
                                   "/api-tokens/%2531/webhook/rotate-secret",
                                   "/api-tokens/1;v=2/webhook/rotate-secret"})
    requests.emplace_back("POST", target);
  for (const std::string end :
       {"", "?", "?token_id=2", "?a=%2F&b=+", "/", "//", "/?a=b", "%20", "%3F", "%23", ";x=1", ".json"})
    requests.emplace_back("POST", operation + end);
  for (const auto& [method, target] : requests) {
    INFO(method << " " << target);
    CHECK(opinion(ours, method, target) == opinion(fastapi, method, target));
  }
}

}  // namespace assay::test
