#include "mock/deviations/scene.h"

#include "tests/catch.h"
#include "tests/mock/deviations/foreign_server.h"

namespace assay::test {

TEST_CASE("a scene takes targets apart where the path's parameters stand, and puts others in their place") {
  const Scene svix(foreign_contract("svix-like"));
  const std::string target = "/api/v1/app/app_1/endpoint/ep%2F1/secret/rotate";
  const auto with = [&](const std::string& to, const auto& put) {
    Request request{.method = "POST", .target = to};
    put(request);
    return request.target;
  };
  CHECK(svix.segments(target) == std::vector<std::string>{"app_1", "ep%2F1"});
  CHECK(svix.identity_in({.target = target}) == "app_1,ep/1");
  CHECK(with(target, [&](Request& r) { svix.put_last_part("ep_2", r); }) ==
        "/api/v1/app/app_1/endpoint/ep_2/secret/rotate");
  CHECK(with(target + "?a=b", [&](Request& r) { svix.put_identity("x,y", r); }) ==
        "/api/v1/app/x/endpoint/y/secret/rotate?a=b");
  CHECK(svix.segments("/api/v1/app/app_1").empty());
  CHECK(svix.last_part({.target = "/other"}) == "");
  CHECK(with("/other", [&](Request& r) { svix.put_identity("x,y", r); }) == "/other");
}

TEST_CASE("a scene knows whose secret a reading shows") {
  const Scene openai(foreign_contract("openai-like"));
  const Request reading{.method = "GET", .target = "/v1/webhook_endpoints/we_1"};
  CHECK(openai.reads(reading));
  CHECK(openai.identity_in(reading) == "we_1");
  CHECK_FALSE(openai.shows(reading, {.status = 200}));
  const Scene svix(foreign_contract("svix-like"));
  const Request secret{.method = "GET", .target = "/api/v1/app/a/endpoint/b/secret"};
  CHECK(svix.shows(secret, {.status = 200}));
  CHECK_FALSE(svix.rotates(secret, {.status = 204}));
  Request asked{.method = "GET", .target = "/elsewhere"};
  svix.put_reading("a,b", asked);
  CHECK(asked.target == secret.target);
}

TEST_CASE("an identity is invalid where one of its parts is, by its type") {
  const Scene problem(foreign_contract("problem-like")), convoy(foreign_contract("convoy-like")),
      openai(foreign_contract("openai-like"));
  CHECK(problem.is_invalid("abc"));
  CHECK_FALSE(problem.is_invalid("1.0"));
  const std::string uuid = "11111111-1111-4111-8111-111111111111";
  CHECK(convoy.is_invalid("abc," + uuid));
  CHECK(convoy.is_invalid(uuid + ",abc"));
  CHECK_FALSE(convoy.is_invalid(uuid + ',' + uuid));
  CHECK_FALSE(openai.is_invalid("abc"));
  CHECK_FALSE(openai.has_invalid());
}

TEST_CASE("refusals of an id are neither those of credentials nor of a method") {
  const Scene convoy(foreign_contract("convoy-like"));
  const Request rotation{.method = "PUT", .target = convoy.path_to("x,y")};
  for (const int status : {400, 404, 422}) CHECK(convoy.refuses(rotation, {.status = status}));
  for (const int status : {200, 401, 405, 409, 429, 500}) CHECK_FALSE(convoy.refuses(rotation, {.status = status}));
  CHECK_FALSE(convoy.refuses({.method = "PUT", .target = "/elsewhere"}, {.status = 404}));
}

}  // namespace assay::test
