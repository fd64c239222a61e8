// The deliveries of a mock, by its admin API.
#include "mock/http/delivery.h"
#include "tests/catch.h"
#include "tests/mock/admin/an_admin.h"

namespace assay::test {
namespace {

using nlohmann::json;

// A mock that sends in turn, and the bodies that its receiver heard. It answers `status`.
struct Delivering {
  explicit Delivering(int status = 200) {
    MockSetup setup;
    setup.deliveries = DeliverySetup{.receiver = [this, status](const Request& request) -> Outcome {
                                       heard.push_back(json::parse(request.body, nullptr, false));
                                       return Response{.status = status};
                                     },
                                     .sends = DeliverySetup::Sends::in_turn};
    controlled.emplace(load_embedded_policy(), setup);
  }
  std::vector<json> heard{};
  std::optional<Controlled> controlled{};
};

}  // namespace

TEST_CASE(
    "the admin API tells of each delivery whose it is, which secret signed and what became of it, and no secret") {
  Delivering mock;
  const std::string secret = json::parse(mock.controlled->rotate("1").body).at("webhook_secret");
  mock.controlled->rotate("1");
  const json told = mock.controlled->get("/deliveries").at("deliveries");
  REQUIRE(told.size() == 2);
  CHECK(told[1].at("of") == "1");
  CHECK(told[1].at("type") == "token.secret_rotated");
  CHECK(told[1].at("state") == "taken");
  CHECK(told[0].at("attempts").at(0).at("secret") == 1);
  CHECK(told[1].at("attempts").at(0).at("secret") == 2);
  CHECK(told.dump().find(secret) == std::string::npos);
  CHECK(told.dump().find("v1,") == std::string::npos);
}

TEST_CASE("a delivery is sent on demand with the type, the data and the fault that are asked for") {
  Delivering mock;
  mock.controlled->rotate("1");
  const json sent =
      mock.controlled->send(202, "POST", "/deliveries", R"({"id": 1, "type": "order.filled", "data": {"price": 1.5}})");
  REQUIRE(mock.heard.size() == 2);
  CHECK(mock.heard[1].at("type") == "order.filled");
  CHECK(mock.heard[1].at("data") == json{{"token_id", "1"}, {"price", 1.5}});
  CHECK(mock.controlled->get("/deliveries").at("deliveries").at(1).at("id") == sent.at("id"));
  mock.controlled->send(202, "POST", "/deliveries", R"({"id": "1", "fault": "cut"})");
  CHECK(mock.heard[2].is_discarded());
}

TEST_CASE("a delivery is sent again with its id and body, signed with the secret that is live then") {
  Delivering mock;
  mock.controlled->rotate("1");
  mock.controlled->rotate("1");
  mock.controlled->send(202, "POST", "/deliveries/resend", R"({"number": 1})");
  REQUIRE(mock.heard.size() == 3);
  CHECK(mock.heard[2] == mock.heard[0]);
  const json first = mock.controlled->get("/deliveries").at("deliveries").at(0);
  CHECK(first.at("state") == "taken");
  CHECK(first.at("attempts").at(0).at("secret") == 1);
  CHECK(first.at("attempts").at(1).at("secret") == 2);
  mock.controlled->send(404, "POST", "/deliveries/resend", R"({"number": 9})");
  mock.controlled->send(422, "POST", "/deliveries/resend", R"({"number": 0})");
}

TEST_CASE("a wait for deliveries is over when so many were taken, or when its time is") {
  Delivering taking, refusing(500);
  taking.controlled->rotate("1");
  refusing.controlled->rotate("1");
  const auto waited = [](const Delivering& mock) {
    const Response response = mock.controlled->call("GET", "/deliveries/wait?count=1&timeout=1ms");
    std::optional<Response> later;
    while (!later) later = (*response.delivery->later)();
    return json::parse(later->body);
  };
  CHECK(waited(taking) == json{{"met", true}, {"count", 1}});
  CHECK(waited(refusing) == json{{"met", false}, {"count", 0}});
  CHECK(refusing.controlled->get("/deliveries").at("deliveries").at(0).at("attempts").at(0).at("failure") ==
        "status 500");
}

TEST_CASE("a mock that delivers nothing says how it would") {
  const Controlled plain;
  CHECK_THAT(plain.send(409, "GET", "/deliveries", "").at("detail").get<std::string>(),
             Catch::Contains("--deliver-to"));
  CHECK(plain.call("POST", "/deliveries", R"({"id": 1})").status == 409);
  CHECK(plain.call("GET", "/deliveries/wait").status == 409);
}

}  // namespace assay::test
