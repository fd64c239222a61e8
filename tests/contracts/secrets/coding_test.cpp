#include "contracts/secrets/coding.h"

#include "contracts/digest.h"
#include "tests/catch.h"

namespace assay::test {

TEST_CASE("what is encoded is decoded, for every byte and every length") {
  std::string bytes;
  for (int i = 0; i < 520; ++i) {
    CHECK((bytes.empty() || decode_base64(to_base64(bytes)) == bytes));
    CHECK((bytes.empty() || decode_any_base64(to_base64(bytes)) == bytes));
    CHECK((bytes.empty() || decode_hex(to_hex(bytes)) == bytes));
    bytes += static_cast<char>(i * 7);
  }
}

TEST_CASE("the vectors of RFC 4648 section 10") {
  CHECK(decode_base64("Zg==") == "f");
  CHECK(decode_base64("Zm8=") == "fo");
  CHECK(decode_base64("Zm9vYmFy") == "foobar");
  CHECK(decode_hex("666F6f") == "foo");
}

TEST_CASE("what is not wholly of an alphabet is none of its texts") {
  for (const char* text :
       {"", "=", "====", "Zg", "Zg=", "Zg===", "Z===", "Zm9v Zm9v", "Zm9v\n", "Z=g=", "-_-_", "Zm9vZ"})
    CHECK(!decode_base64(text));
  for (const char* text : {"", "=", "Zg=", "Zm9v=", "Zm9v Zm9v", "Z", "Z=g"}) CHECK(!decode_any_base64(text));
  for (const char* text : {"", "0", "0g", "0x00", "000"}) CHECK(!decode_hex(text));
  CHECK(!decode_hex(std::string_view("00f0").substr(0, 3)));
}

TEST_CASE("base64url is read with its padding and without, and so is base64") {
  CHECK(decode_any_base64("-_8") == "\xFB\xFF");
  CHECK(decode_any_base64("-_8=") == "\xFB\xFF");
  CHECK(decode_any_base64("+/8") == "\xFB\xFF");
  CHECK(!decode_base64("-_8="));
}

}  // namespace assay::test
