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
  const auto ids = lenient_ids(operation, "/A//One/./B/Two;v=1/ROTATE");
  REQUIRE_FALSE(ids.empty());
  CHECK(ids.front().value == "One,Two");
}

}  // namespace assay::test
