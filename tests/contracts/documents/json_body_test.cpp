#include "contracts/documents/json_body.h"

#include "contracts/documents/utf8.h"
#include "tests/catch.h"

namespace assay::test {
using nlohmann::json;

namespace {

std::string fault(std::string_view bytes, std::size_t limit = 1 << 20) {
  const JsonBody body = read_json(bytes, limit);
  if (body.faults.empty()) return {};
  CHECK(body.value.is_discarded());
  const std::string& message = body.faults.front().message;
  bool limited = false;
  for (const char* of_ours : {"too large", "deeper than", "more than", "longer than"})
    limited = limited || message.find(of_ours) != std::string::npos;
  CHECK(body.faults.front().keyword == (limited ? "limit" : "json"));
  return message;
}

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

}  // namespace

TEST_CASE("a JSON body is read with all its kinds of values") {
  const JsonBody body = read_json(R"( {"a": [1, -2, 1.5, true, false, null], "b": {"c": "\ud83d\ude00\/\t"}} )");
  REQUIRE(body.faults.empty());
  CHECK(body.value == json{{"a", {1, -2, 1.5, true, false, nullptr}}, {"b", {{"c", "\xf0\x9f\x98\x80/\t"}}}});
  CHECK(body.duplicates.empty());
  CHECK(body.big_integers.empty());
}

TEST_CASE("what is no JSON is a fault that says which") {
  CHECK(fault("") == "the body is empty");
  CHECK(fault(" \r\n") == "the body is empty");
  CHECK(fault(R"({"id": 1, "na)") == "the body ends in the middle, at byte 13");
  CHECK(fault("[1, 2") == "the body ends in the middle, at byte 5");
  CHECK(fault("[tru") == "the body ends in the middle, at byte 4");
  CHECK(fault("[1] x") == "the body goes on after the end of the value, at byte 5");
  CHECK(fault("{} {}") == "the body goes on after the end of the value, at byte 4");
  CHECK(fault("[NaN]") == "the body holds NaN, which is no JSON, at byte 2");
  CHECK(fault("NaN") == "the body holds NaN, which is no JSON, at byte 1");
  CHECK(fault("[-Infinity]") == "the body holds Infinity, which is no JSON, at byte 3");
  CHECK(fault("{'a': 1}") == "the body is no JSON, at byte 2");
  CHECK(fault("[1,]") == "the body is no JSON, at byte 4");
  CHECK(fault("[01]") == "the body is no JSON, at byte 3");
  CHECK(fault("// no comment\n1") == "the body is no JSON, at byte 1");
  CHECK(fault("[\"\n\"]") == "the body is no JSON, at byte 3");
  CHECK(fault("[1e999]") == "the body holds a number that is too large for a double");
  CHECK(fault(std::string_view("[1]\0", 4)) == "the body goes on after the end of the value, at byte 4");
}

TEST_CASE("a body with a byte order mark or without UTF-8 is a fault") {
  CHECK(fault("\xef\xbb\xbf{}") == "the body starts with a byte order mark");
  CHECK(fault("[\"caf\xe9\"]") == "the body is not UTF-8 at byte 6");
  CHECK(fault("\xff\xfe[\0]") == "the body is not UTF-8 at byte 1");
}

TEST_CASE("a body is read to 100 levels and not one more") {
  CHECK(fault(nested(100)).empty());
  CHECK(fault(nested(101)) == "the body nests deeper than 100 levels");
  CHECK(fault(std::string(1'000'000, '['), 1 << 21) == "the body nests deeper than 100 levels");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(fault(objects) == "the body nests deeper than 100 levels");
}

TEST_CASE("a body of more than 100,000 values is a fault") {
  std::string body = "[0";
  for (int i = 2; i < 100'000; ++i) body += ",0";
  CHECK(fault(body + "]").empty());
  CHECK(fault(body + ",0]") == "the body holds more than 100000 values");
}

TEST_CASE("a body longer than the limit is a fault and is not read") {
  CHECK(fault("[1]", 3).empty());
  CHECK(fault("[10]", 3) == "the body is longer than 3 bytes");
}

TEST_CASE("a fault never quotes the body") {
  const JsonBody body = read_json(R"({"webhook_secret": "whsec_top", oops})");
  REQUIRE(body.faults.size() == 1);
  CHECK(body.faults[0].message.find("whsec") == std::string::npos);
  CHECK(body.faults[0].message.find("oops") == std::string::npos);
}

TEST_CASE("a name that stands twice is named by its pointer, and its last value kept") {
  const JsonBody body = read_json(R"({"a": 1, "b": [{"c/d": 1, "c/d": 2}], "a": {"a": 3}})");
  REQUIRE(body.faults.empty());
  REQUIRE(body.duplicates.size() == 2);
  CHECK(body.duplicates[0].pointer == "/b/0/c~1d");
  CHECK(body.duplicates[0].keyword == "duplicate");
  CHECK(body.duplicates[1].pointer == "/a");
  CHECK(body.value == json{{"a", {{"a", 3}}}, {"b", {{{"c/d", 2}}}}});
}

TEST_CASE("of very many doubled names the first are kept, and the rest counted") {
  std::string body = "{";
  for (int i = 0; i < 90'000; ++i) body += "\"a\":1,";
  const JsonBody read = read_json(body + "\"a\":2}");
  REQUIRE(read.faults.empty());
  REQUIRE(read.duplicates.size() == 16);
  CHECK(read.duplicates.front().message == "the name stands more than once in its object");
  CHECK(read.duplicates.back().message == "the name stands more than once in its object, and so do 89984 more");
  CHECK(read.value == json{{"a", 2}});
}

TEST_CASE("a pointer that is too long to be shown is neither made nor kept") {
  const std::string name(300'000, 'n');
  std::string body = "{\"" + name + "\":[";
  for (int i = 0; i < 20'000; ++i) body += "{},99999999999999999999,";  // with pointers that would be 6 GB
  const JsonBody read = read_json(body + "0], \"" + name + "\": 1, \"id\": 99999999999999999999}");
  REQUIRE(read.faults.empty());
  CHECK(read.big_integers == std::map<std::string, std::string>{{"/id", "99999999999999999999"}});
  REQUIRE(read.duplicates.size() == 1);
  CHECK(read.duplicates.front().pointer.empty());
}

TEST_CASE("names that differ in escapes alone are the same name") {
  CHECK(read_json(R"({"a": 1, "\u0061": 2})").duplicates.size() == 1);
}

TEST_CASE("integers beyond 64 bits keep their digits") {
  const JsonBody body =
      read_json(R"({"id": 18446744073709551616, "l": [-9223372036854775809, 1e30, 18446744073709551615]})");
  CHECK(body.big_integers ==
        std::map<std::string, std::string>{{"/id", "18446744073709551616"}, {"/l/0", "-9223372036854775809"}});
  CHECK(body.value["l"][2] == 18446744073709551615u);
}

TEST_CASE("find_invalid_utf8 takes what RFC 3629 takes") {
  constexpr auto fine = std::string_view::npos;
  CHECK(find_invalid_utf8("") == fine);
  CHECK(find_invalid_utf8("aé€😀") == fine);
  CHECK(find_invalid_utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf") == fine);
  CHECK(find_invalid_utf8("a\x80") == 1);
  CHECK(find_invalid_utf8("ab\xc3") == 2);            // cut off
  CHECK(find_invalid_utf8("\xc0\xaf") == 0);          // overlong
  CHECK(find_invalid_utf8("\xe0\x9f\xbf") == 0);      // overlong
  CHECK(find_invalid_utf8("\xf0\x8f\xbf\xbf") == 0);  // overlong
  CHECK(find_invalid_utf8("\xed\xa0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xf4\x90\x80\x80") == 0);  // above U+10FFFF
  CHECK(find_invalid_utf8("\xe2\x82 x") == 0);
  CHECK(find_invalid_utf8("\xf5\x80\x80\x80") == 0);
}

}  // namespace assay::test
