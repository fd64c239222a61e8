#include "tests/mock/admin/an_admin.h"

#include "tests/catch.h"

namespace assay::test {
namespace {

MockSetup completed(MockSetup setup) {
  if (!setup.store) setup.store = memory_store(five_tokens());
  if (!setup.seed) setup.seed = 7;
  setup.version = "1.2.3";
  return setup;
}

}  // namespace

Controlled::Controlled(const Policy& policy, MockSetup setup)
    : mock(assemble_mock(a_contract(policy), completed(std::move(setup)))),
      admin(make_admin(mock.parts, admin_token)) {}

Response Controlled::call(const std::string& method, const std::string& path, const std::string& body) const {
  return ask(admin, {.method = method,
                     .target = "/__admin" + path,
                     .headers = {{"Host", "127.0.0.1:4011"}, {"Authorization", "Bearer " + admin_token}},
                     .body = body});
}

nlohmann::json Controlled::get(const std::string& path) const { return send(200, "GET", path, ""); }

nlohmann::json Controlled::send(int status, const std::string& method, const std::string& path,
                                const std::string& body) const {
  const Response response = call(method, path, body);
  INFO(method << " " << path << ": " << response.body);
  REQUIRE(response.status == status);
  return nlohmann::json::parse(response.body);
}

Response Controlled::rotate(const std::string& id, const Headers& headers) const {
  return ask(mock.handler, a_rotation(id, headers));
}

std::string admin_bytes(const std::string& method, const std::string& path) {
  return method + " /__admin" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + admin_token +
         "\r\n\r\n";
}

}  // namespace assay::test
