#include <chrono>

#include "contracts/secrets/decoding.h"
#include "contracts/secrets/secret_members.h"
#include "reports/redaction/redactor.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

const std::string the_secret = "whsec_Zm9v/YmFy+aGVsbG8=";

Redactor knowing(const std::vector<std::string>& values) {
  Redactor redactor({"/token", "/webhook_secret"}, "");
  for (const std::string& value : values) redactor.taint(value);
  return redactor;
}

}  // namespace

TEST_CASE("a secret is hidden in every form in which it may be written") {
  const Redactor redactor = knowing({the_secret});
  for (const std::string& form :
       {the_secret, std::string("whsec_Zm9v\\/YmFy+aGVsbG8="), std::string("\\u0077hsec_Zm9v/YmFy\\u002baGVsbG8="),
        std::string("whsec_Zm9v%2FYmFy%2BaGVsbG8%3D"), std::string("whsec_Zm9v%2fYmFy%2baGVsbG8%3d"),
        std::string("%77%68%73%65%63%5F%5a%6D%39%76%2F%59%6D%46%79%2B%61%47%56%73%62%47%38%3D"),
        std::string("whsec_Zm9v&#x2F;YmFy&#43;aGVsbG8="), std::string("d2hzZWNfWm05di9ZbUZ5K2FHVnNiRzg9"),
        std::string("77687365635f5a6d39762f596d46792b614756736247383d"),
        std::string("77687365635F5A6D39762F596D46792B614756736247383D")}) {
    INFO(form);
    CHECK(redactor.redact("<" + form + ">") == "<secret#1>");
  }
}

TEST_CASE("a secret is hidden inside longer Base64, whatever stands before and after it") {
  const Redactor redactor = knowing({"hunter2-hunter2"});
  for (const std::string& form : std::vector<std::string>{"aHVudGVyMi1odW50ZXIy", "eGh1bnRlcjItaHVudGVyMg==",
                                                          "eHhodW50ZXIyLWh1bnRlcjI=", "eHh4aHVudGVyMi1odW50ZXIyeQ"}) {
    INFO(form);
    CHECK(redactor.find(form) == std::vector<std::string>{"secret#1"});
    CHECK(redactor.find(redactor.redact(form)).empty());
    for (const char* before : {"x", "xy", "xyz"})
      CHECK(redactor.find(before + form) == std::vector<std::string>{"secret#1"});
  }
}

TEST_CASE("both Base64 alphabets are read") {
  const Redactor redactor = knowing({"\xFB\xFF\xBF\xFB\xFF\xBF"});
  CHECK(redactor.redact("+/+/+/+/") == "secret#1");
  CHECK(redactor.redact("-_-_-_-_") == "secret#1");
}

TEST_CASE("equal secrets have one number and different ones different numbers, in order of appearance") {
  const Redactor redactor = knowing({"first-secret", "second-secret", "first-secret"});
  CHECK(redactor.size() == 2);
  CHECK(redactor.redact("second-secret first-secret second-secret") == "secret#2 secret#1 secret#2");
}

TEST_CASE("of values that overlap the longest gives the name and nothing of either is left") {
  const Redactor redactor = knowing({"abcdef", "abcdefghij", "ghijklmnopq"});
  CHECK(redactor.redact("abcdefghij") == "secret#2");
  CHECK(redactor.redact("abcdefghijklmnopq") == "secret#3");
  CHECK(redactor.redact("abcdef-") == "secret#1-");
}

TEST_CASE("values that would hit everywhere or say nothing are not tainted") {
  Redactor redactor({"/token"}, "a member called webhook_secret");
  for (const char* value : {"", "short", "********", "\u2022\u2022\u2022\u2022", "secret#7", "webhook_secret"}) {
    INFO(value);
    CHECK_FALSE(redactor.taint(value));
  }
  CHECK(redactor.taint("sixsix"));
  CHECK(redactor.redact("********, webhook_secret, short, sixsix") == "********, webhook_secret, short, secret#1");
}

TEST_CASE("a masked token is hidden, its prefix and last four stay") {
  const Redactor redactor = knowing({"slate_****abcd"});
  CHECK(redactor.redact(R"({"token":"slate_****abcd","token_prefix":"slate_","token_last4":"abcd"})") ==
        R"({"token":"secret#1","token_prefix":"slate_","token_last4":"abcd"})");
}

TEST_CASE("answers taint what stands at the secret pointers, whatever is wrong with the body") {
  for (const std::string& body : std::vector<std::string>{
           R"({"webhook_secret":"canary-canary"})", "\xEF\xBB\xBF{\"webhook_secret\":\"canary-canary\"}",
           R"({"webhook_secret":"canary-canary","webhook_secret":"second-canary"})",
           R"({"webhook_secret" : "canary-canary)", R"({"data":{"webhook_secret":"canary-canary"}})",
           R"({"webhook_\u0073ecret":"canary\u002dcanary"})", R"({"webhook_secret":["canary-canary"]})",
           R"({"webhook_secret":{"value":"canary-canary"}})"}) {
    INFO(body);
    Redactor redactor({"/token", "/webhook_secret"}, "");
    redactor.taint_answer(body);
    CHECK(redactor.redact("canary-canary") == "secret#1");
  }
  Redactor redactor({"/token"}, "");
  redactor.taint_answer(R"({"token":1234567890})");
  CHECK(redactor.redact("1234567890") == "secret#1");
}

