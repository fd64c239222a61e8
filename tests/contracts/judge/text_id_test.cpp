// Ids that are texts and UUIDs: nothing that any server may take for one is called invalid.
#include "contracts/judge/text_id.h"

#include "contracts/judge/asked_id.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

using Kind = AskedId::Kind;

const IdentityPart text{.type = IdentityPart::Type::text};
const IdentityPart uuid{.type = IdentityPart::Type::uuid};
const IdentityPart prefixed{.type = IdentityPart::Type::text, .pattern = Regex("^we_[a-z0-9]+$")};

Operation two_parts(const IdentityPart& first, const IdentityPart& second) {
  return {.method = "POST", .path = "/a/{a}/b/{b}/rotate", .identity = {first, second}};
}

}  // namespace

TEST_CASE("any text is an id where the document has no pattern, and none is invalid") {
  for (const char* id : {"we_1", "A.b~c-d", "0", "null", "x"}) CHECK(read_part(text, id).kind == Kind::exact);
  for (const char* id : {"a%20b", "a%2Fb", "", ".", "..", "a;b", "%C3%A9", "a+b"})
    CHECK(read_part(text, id).kind == Kind::unclear);
  CHECK(read_part(text, std::string(101, 'a')).kind == Kind::unclear);
  CHECK(read_part(text, "We_1").value == "We_1");  // its case tells it from another's
}

TEST_CASE("a text is invalid where it fits the pattern in no case, and unclear where one does") {
  CHECK(read_part(prefixed, "we_1").kind == Kind::exact);
  CHECK(read_part(prefixed, "xyz").kind == Kind::invalid);
  CHECK(read_part(prefixed, "WE_1").kind == Kind::unclear);     // to who looks at it in lower case
  CHECK(read_part(prefixed, "we_1%20").kind == Kind::variant);  // to who trims it
}

TEST_CASE("a UUID is exact as RFC 9562 writes it, a variant in another dress, and invalid with a letter beyond F") {
  const std::string id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  CHECK(read_part(uuid, id).kind == Kind::exact);
  CHECK(read_part(uuid, "0F8FAD5B-D9CB-469F-A165-70867728950E").kind == Kind::exact);
  CHECK(read_part(uuid, "0F8FAD5B-D9CB-469F-A165-70867728950E").value == id);
  for (const char* other : {"0f8fad5bd9cb469fa16570867728950e", "%7B0f8fad5b-d9cb-469f-a165-70867728950e%7D",
                            "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e"}) {
    INFO(other);
    CHECK(read_part(uuid, other).kind == Kind::variant);
    CHECK(read_part(uuid, other).value == id);
  }
  for (const char* none : {"xyz", "0f8fad5b-d9cb-469f-a165-70867728950g"})
    CHECK(read_part(uuid, none).kind == Kind::invalid);
  // Python reads the x as a sign of base sixteen.
  CHECK(read_part(uuid, "0X8fad5b-d9cb-479f-a165-70867728950e").kind == Kind::unclear);
  for (const char* unclear : {"12345", "0f8fad5b", "abc", "0f8fad5b-d9cb-469f-a165-70867728950e%2F"})
    CHECK(read_part(uuid, unclear).kind == Kind::unclear);
}

TEST_CASE("an identity of several parts is as certain as its least certain part") {
  const Operation operation = two_parts(uuid, prefixed);
  const std::string id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  CHECK(read_identity(operation, std::vector{id, std::string("we_1")}).kind == Kind::exact);
  CHECK(read_identity(operation, std::vector{id, std::string("xyz")}).kind == Kind::invalid);
  CHECK(read_identity(operation, std::vector{std::string("xyz"), std::string("we_1")}).kind == Kind::invalid);
  CHECK(read_identity(operation, std::vector{std::string("xyz"), std::string("a%20b")}).kind == Kind::unclear);
  CHECK(read_identity(operation, id + ",we_1").value == id + ",we_1");
}

