#include "mock/state/resource.h"

#include <stdexcept>

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("a member is found by its pointer, in objects in objects too") {
  const Resource resource({"7"}, R"({"id": 7, "a/b": {"x\"y": [1, {"z": 2}]}, "text": "q\"\\", "last": {} })");
  CHECK(resource.member("/id") == "7");
  CHECK(resource.member("/a~1b/x\"y") == R"([1, {"z": 2}])");
  CHECK(resource.text("/text") == "q\"\\");
  CHECK(resource.text("/id").empty());
  CHECK(resource.member("/z").empty());
  CHECK(resource.member("").empty());
  CHECK(resource.member("/last") == "{}");
}

TEST_CASE("each value can be replaced by a longer and a shorter one, and the others stay") {
  const std::string before = R"({"a":1,"b":{"c":"x","d":2},"e":[3],"f":null})";
  const Resource first({"1"}, before);
  for (const std::string& pointer : first.pointers())
    for (const char* json : {"0", R"("a much longer value than there was")", R"({"n":{"m":5}})", R"("")"}) {
      Resource resource({"1"}, before);
      const Resource untouched = resource;
      resource.put(pointer, json);
      INFO(pointer << ' ' << resource.document());
      CHECK(resource.member(pointer) == json);
      for (const std::string& other : untouched.pointers())
        if (!pointer.starts_with(other) && !other.starts_with(pointer))
          CHECK(resource.member(other) == untouched.member(other));
      CHECK(Resource({"1"}, resource.document()) == resource);
    }
}

TEST_CASE("what is no JSON object is no document, and a member that is not there cannot be replaced") {
  for (const char* text : {"", "7", "[]", "{", R"({"a"})", R"({"a":})", R"({"a":1} 2)", R"({"a":"b)", R"({"a":"\)"})
    CHECK_THROWS_AS(Resource({"1"}, text), std::invalid_argument);
  Resource resource({"1"}, "{}");
  CHECK_THROWS_AS(resource.put("/a", "1"), std::out_of_range);
}

TEST_CASE("the key of several parameters tells every two identities apart") {
  CHECK(identity_key({"a,b"}) == "a,b");
  CHECK(identity_key({"a,b", "c"}) == "a%2Cb,c");
  CHECK(identity_key({"a", "b,c"}) == "a,b%2Cc");
  CHECK(identity_key({"a%2Cb", "c"}) == "a%252Cb,c");
}

}  // namespace assay::test
