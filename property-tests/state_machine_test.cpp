// What must hold of a token's state whatever is done to it, in whatever order.
#include "mock/state/act.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mock/stores/memory.h"
#include "tests/law.h"

namespace assay::test {
namespace {

constexpr Moment noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + std::chrono::hours(12);

struct Step {
  std::size_t token = 0;  // position of the token that is rotated
  int seconds = 0;        // by which the clock moves first; may be negative
  std::string session{};
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "rotate #" << step.token << " of '" << step.session << "' after " << step.seconds << " s";
}

Resource token_of(const std::string& id, const std::vector<std::string>& values) {
  return Resource({id}, R"({"id":)" + id + R"(,"name":)" + values.at(0) + R"(,"status":)" + values.at(1) +
                            R"(,"expires_at":)" + values.at(2) + R"(,"webhook_url":)" + values.at(3) +
                            R"(,"last_used_at":)" + values.at(4) + R"(,"webhook_secret":null})");
}

// The JSON texts of its name, status, expires_at, webhook_url and last_used_at.
rc::Gen<std::vector<std::string>> any_values() {
  using rc::gen::element;
  using rc::gen::weightedElement;
  const std::string at_noon = R"("2026-01-01T12:00:00Z")";
  return rc::gen::map(
      rc::gen::tuple(element<std::string>(R"("n")", R"("q\"\\")", R"("")"),
                     weightedElement<std::string>(
                         {{6, R"("active")"}, {1, R"("disabled")"}, {1, R"("revoked")"}, {1, R"("expired")"}}),
                     element<std::string>("null", at_noon, R"("2026-01-01T12:00:05Z")"),
                     weightedElement<std::string>({{3, R"("https://a.example")"}, {1, "null"}}),
                     element<std::string>("null", at_noon)),
      [](const auto& drawn) {
        return std::apply([](const auto&... each) { return std::vector<std::string>{each...}; }, drawn);
      });
}

Resource any_token() { return token_of("0", *any_values()); }

std::vector<Resource> any_tokens() {
  const auto values =
      *rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::vector<std::vector<std::string>>>(any_values())));
  std::vector<Resource> tokens;
  for (const auto& each : values) tokens.push_back(token_of(std::to_string(tokens.size()), each));
  return tokens;
}

rc::Gen<std::vector<Step>> plan(std::size_t tokens) {
  return rc::gen::container<std::vector<Step>>(
      rc::gen::build<Step>(rc::gen::set(&Step::token, rc::gen::inRange<std::size_t>(0, tokens)),
                           rc::gen::set(&Step::seconds, rc::gen::inRange(-2, 10)),
                           rc::gen::set(&Step::session, rc::gen::element<std::string>("", "a", "b"))));
}

Rules any_rules() {
  Policy policy = load_embedded_policy();
  policy.inactive = *rc::gen::element(Policy::OnState::refuse, Policy::OnState::rotate);
  policy.no_webhook = *rc::gen::element(Policy::OnState::refuse, Policy::OnState::rotate);
  policy.bearer = *rc::gen::element<std::string>("", "letmein");
  policy.touch_last_used = *rc::gen::arbitrary<bool>();
  return rules_of(policy);
}

// `token` with the members that a rotation may change made those of `other`.
Resource with_changes_of(Resource token, const Resource& other) {
  for (const char* member : {"/webhook_secret", "/last_used_at"}) token.put(member, other.member(member));
  token.rotations = other.rotations;
  return token;
}

// A store under test, its clock, and a source of secrets that never repeats.
struct World {
  std::shared_ptr<ResourceStore> store{};
  Rules rules{};
  Moment now = noon;
  int drawn = 0;

  // Whether it was rotated, not refused.
  bool run(const Step& step) {
    now += std::chrono::seconds(step.seconds);
    bool rotated = false;
    const bool known = store->update(step.session, std::to_string(step.token), [&](Resource& token) {
      Rotation rotation = rotate(token, now, "secret " + std::to_string(++drawn), rules);
      token = std::move(rotation.resource);
      rotated = !rotation.refused;
    });
    RC_ASSERT(known);
    return rotated;
  }
};

}  // namespace

TEST_CASE("no plan of rotations breaks a law of the state") {
  rc::prop("a rotation changes its own token's secret alone, a refusal nothing", [] {
    const auto tokens = any_tokens();
    World world{.store = memory_store(tokens), .rules = any_rules()};
    std::set<std::string> secrets;
    for (const Step& step : *plan(tokens.size())) {
      std::map<std::string, std::vector<Resource>> before;
      for (const auto* session : {"", "a", "b"}) before[session] = world.store->list(session);
      const bool rotated = world.run(step);

      auto expected = before;
      const Resource after = world.store->list(step.session).at(step.token);
      Resource& mine = expected[step.session].at(step.token);
      if (rotated) {
        RC_ASSERT(secrets.insert(after.text("/webhook_secret")).second);
        RC_ASSERT(after.rotations == mine.rotations + 1);
        RC_ASSERT((after.text("/last_used_at") >= mine.text("/last_used_at")));
        mine = with_changes_of(mine, after);
      }
      for (const auto& [session, list] : expected) RC_ASSERT(world.store->list(session) == list);
    }
  });

  rc::prop("refusal() foretells rotate()", [] {
    const Resource token = any_token();
    const Rules rules = any_rules();
    const Moment now = noon + std::chrono::seconds(*rc::gen::inRange(-10, 10));
    const auto refused = refusal(token, now, rules);
    const auto [after, told] = rotate(token, now, "secret", rules);
    RC_ASSERT(told.has_value() == refused.has_value());
    RC_ASSERT((after == token) == refused.has_value());
  });

  rc::prop("what is shown holds the new secret when it is rotated, and the old one when it is refused", [] {
    Resource token = any_token();
    token.put("/webhook_secret", R"("old secret")");
    const Rules rules = any_rules();
    const auto [after, refused] = rotate(token, noon, "new secret", rules);
    const std::string text = shown(after, noon, rules);
    RC_ASSERT((text.find("new secret") != std::string::npos) == !refused);
    RC_ASSERT((text.find("old secret") == std::string::npos) == !refused);
  });
}

}  // namespace assay::test
