#include "reports/redaction/shown_words.h"

#include <chrono>

#include "reports/redaction/redactor.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

constexpr std::size_t all = 1 << 20;

Redactor a_redactor() { return {{"/token", "/webhook_secret"}, "", {"name", "ip_allowlist", "token_last4"}}; }

std::string shown(const std::string& text) { return a_redactor().show(text, {}, all); }

}  // namespace

TEST_CASE("what ordinary answers say is shown as it is") {
  for (const std::string text :
       {R"({"detail":"Token not found"})", "<h1>502 Bad Gateway</h1><hr><center>nginx/1.18.0 (Ubuntu)</center>",
        R"({"detail":[{"loc":["path","token_id"],"msg":"value is not a valid integer","type":"int_parsing"}]})",
        R"({"type":"about:blank","title":"Conflict","status":409,"detail":"The token is revoked."})",
        R"({"name":"Zürich Reporting","ip_allowlist":["203.0.113.0/24","2001:db8::/48"],"token_last4":"9f3c"})",
        R"({"created_at":"2024-03-01T09:30:00.250000Z","webhook_enabled":true,"expires_at":null})",
        "Wed, 21 Oct 2026 07:28:00 GMT", "application/json; charset=utf-8", "It isn&#39;t allowed."}) {
    INFO(text);
    CHECK(shown(text) == text);
  }
}

TEST_CASE("what may have been drawn at random is told by its size, wherever it stands") {
  CHECK(shown(R"({"hmac":"whsec_Zk3vQ8mT1yWc5RbN","x":1})") == R"({"hmac":"[text, 22 bytes]","x":1})");
  CHECK(shown("<p>Use <b>Zk3vQ8mT1yWc5RbN</b> now</p>") == "<p>Use <b>[text, 16 bytes]</b> now</p>");
  CHECK(shown(R"({"Zk3vQ8mT1yWc5RbN":true})") == R"({"[text, 16 bytes]":true})");
  CHECK(shown(R"({"pin":482913})") == R"({"pin":"[number, 6 digits]"})");
  CHECK(shown(R"({"cut":"Zk3vQ8mT1yWc)") == R"({"cut":"[text, 12 bytes])");
}

TEST_CASE("words are shown up to the length, the parts and the letters that drawn text would not have") {
  std::string word = "the";
  while (word.size() < 24) word += "the";
  CHECK(shown(word) == word);
  CHECK(shown(word + "the") == "[text, 27 bytes]");
  CHECK(shown("fooBarFooBar") == "fooBarFooBar");
  CHECK(shown("fooBarFooBarFoo") == "[text, 15 bytes]");
  CHECK(shown("ééé") == "ééé");
  CHECK(shown("éééé") == "[text, 8 bytes]");
  CHECK(shown("ok" + std::string(20, '.')).find("[text, ") == 0);
}

TEST_CASE("an escape is undone before its word is judged, and a control character is never shown") {
  CHECK(shown("page=caf%C3%A9") == "page=caf%C3%A9");
  CHECK(shown("xq%7A%6B") == "[text, 8 bytes]");
  CHECK(shown(R"({"detail":"not\u0020found"})") == R"({"detail":"not\u0020found"})");
  for (const char* text : {"not\x01found", "a\x01", "\x01"}) CHECK(shown(text).find('\x01') == std::string::npos);
}

TEST_CASE("no spelling of a drawn text is shown") {
  for (const std::string text : {"k=%5A%6B%33%76%51%38", "k=%255A%256B%2533%2576", R"(\x5a\x6b\x33\x76\x51\x38)",
                                 "&#x5a;&#x6b;&#51;&#x76;&#x51;", "5a6b33765138", R"({"k":"\u005ak3vQ8mT"})",
                                 "3f2504e0-4f89-11d3-9a0c-0305e82c3301"}) {
    INFO(text);
    CHECK(shown(text).find("[text, ") != std::string::npos);
  }
  CHECK(shown("[119,104,115,101,99,95,90,107]").find("119") == std::string::npos);
  CHECK(shown("w h s e c Z k v Q m").find('Q') == std::string::npos);
}

TEST_CASE("bytes in a row are hidden, also where the run has learnt some of them") {
  Redactor redactor = a_redactor();
  redactor.learn_words("68 73 2F 20 5F 119 115 10");
  for (const char* text : {"=77=68=73=65=63=5F=5A=6B=33=76=51=38", "77 68 73 65 63 5F 5A 6B 33 76 51 38",
                           "[119,104,115,101,99,95,90,107,10,51,118]"}) {
    const std::string seen = redactor.show(text, {}, all);
    INFO(seen);
    for (const char* byte : {"68", "73", "5F", "119", "115", "10"}) CHECK(seen.find(byte) == std::string::npos);
  }
}

TEST_CASE("a short secret is hidden at its place and as a word of its own, and has its name") {
  Redactor redactor = a_redactor();
  redactor.taint_answer(R"({"webhook_secret":"kitty"})");
  CHECK(redactor.show(R"({"data":{"webhook_secret":"kitty"},"x":"kitty"})", {}, all) ==
        R"({"data":{"webhook_secret":"short-secret#1"},"x":"short-secret#1"})");
  CHECK(redactor.show(R"({"webhook_secret":"other"})", {}, all) == R"({"webhook_secret":"[text, 5 bytes]"})");
  CHECK(redactor.show(R"({"webhook_secret":"****"})", {}, all) == R"({"webhook_secret":"****"})");
}

TEST_CASE("what assay sent is shown where an answer repeats it") {
  Redactor redactor = a_redactor();
  redactor.learn_request({.method = "POST", .target = "/api-tokens/4611686018427387921/webhook/rotate-secret"});
  CHECK(redactor.show("No token 4611686018427387921.", {}, all) == "No token 4611686018427387921.");
}

TEST_CASE("hostile texts of a mebibyte are read and shown in bounded time") {
  for (const std::string& part :
       std::vector<std::string>{"secret=0/", "secret:", "\"token\":\"a\",", "[", "%25", "&#x", "a "}) {
    INFO(part);
    std::string body;
    while (body.size() < (1 << 20)) body += part;
    const auto started = std::chrono::steady_clock::now();
    Redactor redactor = a_redactor();
    redactor.taint_answer(body);
    redactor.show(body, {}, all);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(20));  // a quadratic one takes minutes
  }
}

}  // namespace assay::test
