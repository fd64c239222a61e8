#include "contracts/digest.h"

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("hashes are those of RFC 1321, 3174 and 6234: of abc") {
  CHECK(to_hex(digest(Hash::md5, "abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(to_hex(digest(Hash::sha1, "abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(digest(Hash::sha512, "abc")).starts_with("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"));
}

TEST_CASE("HMACs are those of RFC 2202 and 4231, of one text or of many under one key") {
  const std::string text = "what do ya want for nothing?";
  CHECK(to_hex(hmac(Hash::md5, "Jefe", text)) == "750c783e6ab0b503eaa86e310a5db738");
  CHECK(to_hex(hmac(Hash::sha1, "Jefe", text)) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  const std::string expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  Hmac many(Hash::sha256, "Jefe");
  CHECK(to_hex(many.of(text)) == expected);
  CHECK(to_hex(many.of("")) == to_hex(hmac(Hash::sha256, "Jefe", "")));
  CHECK(to_hex(many.of(text)) == expected);
}

TEST_CASE("an HMAC under an empty key is that of its own, not of the key before") {
  const std::string of_nothing = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
  CHECK(to_hex(hmac(Hash::sha256, "Jefe", "")) != of_nothing);
  CHECK(to_hex(hmac(Hash::sha256, "", "")) == of_nothing);
}

}  // namespace assay::test
