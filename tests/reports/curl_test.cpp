#include <unistd.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "reports/curl.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

// What bash makes of a line of words: each followed by a newline and a bar.
std::string words_of(const std::string& line) {
  std::string file = "/tmp/assay-curl-XXXXXX";
  close(mkstemp(file.data()));
  std::ofstream(file, std::ios::binary) << "printf '%s\\n|' " << line;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("bash " + file).c_str(), "r"), pclose);
  std::string output;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    output.append(buffer.data(), count);
  std::remove(file.c_str());
  return output;
}

const Redactor& knowing_nothing() {
  static const Redactor redactor({}, "");
  return redactor;
}

std::string curl_of(const Request& request, const std::string& base = "http://h:1") {
  return curl_line(base, request, knowing_nothing()).curl;
}

}  // namespace

TEST_CASE("a shell reads back what shell_quote wrote") {
  std::string every_byte;
  for (int c = 1; c < 256; ++c) every_byte += static_cast<char>(c);
  for (const std::string& word :
       {std::string("plain"), std::string(""), std::string("a b"), std::string("it's"),
        std::string("$(id) `id` $HOME \"x\" \\"), std::string("*?[]{}!#~;&|<>()"), std::string("-n"),
        std::string("\x1b[31m'\\\n\t\x01"
                    "1"),
        every_byte}) {
    INFO(word);
    CHECK(words_of(shell_quote(word)) == word + "\n|");
  }
}

TEST_CASE("the line repeats method, target, headers and body exactly") {
  CHECK(curl_of({.method = "POST",
                 .target = "/api-tokens/../1?x=[1]&y={2}",
                 .headers = {{"X-It's", "a b"}, {"X-Empty", ""}},
                 .body = "@file"}) ==
        "curl -sS -i -g --path-as-is -X POST -H 'X-It'\\''s: a b' -H 'X-Empty;' -H 'Content-Type:' --data-raw @file "
        "'http://h:1/api-tokens/../1?x=[1]&y={2}'");
  CHECK(curl_of({.method = "HEAD", .target = "/"}) == "curl -sS -i -g --path-as-is --head http://h:1/");
}

TEST_CASE("a length that curl will count itself is left out") {
  const Headers headers = {{"content-length", "2"}, {"Content-Type", "text/plain"}};
  CHECK(curl_of({.method = "POST", .target = "/", .headers = headers, .body = "{}"}) ==
        "curl -sS -i -g --path-as-is -X POST -H 'Content-Type: text/plain' --data-raw '{}' http://h:1/");
}

TEST_CASE("a target that curl would change goes as a request target, behind the base path") {
  CHECK(curl_of({.method = "POST", .target = "/a#b c\x01"}, "https://h/v1") ==
        "curl -sS -i -g --path-as-is -X POST --request-target $'/v1/a#b c\\x01' https://h/v1/");
  CHECK(curl_of({.method = "OPTIONS", .target = "*"}) ==
        "curl -sS -i -g --path-as-is -X OPTIONS --request-target '*' http://h:1/");
}

TEST_CASE("a credential is a variable to set, and a secret a name to replace") {
  Redactor redactor({}, "");
  redactor.taint_credentials({{"Authorization", "Bearer abcdefgh"}, {"X-Api-Key", "xyz"}});
  redactor.taint("canary-canary");
  const auto line =
      curl_line("http://h:1",
                {.method = "POST",
                 .target = "/canary-canary",
                 .headers = {{"Authorization", "Bearer abcdefgh"}, {"X-Api-Key", "xyz"}, {"X-Other", "1"}}},
                redactor);
  CHECK(line.curl ==
        "curl -sS -i -g --path-as-is -X POST -H 'Authorization: Bearer '\"$ASSAY_TOKEN\" -H 'X-Api-Key: "
        "'\"$ASSAY_X_API_KEY\" "
        "-H 'X-Other: 1' 'http://h:1/secret#2'");
  CHECK(line.note ==
        "set ASSAY_TOKEN to the credential; set ASSAY_X_API_KEY to the credential; secret#N stands for a value that is "
        "not shown");
}

TEST_CASE("a byte 0 is named, since no command line can carry it") {
  CHECK(curl_line("http://h:1", {.method = "POST", .target = "/", .body = std::string("a\0b", 3)}, knowing_nothing())
            .note == "the request holds a byte 0, which no command line can carry");
}

}  // namespace assay::test