TEST_CASE("whoever holds nobody's word is nobody, in whatever part it stands") {
  const Operation operation = two_parts(text, text);
  CHECK(is_nobodys(operation, read_identity(operation, "a,zqvjkwzqvjkwzqvjkw")));
  CHECK(is_nobodys(operation, read_identity(operation, "zqvjkwzqvjkwzqvjkw,b")));
  CHECK(is_nobodys(operation, read_identity(operation, "a,b1zqvjkwzqvjkwzqvjkw")));
  CHECK_FALSE(is_nobodys(operation, read_identity(operation, "a,zqv")));
  const auto asks = [&](const std::string& target) {
    return could_rotate(operation, {.method = "POST", .target = target});
  };
  CHECK_FALSE(asks("/a/zqvjkwzqvjkwzqvjkw/b/zqvjkwzqvjkwzqvjkw/rotate"));
  CHECK(asks("/a/a/b/zqvjkwzqvjkwzqvjkw/rotate"));  // to who looks at the first part alone
  CHECK(asks("/a/zqvjkwzqvjkwzqvjkw/b/b/rotate"));
  CHECK(asks("/a/zqvjkwzqvjkwzqvjkw/b/zqvjkwzqvjkwzqvjkw/rotate?b=b"));
  CHECK(asks("/a/zqv/b/zqvjkwzqvjkwzqvjkw/rotate"));  // a short word may be somebody's name
}

TEST_CASE("a record names the identity by any of its parts") {
  CHECK(is_id_of("app_1,ep_1", "ep_1"));
  CHECK(is_id_of("app_1,ep_1", "app_1"));
  CHECK_FALSE(is_id_of("app_1,ep_1", "ep_2"));
  CHECK_FALSE(is_id_of("app_1,ep_1", "app_1,ep_1"));
  CHECK(is_id_of("17", "17"));
}

TEST_CASE("blanks around an id are what some servers trim, and its own id to them") {
  CHECK(read_part(text, "we_1%20").kind == Kind::variant);
  CHECK(read_part(text, "%20we_1").value == "we_1");
  CHECK(read_part(uuid, "0f8fad5b-d9cb-469f-a165-70867728950e%20").kind == Kind::variant);
}

TEST_CASE("a lenient router's reading keeps the letters of an id, where those around it may be of any case") {
  const Operation operation = two_parts(text, text);
  const auto ids = lenient_ids(operation, {.target = "/A//One/./B/Two;v=1/ROTATE"});
  REQUIRE_FALSE(ids.empty());
  CHECK(ids.front().value == "One,Two");
}

TEST_CASE("a number is exact as JSON writes it, a variant with more than it needs, and invalid without a digit") {
  const IdentityPart number{.type = IdentityPart::Type::number};
  for (const char* id : {"17", "-2.5", "0", "0.25"}) CHECK(read_part(number, id).kind == Kind::exact);
  for (const char* id : {"17.0", "+17", "017", "%2017"}) {
    CHECK(read_part(number, id).kind == Kind::variant);
    CHECK(read_part(number, id).value == "17");
  }
  for (const char* id : {"xyz", "a.b", "zqvjkwzqvjkwzqvjkw"}) CHECK(read_part(number, id).kind == Kind::invalid);
  for (const char* id : {"1e3", "1_0", "0x11", "nan", "-inf", "Infinity", "true", "null", "", ".", "1,5", "17x"})
    CHECK(read_part(number, id).kind == Kind::unclear);
}

TEST_CASE("what JavaScript reads as an integer is a variant of it, but to FastAPI's readers") {
  const IdentityPart any{.type = IdentityPart::Type::integer, .numerals = IdentityPart::Numerals::any};
  for (const char* id : {"17e0", "1.7e1", "0x11", "0b10001", "0o21", "17000e-3"}) {
    INFO(id);
    CHECK(read_part(any, id).kind == Kind::variant);
    CHECK(read_part(any, id).value == "17");
    CHECK(read_part({}, id).kind == Kind::invalid);
  }
  for (const char* id : {"1.5", "xyz", "17x", "0x", "0xg", "e5", "1e-1", "0b2"})
    CHECK(read_part(any, id).kind == Kind::invalid);
  for (const char* id : {"1e30", "1e999", "Infinity", "-Infinity"}) CHECK(read_part(any, id).kind == Kind::unclear);
}

