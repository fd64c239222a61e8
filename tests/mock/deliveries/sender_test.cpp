#include "mock/deliveries/sender.h"

#include <future>
#include <nlohmann/json.hpp>

#include "contracts/contract.h"
#include "contracts/signatures/verification.h"
#include "mock/assembly.h"
#include "mock/first_resources.h"
#include "mock/stores/memory.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using Fault = DeliveryFault::Kind;

const std::string rotate = "/api-tokens/1/webhook/rotate-secret", trigger = "/api-tokens/1/webhook/test";

// A mock of the Slate API that sends in turn, and what its receiver heard. `answers`: statuses in order, then 200.
struct Delivering {
  explicit Delivering(const std::vector<std::string>& settings, std::optional<DeliveryFault> fault = std::nullopt) {
    Policy policy = load_embedded_policy();
    set_policy(policy, "webhook_trigger=POST /api-tokens/{token_id}/webhook/test");
    for (const std::string& setting : settings) set_policy(policy, setting);
    const Contract contract = load_embedded_contract(policy);
    MockSetup setup{.store = memory_store(first_resources(contract, "")), .seed = 1};
    setup.deliveries = DeliverySetup{.receiver = [this](const Request& request) -> Outcome {
                                       heard.push_back(request);
                                       if (heard.size() > answers.size()) return Response{.status = 200};
                                       return answers[heard.size() - 1];
                                     },
                                     .target = "/hook",
                                     .on = DeliverySetup::On::demand,
                                     .sends = DeliverySetup::Sends::in_turn,
                                     .fault = fault};
    mock = assemble_mock(contract, setup);
  }

  Response ask(const std::string& target) {
    return std::get<Response>(mock.handler({.method = "POST", .target = target}));
  }
  std::string rotated() { return nlohmann::json::parse(ask(rotate).body).at("webhook_secret"); }
  void pass(std::chrono::microseconds time) {
    mock.parts.clock->advance(time);
    ask(trigger);  // what is due is sent in turn
  }

  std::vector<Outcome> answers{};
  std::vector<Request> heard{};
  AssembledMock mock{};
};

bool signs(const std::string& secret, const Request& delivery) {
  const Receipt receipt{.headers = delivery.headers, .body = delivery.body, .secrets = {secret}};
  return verify_signature(*find_scheme("standard-webhooks"), receipt).secret.has_value();
}

std::string id_of(const Request& delivery) { return std::string(*find_header(delivery.headers, "webhook-id")); }

}  // namespace

TEST_CASE("a trigger is answered 202 with the id of the delivery, which is signed with the live secret") {
  Delivering mock({});
  const std::string first = mock.rotated();
  const Response answer = mock.ask(trigger);
  REQUIRE(answer.status == 202);
  REQUIRE(mock.heard.size() == 1);
  CHECK(nlohmann::json::parse(answer.body).at("delivery") == id_of(mock.heard[0]));
  CHECK(signs(first, mock.heard[0]));
  const std::string second = mock.rotated();
  mock.ask(trigger);
  CHECK(signs(second, mock.heard[1]));
  CHECK_FALSE(signs(first, mock.heard[1]));
  CHECK(mock.heard[1].target == "/hook");
  CHECK(mock.heard[1].body.find(second) == std::string::npos);
}

TEST_CASE("a resource that has no secret yet delivers nothing, and says so") {
  Delivering mock({});
  const Response answer = mock.ask(trigger);
  CHECK(answer.status == 409);
  CHECK(answer.body.find("There is no secret yet") != std::string::npos);
  CHECK(mock.heard.empty());
}

TEST_CASE("a trigger reads whose delivery it asks for as the rotation does") {
  Delivering mock({});
  CHECK(mock.ask("/api-tokens/abc/webhook/test").status == 422);
  CHECK(mock.ask("/api-tokens/999/webhook/test").status == 404);
  CHECK(std::get<Response>(mock.mock.handler({.method = "GET", .target = trigger})).status == 405);
  CHECK(mock.heard.empty());
}

