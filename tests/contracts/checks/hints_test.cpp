// Hints and times of change, of records of another API than Slate's.
#include "tests/catch.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

constexpr const char* document = "fixtures/vendors/openai-like/openapi.yaml";

Contract contract_with(const std::string& hint, const std::string& changed = "{role: open}") {
  return load_contract(document, read_policy("resources:\n  webhook endpoint:\n    members:\n"
                                             "      /signing_secret: {role: secret}\n"
                                             "      /signing_secret_hint: " +
                                                 hint + "\n      /updated_at: " + changed +
                                                 "\noperations:\n"
                                                 "  rotateWebhookEndpointSecret:\n"
                                                 "    {of: webhook endpoint, effect: rotates, rotates: "
                                                 "[/signing_secret]}\n"
                                                 "  getWebhookEndpoint: {of: webhook endpoint, effect: reads}\n",
                                             "p.yaml"));
}

std::string record(const std::string& secret, const std::string& hint) {
  return R"({"signing_secret":")" + secret + R"(","signing_secret_hint":")" + hint + R"("})";
}

VerdictKind of_hint(const std::string& role, const std::string& secret, const std::string& hint) {
  const Contract contract = contract_with(role);
  return verdict_on(contract, "state/hint", {asked(contract, "we_1", 200, record(secret, hint))}).kind;
}

}  // namespace

TEST_CASE("a hint is the end, the start or the digest of the secret, whatever stands for the rest") {
  const std::string last = "{role: hint, of: /signing_secret, shows: last 4}";
  CHECK(of_hint(last, "whsec_abcdefgh", "efgh") == VerdictKind::pass);
  CHECK(of_hint(last, "whsec_abcdefgh", "****efgh") == VerdictKind::pass);
  CHECK(of_hint(last, "whsec_abcdefgh", "whsec_...efgh") == VerdictKind::pass);
  CHECK(of_hint(last, "whsec_abcdefgh", "abcd") == VerdictKind::fail);
  CHECK(of_hint(last, "whsec_abcdefgh", "fgh") == VerdictKind::fail);
  CHECK(of_hint(last, "whsec_abcdefgh", "**efgh**") == VerdictKind::pass);
  CHECK(of_hint(last, "whsec_abcdefgh", "hsec_abcdefgh") == VerdictKind::fail);  // shows more
  const std::string first = "{role: hint, of: /signing_secret, shows: first 4}";
  CHECK(of_hint(first, "whsec_abcdefgh", "abcd****") == VerdictKind::pass);  // behind the word before every secret
  CHECK(of_hint(first, "whsec_abcdefgh", "whsec_abcd...") == VerdictKind::pass);
  CHECK(of_hint(first, "whsec_abcdefgh", "whse****") == VerdictKind::untested);  // which says nothing of this one
  CHECK(of_hint(first, "whsec_abcdefgh", "whsec_zzzz...") == VerdictKind::fail);
  CHECK(of_hint(first, "whsec_abcdefgh", "efgh") == VerdictKind::fail);
  const std::string digest = "{role: hint, of: /signing_secret, shows: sha256 8}";
  CHECK(of_hint(digest, "abc", "ba7816bf") == VerdictKind::pass);
  CHECK(of_hint(digest, "abc", "SHA256:BA7816BF") == VerdictKind::pass);
  CHECK(of_hint(digest, "abc", "ba:78:16:bf...") == VerdictKind::pass);
  CHECK(of_hint(digest, "abd", "ba7816bf") == VerdictKind::fail);
}

TEST_CASE("a reading's hint is of the secret that the last rotation gave, of whichever where they overlapped") {
  const Contract contract = contract_with("{role: hint, of: /signing_secret, shows: last 4}");
  const auto of = [&](const std::vector<Exchange>& exchanges) {
    return verdict_on(contract, "state/hint", exchanges).kind;
  };
  const Exchange first = asked(contract, "we_1", 200, record("whsec_aaaa", "aaaa"));
  const Exchange second = asked(contract, "we_1", 200, record("whsec_bbbb", "bbbb"));
  const auto shows = [&](const std::string& hint) {
    return read(contract, "we_1", 200, R"({"signing_secret_hint":")" + hint + "\"}");
  };
  CHECK(of({first, second, shows("bbbb")}) == VerdictKind::pass);
  CHECK(of({first, second, shows("aaaa")}) == VerdictKind::fail);
  CHECK(of({first, read(contract, "we_2", 200, R"({"signing_secret_hint":"cccc"})")}) == VerdictKind::pass);
  // An answer without a record may have been a rotation, so nobody knows what the reading should show.
  CHECK(of({first, asked(contract, "we_1", 200, "[]"), shows("zzzz")}) == VerdictKind::pass);
  // So may one that a gateway answered in the server's place, or that broke when it was done.
  CHECK(of({first, asked(contract, "we_1", 504, "{}"), shows("zzzz")}) == VerdictKind::pass);
  // A lost rotation may still take place.
  Exchange lost = first;
  lost.outcome = NoResponse{};
  CHECK(of({first, lost, shows("zzzz")}) == VerdictKind::pass);
}

TEST_CASE("a rotation moves the time of change, in the policy's unit") {
  const auto of = [](const std::string& role, const std::string& first, const std::string& second) {
    const Contract contract = contract_with("{role: open}", role);
    std::vector<Exchange> exchanges;
    for (const std::string& at : {first, second}) {
      exchanges.push_back(asked(contract, "we_1", 200, R"({"signing_secret":"x","updated_at":)" + at + "}"));
      std::get<Response>(exchanges.back().outcome).headers.push_back({"Date", "Sun, 01 Mar 2026 12:00:00 GMT"});
    }
    return verdict_on(contract, "state/changed-advances", exchanges).kind;
  };
  const std::string seconds = "{role: changed, unit: seconds}", milliseconds = "{role: changed, unit: milliseconds}";
  CHECK(of(seconds, "1772366400", "1772366400") == VerdictKind::pass);        // as the Date
  CHECK(of(seconds, "1772366430.25", "1772366380.75") == VerdictKind::pass);  // clocks of two machines
  CHECK(of(seconds, "1772366400", "1772366000") == VerdictKind::fail);
  CHECK(of(seconds, "1772367000", "1772367000") == VerdictKind::fail);  // in the future
  CHECK(of(seconds, "1740000000", "1740000000") == VerdictKind::fail);  // last year's
  CHECK(of(milliseconds, "1772366400000", "1772366400500") == VerdictKind::pass);
  CHECK(of(milliseconds, "1772366400000", "1772366000000") == VerdictKind::fail);
  CHECK(of(milliseconds, "1772366400123", "1772366400123") == VerdictKind::fail);  // a second later
  CHECK(of(seconds, "1772366400000", "1772366400000") == VerdictKind::untested);   // milliseconds
  CHECK(of("{role: changed}", R"("2026-03-01T12:00:00Z")", R"("2026-03-01T13:00:01+01:00")") == VerdictKind::pass);
  CHECK(of("{role: changed}", R"("2026-03-01T12:00:00Z")", R"("2026-03-01T11:50:00Z")") == VerdictKind::fail);
  CHECK(of("{role: changed}", "1772366400", "1772366390") == VerdictKind::untested);  // of another unit
  CHECK(of(milliseconds, "1772366400", "1772366390") == VerdictKind::untested);
}

}  // namespace assay::test