TEST_CASE("a history is learnt in the order in which it was said") {
  History history;
  for (const char* body : {R"({"token":"token-one","webhook_secret":"secret-one"})",
                           R"({"token":"token-one","webhook_secret":"secret-two"})"})
    history.exchanges.push_back({.request = {}, .outcome = Response{.status = 200, .body = body}});
  history.exchanges.push_back({.request = {}, .outcome = NoResponse{}});
  Redactor redactor({"/token", "/webhook_secret"}, "");
  redactor.taint_history(history);
  CHECK(redactor.redact("token-one secret-one secret-two") == "secret#1 secret#2 secret#3");
}

TEST_CASE("credentials are hidden without their scheme, in each of their parts") {
  Redactor redactor({}, "");
  redactor.taint_credentials({{"Authorization", "Bearer abcdefgh"},
                              {"authorization", "Basic dXNlcjpodW50ZXIyLWh1bnRlcjI="},
                              {"Cookie", "id=cookie-value; theme=dark"},
                              {"X-Api-Key", "k-123456"},
                              {"Accept", "application/json"}});
  CHECK(redactor.redact("Bearer abcdefgh") == "Bearer secret#1");
  CHECK(redactor.redact("Basic dXNlcjpodW50ZXIyLWh1bnRlcjI=") == "Basic secret#2=");
  CHECK(redactor.redact("hunter2-hunter2") == "secret#3");
  CHECK(redactor.redact("cookie-value") == "secret#4");
  CHECK(redactor.redact("k-123456 application/json") == "secret#5 application/json");
}

TEST_CASE("a credential that is too short to be searched for is hidden where it stands") {
  Redactor redactor({}, "");
  redactor.taint_credentials({{"X-Api-Key", "abc"}});
  CHECK(redactor.redact_header({"X-Api-Key", "abc"}) == "(credential, not shown)");
  CHECK(redactor.redact_argument("X-Api-Key: abc") == "X-Api-Key: (credential, not shown)");
  CHECK(redactor.redact_argument("--seed") == "--seed");
}

TEST_CASE("text without a value stays as it is, byte for byte") {
  const Redactor redactor = knowing({the_secret});
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  CHECK(redactor.redact(bytes) == bytes);
  CHECK(redactor.redact("%zz %4 \\u12 \\q &#; &#x110000; &nothing; whsec_") ==
        "%zz %4 \\u12 \\q &#; &#x110000; &nothing; whsec_");
}

TEST_CASE("escapes are decoded with the way back to where they stood") {
  const Decoded decoded = decode_json("a\\u00e9\\ud83d\\ude00b");
  CHECK(decoded.bytes == "a\u00E9\U0001F600b");
  CHECK(decoded.to_text(1) == 1);
  CHECK(decoded.to_text(3) == 7);
  CHECK(decoded.to_text(7) == 19);
  CHECK(decoded.to_text(8) == 20);
}

TEST_CASE("a hundred thousand secrets with one prefix are searched for in bounded time") {
  Redactor redactor({}, "");
  std::string text;
  for (int i = 0; i < 100000; ++i) {
    const std::string secret = "whsec_" + std::to_string(1000000 + i) + std::string(30, 'x');
    redactor.taint(secret);
    if (i % 10 == 0) text += "\"" + secret + "\", whsec_but_not_a_secret_of_ours_at_all ";
  }
  const auto started = std::chrono::steady_clock::now();
  CHECK(redactor.find(redactor.redact(text)).empty());
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(20));  // measured: well under one
}

TEST_CASE("what a user gives in a header is a credential unless the header is harmless") {
  Redactor redactor({}, "public words");
  redactor.taint_credentials({{"X-Access-Key", "canary-one"},
                              {"Private", "key canary-two"},
                              {"X-Tenant", "words"},
                              {"x-request-id", "request-4711"},
                              {"User-Agent", "agent/1.0"}});
  CHECK(redactor.redact("canary-one key canary-two canary-two") == "secret#1 secret#2 secret#3");
  CHECK(redactor.redact("request-4711 agent/1.0 words") == "request-4711 agent/1.0 words");
  CHECK(redactor.redact_header({"x-tenant", "words"}) == "(credential, not shown)");
  CHECK(redactor.redact_header({"Server", "words"}) == "words");
  CHECK(redactor.redact_argument("--header=X-Tenant: words") == "--header=X-Tenant: (credential, not shown)");
  CHECK(redactor.redact_argument("-HX-Tenant:words") == "-HX-Tenant: (credential, not shown)");
  CHECK(redactor.redact_argument("http://words") == "http://words");
}

TEST_CASE("a session or a secret in a header of an answer is hidden, its attributes stay") {
  Redactor redactor({}, "");
  redactor.taint_answer(Response{.status = 401,
                                 .headers = {{"Set-Cookie", "sessionid=canary-session-1; HttpOnly"},
                                             {"X-Webhook-Secret", "canary-header-2"},
                                             {"X-Session", "active"},
                                             {"WWW-Authenticate", "Bearer realm=\"canary\""}},
                                 .body = "canary-header-2"});
  CHECK(redactor.redact_header({"Set-Cookie", "sessionid=canary-session-1; HttpOnly"}) ==
        "sessionid=secret#1; HttpOnly");
  CHECK(redactor.redact("canary-header-2") == "secret#2");
  CHECK(redactor.redact_header({"X-Session", "active"}) == "(credential, not shown)");
  CHECK(redactor.redact("active Bearer realm=\"canary\"") == "active Bearer realm=\"canary\"");
}

TEST_CASE("what is made public is no secret from then on, and what was tainted stays one") {
  Redactor redactor({}, "");
  redactor.taint("canary-one");
  redactor.publish("http://127.0.0.1:8080 canary-one");
  CHECK_FALSE(redactor.taint("127.0.0.1:8080"));
  CHECK(redactor.redact("127.0.0.1:8080 canary-one") == "127.0.0.1:8080 secret#1");
}

}  // namespace assay::test