TEST_CASE("within the grace the secrets before sign too, and none of them behind it") {
  Delivering mock({"webhook_grace=1h"});
  const std::string first = mock.rotated(), second = mock.rotated();
  mock.ask(trigger);
  CHECK(signs(first, mock.heard[0]));
  CHECK(signs(second, mock.heard[0]));
  mock.pass(1h);
  CHECK_FALSE(signs(first, mock.heard[1]));
  CHECK(signs(second, mock.heard[1]));
}

TEST_CASE("a second rotation within the grace drops the older secret, or is refused, as the policy says") {
  Delivering drops({"webhook_grace=1h", "webhook_second_rotation=drop"});
  const std::string first = drops.rotated(), second = drops.rotated(), third = drops.rotated();
  drops.ask(trigger);
  CHECK_FALSE(signs(first, drops.heard[0]));
  CHECK(signs(second, drops.heard[0]));
  CHECK(signs(third, drops.heard[0]));

  Delivering refuses({"webhook_grace=1h", "webhook_second_rotation=refuse"});
  refuses.rotated();
  CHECK(refuses.ask(rotate).status == 409);
  refuses.pass(1h);
  CHECK(refuses.ask(rotate).status == 200);
}

TEST_CASE("what is not taken is sent again after the policy's waits, with its id and a new timestamp, then given up") {
  Delivering mock({"webhook_retries=[5s, 1m]"});
  mock.rotated();
  mock.answers = {NoResponse{}, Response{.status = 302}, Response{.status = 200}, Response{.status = 500}};
  mock.ask(trigger);
  const std::string id = id_of(mock.heard[0]);
  mock.mock.parts.clock->advance(4s);
  CHECK(mock.heard.size() == 1);
  mock.pass(1s);  // the second attempt, and the delivery of this trigger
  REQUIRE(mock.heard.size() == 3);
  CHECK(id_of(mock.heard[1]) == id);
  CHECK(*find_header(mock.heard[1].headers, "webhook-timestamp") !=
        *find_header(mock.heard[0].headers, "webhook-timestamp"));
  mock.pass(1min);
  CHECK(id_of(mock.heard[3]) == id);
  const SentDelivery first = mock.mock.parts.sender->sent().at(0);
  CHECK(first.state == SentDelivery::State::given_up);
  REQUIRE(first.attempts.size() == 3);
  CHECK(first.attempts[0].failure == "refused");
  CHECK(first.attempts[1].failure == "status 302");
  CHECK(first.attempts[2].status == 500);
  mock.pass(24h);
  CHECK(mock.heard.size() == 6);  // three triggers more than the first, and its two retries
}

TEST_CASE("a Retry-After of 429 and 503 is waited for, and a 410 ends all deliveries") {
  Delivering mock({"webhook_retries=[5s]"});
  mock.rotated();
  mock.answers = {Response{.status = 503, .headers = {{"Retry-After", "60"}}}, Response{.status = 200},
                  Response{.status = 200}, Response{.status = 410}};
  mock.ask(trigger);
  mock.pass(30s);
  CHECK(mock.heard.size() == 2);
  mock.pass(30s);
  CHECK(mock.heard.size() == 4);
  mock.pass(1h);
  CHECK(mock.heard.size() == 4);
  CHECK(mock.mock.parts.sender->sent().back().state == SentDelivery::State::given_up);
}

TEST_CASE("each fault of deliveries spoils what it says, and nothing else") {
  const auto delivery = [](Fault kind, auto see) {
    Delivering mock({}, DeliveryFault{.kind = kind, .by = 10min});
    const std::string before = mock.rotated(), live = mock.rotated();
    mock.ask(trigger);
    see(mock.heard, before, live);
  };
  delivery(Fault::bad_signature, [](const auto& heard, const auto& before, const auto& live) {
    CHECK_FALSE(signs(before, heard.at(0)));
    CHECK_FALSE(signs(live, heard.at(0)));
  });
  delivery(Fault::old_secret, [](const auto& heard, const auto& before, const auto& live) {
    CHECK(signs(before, heard.at(0)));
    CHECK_FALSE(signs(live, heard.at(0)));
  });
  delivery(Fault::stale, [](const auto& heard, const auto&, const auto& live) {
    CHECK(signs(live, heard.at(0)));
    CHECK(*find_header(heard.at(0).headers, "webhook-timestamp") == "1767225000");  // 2026-01-01, less ten minutes
  });
  delivery(Fault::duplicate, [](const auto& heard, const auto&, const auto&) {
    REQUIRE(heard.size() == 2);
    CHECK(id_of(heard[0]) == id_of(heard[1]));
  });
  delivery(Fault::cut, [](const auto& heard, const auto&, const auto& live) {
    CHECK_FALSE(signs(live, heard.at(0)));
    CHECK_FALSE(nlohmann::json::accept(heard.at(0).body));
  });
}

