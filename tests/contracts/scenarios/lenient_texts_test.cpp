// Texts that JSON allows and few write, and texts of a server's inside.
#include <algorithm>

#include "contracts/documents/json_body.h"
#include "contracts/judge/judge.h"
#include "contracts/scenarios/scenario.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

VerdictKind errors_clean(const std::string& body) {
  const Contract contract = load_embedded_contract();
  const Exchange rotated{.request = rotation(contract, "1", {}),
                         .outcome = Response{.status = 200,
                                             .headers = {{"Content-Type", "application/json"}},
                                             .body = R"({"id":1,"webhook_secret":"whsec_0123456789ab"})"}};
  const Exchange broken{.request = rotation(contract, "abc", {}),
                        .outcome = Response{.status = 500, .headers = {{"Content-Type", "text/plain"}}, .body = body}};
  const auto verdicts = judge(contract, {.exchanges = {rotated, broken}}, {.may_rotate = true, .tokens = 1});
  return std::find_if(verdicts.begin(), verdicts.end(),
                      [](const auto& v) { return v.check->id == "secrecy/errors-clean"; })
      ->kind;
}

}  // namespace

TEST_CASE("an escape of half a surrogate pair is JSON, in values and names, and reads as U+FFFD") {
  for (const char* text : {R"({"a":"\ud83d"})", R"({"a":"\uDE00"})", R"({"a":"x\ud83dy\u0041"})", R"({"\ud83d":1})",
                           R"(["\ud83d\ud83d\ude00"])"}) {
    INFO(text);
    CHECK(read_json(text).faults.empty());
  }
  CHECK(read_json(R"(["\ud83d"])").value.at(0) == "\xEF\xBF\xBD");
  CHECK(read_json(R"(["\ud83d\ud83d\ude00"])").value.at(0) == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
  CHECK(read_json(R"(["\\ud83d"])").value.at(0) == R"(\ud83d)");
  CHECK_FALSE(read_json(R"(["\ud8"])").faults.empty());
  CHECK_FALSE(read_json(R"(["\ud83x"])").faults.empty());
}

TEST_CASE("an error that shows the inside of .NET, Ruby, Rust, Oracle or MySQL is seen") {
  for (const char* body :
       {"System.NullReferenceException: Object reference not set to an instance of an object.",
        "   at Slate.Api.TokenController.Rotate(Int32 id) in /src/TokenController.cs:line 42",
        "NoMethodError (undefined method `rotate' for nil:NilClass)", "app/models/token.rb:17:in `rotate'",
        "ActiveRecord::RecordNotFound: Couldn't find Token",
        "thread 'main' panicked at src/main.rs:10:5:", "called `Result::unwrap()` on an `Err` value",
        "ORA-00942: table or view does not exist", "You have an error in your SQL syntax; check the manual",
        "Error 1146 (42S02): Table 'slate.tokens' doesn't exist", "ERROR 1064 (42000) at line 1"}) {
    INFO(body);
    CHECK(errors_clean(body) == VerdictKind::warn);
  }
  for (const char* body :
       {"Error 1146", "ORA-1", "see tokens.rs: a page", "The system. An exception happened.", "Internal Server Error",
        "ERROR 500 (Internal Server Error)", "https://x.example/docs.rb:1"}) {
    INFO(body);
    CHECK(errors_clean(body) != VerdictKind::warn);
  }
}

}  // namespace assay::test
