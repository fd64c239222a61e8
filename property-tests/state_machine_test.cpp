// What must hold of a token's state whatever is done to it, in whatever order.
#include "mock/state/token.h"

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

rc::Gen<Token> any_token() {
  return rc::gen::build<Token>(
      rc::gen::set(&Token::name, rc::gen::arbitrary<std::string>()),
      rc::gen::set(&Token::status, rc::gen::weightedElement<Token::Status>({{6, Token::Status::active},
                                                                            {1, Token::Status::disabled},
                                                                            {1, Token::Status::revoked},
                                                                            {1, Token::Status::expired}})),
      rc::gen::set(&Token::expires_at,
                   rc::gen::element<std::optional<Moment>>(std::nullopt, noon, noon + std::chrono::seconds(5))),
      rc::gen::set(&Token::webhook_url,
                   rc::gen::weightedElement<std::optional<std::string>>({{3, "https://a.example"}, {1, std::nullopt}})),
      rc::gen::set(&Token::last_used_at, rc::gen::element<std::optional<Moment>>(std::nullopt, noon)));
}

std::vector<Token> any_tokens() {
  auto tokens = *rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::vector<Token>>(any_token())));
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i].id = std::to_string(i);
  return tokens;
}

rc::Gen<std::vector<Step>> plan(std::size_t tokens) {
  return rc::gen::container<std::vector<Step>>(
      rc::gen::build<Step>(rc::gen::set(&Step::token, rc::gen::inRange<std::size_t>(0, tokens)),
                           rc::gen::set(&Step::seconds, rc::gen::inRange(-2, 10)),
                           rc::gen::set(&Step::session, rc::gen::element<std::string>("", "a", "b"))));
}

rc::Gen<Policy> any_policy() {
  return rc::gen::build<Policy>(
      rc::gen::set(&Policy::inactive, rc::gen::element(Policy::OnState::refuse, Policy::OnState::rotate)),
      rc::gen::set(&Policy::no_webhook, rc::gen::element(Policy::OnState::refuse, Policy::OnState::rotate)),
      rc::gen::set(&Policy::bearer, rc::gen::element<std::string>("", "letmein")),
      rc::gen::set(&Policy::touch_last_used, rc::gen::arbitrary<bool>()));
}

// `token` with the members that a rotation may change made those of `other`.
Token with_changes_of(Token token, const Token& other) {
  token.webhook_secret = other.webhook_secret;
  token.last_used_at = other.last_used_at;
  token.rotations = other.rotations;
  return token;
}

// A store under test, its clock, and a source of secrets that never repeats.
struct World {
  std::shared_ptr<TokenStore> store{};
  Policy policy{};
  Moment now = noon;
  int drawn = 0;

  // The status that a rotation was answered with.
  int run(const Step& step) {
    now += std::chrono::seconds(step.seconds);
    int status = 0;
    const bool known = store->update(step.session, std::to_string(step.token), [&](Token& token) {
      Rotation rotation = rotate(token, now, "secret " + std::to_string(++drawn), policy);
      token = std::move(rotation.token);
      status = rotation.reply.status;
    });
    RC_ASSERT(known);
    return status;
  }
};

}  // namespace

TEST_CASE("no plan of rotations breaks a law of the state") {
  rc::prop("a rotation changes its own token's secret alone, a refusal nothing", [] {
    const auto tokens = any_tokens();
    World world{.store = memory_store(tokens), .policy = *any_policy()};
    std::set<std::string> secrets;
    for (const Step& step : *plan(tokens.size())) {
      std::map<std::string, std::vector<Token>> before;
      for (const auto* session : {"", "a", "b"}) before[session] = world.store->list(session);
      const int status = world.run(step);

      auto expected = before;
      const Token after = world.store->list(step.session).at(step.token);
      Token& mine = expected[step.session].at(step.token);
      if (status == 200) {
        RC_ASSERT(secrets.insert(after.webhook_secret.value()).second);
        RC_ASSERT(after.rotations == mine.rotations + 1);
        if (mine.last_used_at) RC_ASSERT((after.last_used_at >= mine.last_used_at));
        mine = with_changes_of(mine, after);
      } else {
        RC_ASSERT(status == 409);
      }
      for (const auto& [session, list] : expected) RC_ASSERT(world.store->list(session) == list);
    }
  });

  rc::prop("refusal() foretells rotate()", [] {
    const Token token = *any_token();
    const Policy policy = *any_policy();
    const Moment now = noon + std::chrono::seconds(*rc::gen::inRange(-10, 10));
    const auto refused = refusal(token, now, policy);
    const auto [after, reply] = rotate(token, now, "secret", policy);
    RC_ASSERT(reply.status == (refused ? 409 : 200));
    RC_ASSERT((after == token) == refused.has_value());
  });

  rc::prop("the answer holds the new secret when it rotates, and neither secret when it refuses", [] {
    Token token = *any_token();
    token.webhook_secret = "old secret";
    const auto [after, reply] = rotate(token, noon, "new secret", *any_policy());
    RC_ASSERT((reply.body.find("new secret") != std::string::npos) == (reply.status == 200));
    RC_ASSERT(reply.body.find("old secret") == std::string::npos);
  });
}

}  // namespace assay::test
