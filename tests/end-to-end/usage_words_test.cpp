// What a wrong command line is told, in our words: those of CLI11 differ from version to version, and not all are
// English.
#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

std::string told(const std::vector<std::string>& arguments) {
  const Finished run = run_assay(arguments, 30);
  CHECK(run.code == 2);
  return run.err;
}

}  // namespace

TEST_CASE("a flag that is given twice, without its value, or with one that it does not take is told so") {
  CHECK(told({"check", "--seed", "1", "--seed", "2"}) ==
        "assay: --seed is given more than once; see assay check --help\n");
  CHECK(told({"check", "--vendor", "a", "--vendor", "b"}) ==
        "assay: --vendor is given more than once; see assay check --help\n");
  CHECK(told({"check", "--timeout"}) == "assay: --timeout lacks its value S; see assay check --help\n");
  CHECK(told({"check", "--set"}) == "assay: --set lacks its value KEY=VALUE; see assay check --help\n");
  CHECK(told({"check", "-H"}) == "assay: --header lacks its value HEADER; see assay check --help\n");
  CHECK(told({"check", "--only="}) == "assay: --only lacks its value CLAUSES; see assay check --help\n");
  CHECK(told({"check", "--dry-run=false"}) == "assay: --dry-run takes no value; see assay check --help\n");
  CHECK(told({"mock", "--no-admin=no"}) == "assay: --no-admin takes no value; see assay mock --help\n");
}

TEST_CASE("a value that a flag does not take is told with those that it takes") {
  CHECK(told({"mock", "--port", "70000"}) ==
        "assay: --port: \"70000\" is no whole number from 0 to 65535; see assay mock --help\n");
  for (const std::string number : {"nan", "inf", "-1", "1e400", "x", "", "0x1p3"})
    CHECK_THAT(told({"check", "--rate=" + number}), Catch::Contains("--rate"));
  CHECK_THAT(told({"check", "--rate=nan"}), Catch::Contains("\"nan\" is no number from 0 to 1000000;"));
  CHECK_THAT(told({"check", "--floor=101"}), Catch::Contains("\"101\" is no number from 0 to 100;"));
  for (const std::string number : {"010", "0x10", "8.0", "+8", "1"})
    CHECK_THAT(told({"check", "--workers=" + number}), Catch::Contains("is no whole number from 2 to 64"));
  CHECK(told({"lint", "--format", "jsn"}) ==
        "assay: --format: \"jsn\" is none of console, json, sarif; did you mean json?\n");
}

TEST_CASE("what is missing, unknown or does not go together is told so") {
  CHECK(told({"list"}) == "assay: WHAT is missing; see assay list --help\n");
  CHECK(told({"report", "diff", "a"}) == "assay: NEW is missing; see assay report diff --help\n");
  CHECK(told({}) == "assay: no command was given; see assay --help\n");
  CHECK(told({"report"}) == "assay: no command was given; see assay report --help\n");
  CHECK_THAT(told({"report", "rendr"}), Catch::Contains("there is no command \"rendr\"; did you mean render?"));
  CHECK_THAT(told({"--bogus"}), Catch::Contains("unknown argument \"--bogus\""));
  CHECK_THAT(told({"mock", "--tls-cert", "a"}), Catch::Contains("--tls-cert needs --tls-key beside it"));
  CHECK_THAT(told({"mock", "--tls-self-signed", "--tls-cert", "a", "--tls-key", "b"}),
             Catch::Contains("cannot be used with --tls-"));
}

TEST_CASE("of a flag or command that nobody knows no value is repeated: it may be a credential") {
  CHECK_THAT(told({"check", "--toke=canary-4f1d"}), Catch::Contains("unknown argument \"--toke\""));
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"check", "--toke=canary-4f1d"},
                                             {"check", "--toke", "canary-4f1d"},
                                             {"check", "--canary-4f1d"},
                                             {"check", "-Xcanary-4f1d"},
                                             {"check", "http://127.0.0.1:1", "canary-4f1d"},
                                             {"check", "http://127.0.0.1:1", "--passwort", "x: canary-4f1d"},
                                             {"--toke=canary-4f1d"},
                                             {"canary-4f1d"},
                                             {"report", "canary-4f1d"},
                                             {"report", "--toke=canary-4f1d"}}) {
    const std::string text = told(arguments);
    INFO(text);
    CHECK_THAT(text, !Catch::Contains("4f1d"));
  }
}

}  // namespace assay::test
