// Secrets that no clause of origin and quality may hold against a server: each passes only by the words that spare it.
#include <algorithm>

#include "contracts/digest.h"
#include "tests/catch.h"
#include "tests/contracts/checks/told_history.h"

namespace assay::test {
namespace {

using nlohmann::json;

Exchange issued(const std::string& secret, json members = json::object(), const std::string& id = "1") {
  members["webhook_secret"] = secret;
  return asked(id, rotated(id, 0, members));
}

// As many rotations of token 1, each with the secret that make(number) gives.
template <class Make>
std::vector<Exchange> many(int count, Make make, const json& members = json::object()) {
  std::vector<Exchange> exchanges;
  for (int k = 1; k <= count; ++k) exchanges.push_back(issued(make(k), members));
  return exchanges;
}

std::string hex_number(int number) { return to_hex(digest(Hash::sha256, "seed " + std::to_string(number))); }

std::string without_prefix(int number) { return secret_number(number).substr(6); }

std::size_t faults(const std::string& clause, const std::vector<Exchange>& exchanges) {
  return verdict_on(clause, exchanges).evidence.findings.size();
}

}  // namespace

TEST_CASE("one secret is too few for what is said of several") {
  for (const char* clause : {"secret/length", "secret/format", "secret/varies"}) {
    INFO(clause);
    CHECK(verdict_on(clause, {asked("1", rotated("1", 1))}).kind == VerdictKind::untested);
  }
}

TEST_CASE("secrets that are missing are secret/present's to tell, and no clause calls them equal") {
  const std::vector<Exchange> without = {issued(""), issued(""), issued("", json::object(), "2")};
  CHECK(verdict_on("secret/present", without).kind == VerdictKind::fail);
  for (const char* clause : {"secret/fresh", "secret/unique-across-tokens", "secret/not-embedded", "secret/not-derived",
                             "secret/length", "secret/format", "secret/varies"}) {
    INFO(clause);
    CHECK(verdict_on(clause, without).kind == VerdictKind::untested);
  }
}

TEST_CASE("a secret that is missing once is no secret of another length, and none to derive or compare") {
  const std::vector<Exchange> once = {issued(""), issued(secret_number(1)), issued(""), issued(secret_number(2))};
  CHECK(verdict_on("secret/format", once).kind == VerdictKind::pass);
  CHECK(verdict_on("secret/not-derived", once).evidence.observations == 2);
  CHECK(verdict_on("secret/fresh", once).evidence.observations == 1);  // the second with the first
}

TEST_CASE("a secret that one token gets again is not told as another token's") {
  const std::vector<Exchange> again = {issued(secret_number(1)), issued(secret_number(1)),
                                       issued(secret_number(2), json::object(), "2")};
  CHECK(verdict_on("secret/fresh", again).kind == VerdictKind::fail);
  CHECK(verdict_on("secret/unique-across-tokens", again).kind == VerdictKind::pass);
  const std::vector<Exchange> shared = {issued(secret_number(1)), issued(secret_number(1), json::object(), "2")};
  CHECK(verdict_on("secret/unique-across-tokens", shared).kind == VerdictKind::fail);
  CHECK(faults("secret/fresh", shared) == 0);
}

TEST_CASE("a short id or name that stands in secrets by chance is no part of them") {
  CHECK(faults("secret/not-embedded", many(20, [](int k) { return secret_number(k) + "1"; })) == 0);
  const json named = {{"name", "ab12"}};
  const auto one = [](int k) {
    return k == 3 ? "whsec_" + hex_number(k).substr(0, 40) + "ab12" : "whsec_" + hex_number(k);
  };
  CHECK(faults("secret/not-embedded", many(20, one, named)) == 0);
}

TEST_CASE("a secret that is given again counts once for what it holds by chance") {
  const json named = {{"name", "ab12"}};
  const auto again = [](int k) { return k == 1 ? "whsec_" + hex_number(k) : "whsec_" + hex_number(2) + "ab12"; };
  CHECK(faults("secret/not-embedded", many(8, again, named)) == 0);
  const auto each = [](int k) { return "whsec_" + hex_number(k) + "ab12"; };
  CHECK(faults("secret/not-embedded", many(8, each, named)) == 1);
}

TEST_CASE("what all secrets begin with may be the token's prefix, or hold something short") {
  const auto prefixed = [](int k) { return "slate_test_" + without_prefix(k); };
  CHECK(faults("secret/not-embedded", many(8, prefixed)) == 0);
  CHECK(faults("secret/not-embedded",
               many(8, [](int k) { return "whsec_live_" + without_prefix(k); }, {{"name", "live"}})) == 0);
  CHECK(faults("secret/not-embedded", many(8, [](int k) { return "whsec_Order router_" + without_prefix(k); })) == 1);
}

TEST_CASE("a short secret that stands in another member is not told as its copy, and an empty member is in none") {
  const auto members = json{{"name", "the live one"}, {"token", ""}};
  CHECK(faults("secret/not-embedded", {issued("live", members), issued("one", members)}) == 0);
  CHECK(faults("secret/not-embedded", {issued("live one", members), issued("the live", members)}) == 2);
}

TEST_CASE("the digits of a short number stand in many secrets: only a long beginning of its encoding is telling") {
  const std::string id = to_hex("1"), other = to_base64("2");  // 31, Mg==
  CHECK(faults("secret/not-derived", many(6, [&](int k) { return secret_number(k) + id + other + "MQ=="; })) == 0);
  const std::string name = to_hex("Order router");
  CHECK(faults("secret/not-derived",
               many(3, [&](int k) { return "whsec_" + without_prefix(k) + name.substr(0, 15); })) == 0);
  CHECK(faults("secret/not-derived",
               many(3, [&](int k) { return "whsec_" + without_prefix(k) + name.substr(0, 16); })) == 3);
}

TEST_CASE("a prefix that all secrets share may say whose they are") {
  const std::string owner = to_hex("Order router");
  CHECK(faults("secret/not-derived", many(4, [&](int k) { return "whsec_" + owner + "_" + without_prefix(k); })) == 0);
  CHECK(faults("secret/not-derived", {issued("whsec_" + owner + "_" + without_prefix(1))}) == 1);
}

TEST_CASE("exactly 128 bits are room enough") {
  CHECK(verdict_on("secret/length", many(12, [](int k) { return hex_number(k).substr(0, 32); })).kind ==
        VerdictKind::pass);
  CHECK(verdict_on("secret/length", many(12, [](int k) { return hex_number(k).substr(0, 31); })).kind ==
        VerdictKind::warn);
}

TEST_CASE("padding has no room for bits") {
  const auto padded = [](int k) { return to_base64(digest(Hash::sha256, std::to_string(k)).substr(0, 14)); };
  CHECK_THAT(padded(1), Catch::EndsWith("=") && !Catch::EndsWith("=="));
  const Verdict verdict = verdict_on("secret/length", many(12, padded));
  CHECK(verdict.kind == VerdictKind::warn);
  CHECK_THAT(verdict.evidence.findings.front().actual, Catch::Contains("19 characters of Base64: 114 bits"));
  const auto enough = [](int k) { return to_base64(digest(Hash::sha256, std::to_string(k)).substr(0, 16)); };
  CHECK(verdict_on("secret/length", many(12, enough)).kind == VerdictKind::pass);
}

TEST_CASE("too few secrets say nothing of their length and variety") {
  CHECK(faults("secret/length", many(9, [](int k) { return std::to_string(k); })) == 0);
  CHECK(faults("secret/varies", many(9, [](int k) { return std::to_string(k) + "constant"; })) == 0);
  CHECK(faults("secret/varies", many(10, [](int k) { return hex_number(k) + "constant"; })) == 1);
}

TEST_CASE("separators may stand at one place of all secrets") {
  for (const char* separator : {"-", ".", ":", "~", "$"}) {
    INFO(separator);
    const auto parts = [&](int k) { return hex_number(k).substr(0, 20) + separator + hex_number(k).substr(20); };
    CHECK(faults("secret/varies", many(12, parts)) == 0);
  }
  for (const char* letter : {"x", "7", "_", "+", "/"}) {
    INFO(letter);
    const auto parts = [&](int k) { return hex_number(k).substr(0, 20) + letter + hex_number(k).substr(20); };
    CHECK(faults("secret/varies", many(12, parts)) == 1);
  }
}

TEST_CASE("a few secrets that only grow do so by chance, twelve do not") {
  const auto growing = [](int k) { return std::string(1, static_cast<char>('a' + k)) + hex_number(k); };
  CHECK(faults("secret/varies", many(11, growing)) == 0);
  CHECK(faults("secret/varies", many(12, growing)) == 1);
}

TEST_CASE("secrets of rotations at the same time have no order") {
  const auto growing = [](int k) { return std::string(1, static_cast<char>('a' + k)) + hex_number(k); };
  auto raced = many(16, growing);
  double sent = 0;
  for (Exchange& exchange : raced) exchange = during(exchange, sent += 0.1, 50);
  CHECK(faults("secret/varies", raced) == 0);
}

TEST_CASE("secrets that grow from token to token are no counter of one token") {
  std::vector<Exchange> exchanges;
  for (int k = 1; k <= 16; ++k)
    exchanges.push_back(
        issued(std::string(1, static_cast<char>('a' + k)) + hex_number(k), json::object(), std::to_string(k % 2 + 1)));
  CHECK(faults("secret/varies", exchanges) == 0);
}

TEST_CASE("each character of printable ASCII that no shell or file minds may stand in a secret") {
  const std::string safe = "!#$%&()*+,-./:;<=>?@[]^_`{|}~";
  CHECK(faults("secret/format", many(2, [&](int k) { return safe + secret_number(k); })) == 0);
  for (const char unsafe : std::string(" \"'\\\x7f\n"))
    CHECK(faults("secret/format", many(2, [&](int k) { return unsafe + secret_number(k); })) == 2);
}

}  // namespace assay::test
