// Any body, query and path parameter, at each resource of the admin API.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/claim.h"
#include "mock/admin/admin.h"
#include "mock/admin/call.h"
#include "mock/state/token_file.h"
#include "mock/stores/memory.h"

using assay::Headers;
using assay::Response;
using assay::fuzz::claim;
using nlohmann::json;

namespace {

constexpr const char* token_of_admin = "fuzz";

assay::MockParts parts() {
  return {.store = assay::memory_store(assay::default_tokens()),
          .clock = std::make_shared<assay::Clock>(),
          .faults = std::make_shared<assay::FaultSet>(1, assay::FaultGround{}),
          .journal = std::make_shared<assay::Journal>(8),
          .metrics = std::make_shared<assay::Metrics>(),
          .policy = assay::load_embedded_policy()};
}

Response ask(const assay::Handler& admin, const std::string& method, const std::string& target,
             const std::string& body) {
  const Headers headers = {{"Host", "127.0.0.1"}, {"Authorization", std::string("Bearer ") + token_of_admin}};
  const auto outcome = admin({.method = method, .target = target, .headers = headers, .body = body});
  claim(std::holds_alternative<Response>(outcome), "the admin API always answers");
  return std::get<Response>(outcome);
}

void judge(const Response& response) {
  claim(response.status < 500, "no input is the server's failure");
  if (response.status == 204 || response.delivery) return;  // nothing to say, or to be known later
  const auto type = assay::find_header(response.headers, "Content-Type").value_or("");
  if (type.starts_with("text/plain")) return;  // metrics
  const json body = json::parse(response.body, nullptr, false);
  claim(!body.is_discarded(), "an answer is JSON");
  if (response.status < 400) return;
  claim(type == "application/problem+json", "an error is a problem of RFC 9457");
  claim(body.at("status") == response.status && body.at("detail").is_string(),
        "a problem says its status and a detail");
}

}  // namespace

// The input: a byte that picks the resource; up to a line break what stands behind its path, as "1?session=a"; then the
// body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const assay::Handler admin = assay::make_admin(parts(), token_of_admin);
  if (size == 0) return 0;
  const std::string input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto end = input.find('\n');
  const auto& routes = assay::admin_routes();
  const assay::AdminRoute& route = routes[data[0] % routes.size()];
  const std::string target = route.path.substr(0, route.path.find('{')) + input.substr(0, end);
  judge(ask(admin, route.method, target, end == std::string::npos ? "" : input.substr(end + 1)));
  ask(admin, "POST", "/__admin/reset", "");  // each input meets the same state
  return 0;
}
