#include "mock/fastapi/integer_grammar.h"

#include "mock/dialects/fastapi_error.h"
#include "tests/catch.h"

namespace assay::test {
namespace {

// The value, or "int_parsing", or "int_parsing_size".
std::string read(const std::string& text) {
  const auto reading = read_integer(text);
  if (const auto* value = std::get_if<std::string>(&reading)) return *value;
  return std::get<IntegerFault>(reading) == IntegerFault::int_parsing ? "int_parsing" : "int_parsing_size";
}

std::string nines(std::size_t count) { return std::string(count, '9'); }

}  // namespace

TEST_CASE("integers may have a sign, leading zeros, single underscores and a zero fraction") {
  CHECK(read("12") == "12");
  CHECK(read("-012") == "-12");
  CHECK(read("+1_2_3.00") == "123");
  CHECK(read("0__01") == "1");
  CHECK(read("0_") == "int_parsing");
  CHECK(read("1__2") == "int_parsing");
  CHECK(read("1_") == "int_parsing");
  CHECK(read("1.") == "int_parsing");
  CHECK(read("1.01") == "int_parsing");
  CHECK(read("") == "int_parsing");
  CHECK(read("-0") == "0");
}

TEST_CASE("a minus after leading zeros is taken as the sign, as the real parser does") {
  CHECK(read("0-1") == "-1");
  CHECK(read("+0_-_1.0") == "-1");
  CHECK(read("0-0") == "0");
  CHECK(read("-0-1") == "int_parsing");
  CHECK(read("0-00") == "int_parsing");
  CHECK(read("0-__1") == "int_parsing");
  CHECK(read("0-") == "int_parsing");
}

TEST_CASE("Unicode white space around the integer is dropped, and no other character") {
  CHECK(read("\t\n\v\f\r 1\xC2\x85\xC2\xA0\xE1\x9A\x80\xE2\x80\x80\xE2\x80\xA8\xE2\x80\xAF\xE2\x81\x9F\xE3\x80\x80") ==
        "1");
  CHECK(read("1\x1C") == "int_parsing");
  CHECK(read("\xE1\xA0\x8E"
             "1") == "int_parsing");
  CHECK(read("\xE2\x80\x8B"
             "1") == "int_parsing");
  CHECK(read("\xEF\xBB\xBF"
             "1") == "int_parsing");
  CHECK(read("1 1") == "int_parsing");
  CHECK(read("\xEF\xBC\x91") == "int_parsing");
}

TEST_CASE("there is no 64-bit limit, but one of 4300 characters") {
  CHECK(read("18446744073709551616") == "18446744073709551616");
  CHECK(read(nines(4300)) == nines(4300));
  CHECK(read(nines(4301)) == "int_parsing_size");
  CHECK(read("-" + nines(4299)) == "-" + nines(4299));
  CHECK(read("-" + nines(4300)) == "int_parsing_size");
  CHECK(read(nines(4301) + "x") == "int_parsing_size");
  CHECK(read("+" + nines(4301)) == "int_parsing");
  CHECK(read(" " + nines(4301)) == "int_parsing");
  CHECK(read("9_" + nines(4300)) == "int_parsing");
  CHECK(read(std::string(5000, '0') + "1") == "1");
}

TEST_CASE("a million characters are read at once") {
  CHECK(read(std::string(1000000, ' ') + "1") == "1");
  CHECK(read(std::string(1000000, '0') + "_1") == "1");
  CHECK(read("1." + std::string(1000000, '0') + "1") == "int_parsing");
}

TEST_CASE("the validation error is FastAPI's, byte for byte") {
  using enum Identity::Fault::Why;
  const auto said = [](const std::string& parameter, const std::string& input, Identity::Fault::Why why) {
    return fastapi_error(
        {.of = Trouble::Of::identity, .status = 422, .parameter = parameter, .input = input, .why = why});
  };
  CHECK(said("token_id", "a\"\\\n\x01\x7F\xC3\xA9", integer) ==
        "{\"detail\":[{\"type\":\"int_parsing\",\"loc\":[\"path\",\"token_id\"],\"msg\":\"Input should be a valid "
        "integer, "
        "unable to parse string as an integer\",\"input\":\"a\\\"\\\\\\n\\u0001\x7F\xC3\xA9\"}]}");
  CHECK(
      said("id", "1", integer_size) ==
      R"({"detail":[{"type":"int_parsing_size","loc":["path","id"],"msg":"Unable to parse input string as an integer, exceeded maximum size","input":"1"}]})");
}

}  // namespace assay::test