TEST_CASE("a boolean is true or false, and invalid where no word of it means yes, no or nothing to anybody") {
  const IdentityPart boolean{.type = IdentityPart::Type::boolean};
  CHECK(read_part(boolean, "true").kind == Kind::exact);
  CHECK(read_part(boolean, "False").kind == Kind::variant);
  CHECK(read_part(boolean, "False").value == "false");
  for (const char* id : {"xyz", "zqvjkwzqvjkwzqvjkw"}) CHECK(read_part(boolean, id).kind == Kind::invalid);
  for (const char* id : {"1", "0", "yes", "OFF", "t", "N", "enabled", "null", "", "-", "2"})
    CHECK(read_part(boolean, id).kind == Kind::unclear);
}

TEST_CASE("a word is invalid where it differs from each in more than case, digits and what stands between letters") {
  const IdentityPart word{.type = IdentityPart::Type::word, .words = {"primary", "Key-1", "1"}};
  CHECK(read_part(word, "primary").kind == Kind::exact);
  CHECK(read_part(word, "PRIMARY%20").value == "primary");
  CHECK(read_part(word, "PRIMARY").kind == Kind::variant);
  for (const char* id : {"secondary", "primar", "zqvjkwzqvjkwzqvjkw"}) CHECK(read_part(word, id).kind == Kind::invalid);
  for (const char* id : {"key1", "KEY_2", "2", "prim-ary", "null", "", "%C3%A9", "a%20b"})
    CHECK(read_part(word, id).kind == Kind::unclear);
  const IdentityPart accented{.type = IdentityPart::Type::word, .words = {"\xC3\xBC"}};
  CHECK(read_part(accented, "u").kind == Kind::unclear);  // to who compares without accents
}

TEST_CASE("a day and a time are exact as RFC 3339 writes them, and the same instant is the same id") {
  const IdentityPart day{.type = IdentityPart::Type::date}, time{.type = IdentityPart::Type::date_time};
  CHECK(read_part(day, "2026-01-31").kind == Kind::exact);
  for (const char* id : {"2026-02-30", "0000-01-01", "20260131", "2026-1-3", "today", "abc", "", "may", "1700000000"})
    CHECK(read_part(day, id).kind == Kind::unclear);
  CHECK(read_part(time, "2026-01-31T12:00:00Z").kind == Kind::exact);
  for (const char* id : {"2026-01-31T13:00:00+01:00", "2026-01-31t12:00:00z", "2026-01-31T12%3A00:00.00Z"}) {
    INFO(id);
    CHECK(read_part(time, id).kind == Kind::variant);
    CHECK(read_part(time, id).value == "2026-01-31T12:00:00Z");
  }
  CHECK(read_part(time, "2026-01-31T24:00:00Z").kind == Kind::unclear);
  for (const IdentityPart& part : {day, time})
    for (const char* id : {"abcdef", "zqvjkwzqvjkwzqvjkw"}) CHECK(read_part(part, id).kind == Kind::invalid);
}

TEST_CASE("where each text may be taken for one of few, none is nobody's and none harmless") {
  const Operation few{.method = "POST",
                      .path = "/a/{a}/b/{b}/rotate",
                      .identity = {text, {.type = IdentityPart::Type::word, .words = {"primary", "secondary"}}}};
  CHECK(harmless_identity(few).empty());
  CHECK(unknown_identity(few).empty());
  CHECK(could_rotate(few, {.method = "POST", .target = "/a/zqvjkwzqvjkwzqvjkw/b/zqvjkwzqvjkwzqvjkw/rotate"}));
  CHECK(invalid_identities(few, {"x,primary", "y,secondary"}).empty());
  CHECK(invalid_identities(few, {"x,primary", "x,secondary"}).front() == "x,zqvjkwzqvjkwzqvjkw");
}

}  // namespace assay::test
