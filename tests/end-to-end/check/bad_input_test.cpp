// What is wrong with the command line, a document or a target is said in one line, with the right exit code.
#include <filesystem>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

bool is_one_line(const std::string& text) {
  return text.starts_with("assay: ") && text.find('\n') == text.size() - 1 && text.size() < 2000;
}

void refuses(const std::vector<std::string>& arguments, int code, const std::string& says) {
  const Finished run = run_assay(arguments, 30);
  INFO(run.out << run.err);
  CHECK(run.code == code);
  CHECK(is_one_line(run.err));
  CHECK(run.err.find(says) != std::string::npos);
}

}  // namespace

TEST_CASE("a wrong command line is refused with the nearest right word") {
  refuses({"chekc"}, 2, "did you mean check?");
  refuses({"check", "--rotat"}, 2, "did you mean --rotate?");
  refuses({"check", "--report", "jsn"}, 2, "did you mean json?");
  refuses({"check", "--deviation", "no-such-thing-at-all"}, 2, "assay list deviations");
  refuses({"check", "--id", "abc"}, 2, "no integer");
  refuses({"check", "--id", "10000000000000000001"}, 2, "beyond 64 bits");
  refuses({"check", "--id=-1"}, 2, "negative");
  refuses({"check", "--timeout", "soon"}, 2, "timeout");
  refuses({"check", "-H", "no colon"}, 2, "'Name: value'");
  refuses({"check", "-H", "Authorization: ${ASSAY_NO_SUCH_VARIABLE}"}, 2, "ASSAY_NO_SUCH_VARIABLE");
  refuses({"check", "http://127.0.0.1:1", "--deviation", "x"}, 2, "leave the URL out");
  refuses({"mock", "--port", "70000"}, 2, "port");
  refuses({"list", "cheeses"}, 2, "checks");
}

TEST_CASE("a number that is none, or out of range, is refused with the range") {
  const std::string range = "is no whole number from 0 to 18446744073709551615";
  for (const std::string seed : {"-1", "99999999999999999999", "18446744073709551616", "1.5", "0x10", "+1", ""})
    for (const std::string command : {"check", "mock", "prove", "replay"}) {
      INFO(command << ' ' << seed);
      std::vector<std::string> arguments = {command, "--seed=" + seed};
      if (command == "replay") arguments = {command, "report.json", "secret/fresh", "--mock", "--seed=" + seed};
      refuses(arguments, 2, seed.empty() ? "--seed" : range);
    }
  CHECK_THAT(run_assay({"check", "--dry-run", "--seed", "18446744073709551615"}).out,
             Catch::Contains("seed 18446744073709551615"));
  refuses({"check", "--max-requests", "0"}, 2, "no whole number from 1 to");
  refuses({"check", "--max-rotations", "-1"}, 2, "no whole number from 0 to");
}

TEST_CASE("a token that is given twice is refused: it would count as two") {
  refuses({"check", "--id", "1", "--id", "2", "--id", "1"}, 2, "--id 1 was given already");
  refuses({"check", "--id", "0", "--id", "-0"}, 2, "--id -0 was given already");
}

TEST_CASE("a wrong URL is refused without repeating a credential in it") {
  refuses({"check", "example.com"}, 2, "http");
  refuses({"check", "ftp://example.com"}, 2, "http");
  refuses({"check", "http://user:hunter2@127.0.0.1/"}, 2, "header");
  CHECK(run_assay({"check", "http://user:hunter2@127.0.0.1/"}).err.find("hunter2") == std::string::npos);
}

TEST_CASE("an empty argument is no default: a variable that is not set checks no other server") {
  refuses({"check", ""}, 2, "empty");
  refuses({"check", "--targets", ""}, 2, "--targets: an argument is empty");
  refuses({"check", "--save-last-secret="}, 2, "--save-last-secret lacks its value");
  refuses({"mock", "--host", ""}, 2, "--host");
  refuses({"mock", "--require-bearer", "", "--port", "0"}, 2, "--require-bearer");
  refuses({"lint", ""}, 2, "empty");
}

TEST_CASE("a bad document is refused with its place") {
  const TemporaryFolder folder;
  const std::string document = folder.path() + "/api.yaml";
  refuses({"check", "--document", document}, 2, document);
  write_file(document, "openapi: 3.1.0\npaths: [\n");
  refuses({"check", "--document", document}, 2, document + ":");
  write_file(document, "openapi: 3.1.0\ninfo: {title: \"\xff\xfe\"}\n");
  refuses({"check", "--document", document}, 2, "UTF-8");
  std::string slate = read_file("contracts/slate.openapi.yaml");
  write_file(document, slate.substr(0, slate.size() / 2));
  refuses({"check", "--document", document}, 2, document);
  slate.replace(slate.find("title: Token Prefix"), 5, "minProperties");
  write_file(document, slate);
  refuses({"check", "--document", document}, 2,
          "/components/schemas/TokenWithSecretResponse/properties/token_prefix/minProperties");
  write_file(document, "");
  std::filesystem::resize_file(document, 100'000'000);
  refuses({"check", "--document", document}, 2, document);
}

TEST_CASE("a target that can't be talked to is unreachable") {
  refuses({"check", "http://127.0.0.1:1"}, 3, "refused");
  refuses({"check", "http://no-such-host.invalid"}, 3, "no-such-host.invalid");
}

TEST_CASE("a port that is taken is said so") {
  const MockProcess mock;
  const std::string port = mock.url().substr(mock.url().rfind(':') + 1);
  refuses({"mock", "--port", port}, 2, port);
}

TEST_CASE("every command explains itself with examples") {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"check", "--help"},
                                                    {"mock", "--help"},
                                                    {"list", "--help"},
                                                    {"verify-signature", "--help"}}) {
    const Finished run = run_assay(arguments);
    CHECK(run.code == 0);
    CHECK(run.out.find("Examples:") != std::string::npos);
  }
  CHECK(run_assay({"--version"}).out.starts_with("assay "));
  for (const char* what : {"checks", "scenarios", "deviations", "formats", "schemes", "mistakes"})
    CHECK(run_assay({"list", what}).out.size() > 100);
}

TEST_CASE("the mock says first where it listens, and stops with 0") {
  MockProcess mock;
  CHECK(mock.first_line().starts_with("assay mock listening on http://127.0.0.1:"));
  CHECK(mock.stop() == 0);
}

}  // namespace assay::test