TEST_CASE("a mock without a receiver answers its trigger 501, and says what to do") {
  Policy policy = load_embedded_policy();
  set_policy(policy, "webhook_trigger=POST /api-tokens/{token_id}/webhook/test");
  const Contract contract = load_embedded_contract(policy);
  const AssembledMock mock = assemble_mock(contract, {.store = memory_store(first_resources(contract, "")), .seed = 1});
  const auto answer = std::get<Response>(mock.handler({.method = "POST", .target = trigger}));
  CHECK(answer.status == 501);
  CHECK(answer.body.find("--deliver-to") != std::string::npos);
}

TEST_CASE("a trigger that says not whose delivery it asks for is refused, and one that is the rotation") {
  for (const char* text :
       {"POST /webhook/test", "POST /api-tokens/{id}/test", "POST /api-tokens/{token_id}/webhook/rotate-secret"}) {
    Policy policy = load_embedded_policy();
    set_policy(policy, std::string("webhook_trigger=") + text);
    const Contract contract = load_embedded_contract(policy);
    const MockSetup setup{.store = memory_store(first_resources(contract, ""))};
    CHECK_THROWS_AS(assemble_mock(contract, setup), BadDocument);
  }
}

TEST_CASE("a thousand deliveries are told of, and of more the oldest are forgotten") {
  Delivering mock({});
  mock.rotated();
  for (int k = 0; k < 1100; ++k) mock.ask(trigger);
  const auto sent = mock.mock.parts.sender->sent();
  CHECK(sent.size() == Sender::kept);
  CHECK(sent.front().number == 101);
  CHECK(mock.heard.size() == 1100);
}

TEST_CASE("a thread of its own sends what waits, and ends with the mock") {
  std::promise<Request> heard;
  Policy policy = load_embedded_policy();
  const Contract contract = load_embedded_contract(policy);
  MockSetup setup{.store = memory_store(first_resources(contract, ""))};
  setup.deliveries = DeliverySetup{.receiver = [&](const Request& request) -> Outcome {
    heard.set_value(request);
    return Response{.status = 200};
  }};
  AssembledMock mock = assemble_mock(contract, setup);
  const auto answer = std::get<Response>(mock.handler({.method = "POST", .target = rotate}));
  const std::string secret = nlohmann::json::parse(answer.body).at("webhook_secret");
  auto future = heard.get_future();
  REQUIRE(future.wait_for(10s) == std::future_status::ready);
  CHECK(signs(secret, future.get()));
  mock.parts.sender->stop();
  CHECK(mock.parts.sender->sent().at(0).state == SentDelivery::State::taken);
}

TEST_CASE("a receiver that does not answer keeps nobody waiting who wants to end the mock") {
  std::promise<void> asked, answer;
  Policy policy = load_embedded_policy();
  const Contract contract = load_embedded_contract(policy);
  MockSetup setup{.store = memory_store(first_resources(contract, ""))};
  setup.deliveries = DeliverySetup{.receiver = [&](const Request&) -> Outcome {
    asked.set_value();
    answer.get_future().wait();
    return Response{.status = 200};
  }};
  AssembledMock mock = assemble_mock(contract, setup);
  mock.handler({.method = "POST", .target = rotate});
  asked.get_future().wait();
  CHECK_FALSE(mock.parts.sender->stop_within(10ms));
  answer.set_value();
  CHECK(mock.parts.sender->stop_within(10s));
}

}  // namespace assay::test
