// assay verify-signature as a user runs it: exit codes, where secrets and requests come from, and that no secret shows.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

const std::string key_text = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string secret = "whsec_" + key_text;
const std::string other_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const std::string request = "fixtures/deliveries/standard.http";
const std::string sent_at = "1614265330";

// Of the tests' own process, which its children get.
struct Variable {
  Variable(const char* its_name, const std::string& value) : name(its_name) { setenv(name, value.c_str(), 1); }
  ~Variable() { unsetenv(name); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  const char* name;
};

Finished verify(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "verify-signature");
  Finished run = run_assay(arguments);
  INFO(run.out << run.err);
  for (const std::string& said : {run.out, run.err}) {
    CHECK_THAT(said, !Catch::Contains(key_text));
    CHECK_THAT(said, !Catch::Contains(other_secret.substr(6)));
  }
  return run;
}

Finished verify_standard(std::vector<std::string> arguments) {
  const std::vector<std::string> front = {"--request", request, "--now", sent_at};
  arguments.insert(arguments.begin(), front.begin(), front.end());
  return verify(arguments);
}

void refuses(const std::vector<std::string>& arguments, const std::string& because) {
  const Finished run = verify_standard(arguments);
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Catch::StartsWith("assay: ") && Catch::Contains(because));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("a delivery that fits exits 0 and names the secret that signed, one that does not exits 1") {
  const Variable good("ASSAY_TEST_SECRET", secret), wrong("ASSAY_TEST_OTHER", other_secret);
  Finished run = verify_standard({"--secret", "${ASSAY_TEST_SECRET}"});
  CHECK(run.code == 0);
  CHECK(run.out == "FITS  standard-webhooks\n  signed with secret 1 of 1; the timestamp is 0 s old\n");
  run = verify_standard({"--secret", "${ASSAY_TEST_OTHER}", "--secret", "${ASSAY_TEST_SECRET}"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::Contains("signed with secret 2 of 2"));
  run = verify_standard({"--secret", "${ASSAY_TEST_OTHER}"});
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Catch::StartsWith("DOES_NOT_FIT") && Catch::Contains("no known mistake explains it"));
  run = verify_standard({"--secret", "${ASSAY_TEST_OTHER}", "--old-secret", "${ASSAY_TEST_SECRET}"});
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Catch::Contains("mistake  old-secret: old secret 1 signed"));
}

TEST_CASE("the clock is the machine's unless --now says another, as seconds or a date") {
  const Variable good("ASSAY_TEST_SECRET", secret);
  const std::vector<std::string> kept = {"--request", request, "--secret", "${ASSAY_TEST_SECRET}"};
  const auto at = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = kept;
    all.insert(all.end(), more.begin(), more.end());
    return verify(all);
  };
  CHECK(at({}).code == 1);
  CHECK_THAT(at({}).out, Catch::Contains("mistake  clock: the signature fits"));
  CHECK(at({"--now", "2021-02-25T16:07:10+01:00"}).code == 0);
  CHECK(at({"--now", "2021-02-25T16:07:11+01:00"}).code == 1);
  CHECK(at({"--now", "2021-02-25T16:07:11+01:00", "--tolerance", "301s"}).code == 0);
  CHECK(at({"--tolerance", "30000d"}).code == 0);
}

TEST_CASE(
    "a file holds one secret a line, whatever its line ends, and a blank within its line is told as the mistake") {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/secrets.txt";
  write_file(file, other_secret + "\r\n" + secret + "\r\n");
  CHECK_THAT(verify_standard({"--secret-file", file}).out, Catch::Contains("secret 2 of 2"));
  write_file(file, secret);
  CHECK(verify_standard({"--secret-file", file}).code == 0);
  write_file(file, "\n" + secret + " \n");
  CHECK_THAT(verify_standard({"--secret-file", file}).out, Catch::Contains("mistake  framed-secret: "));
  write_file(file, "\n");
  refuses({"--secret-file", file}, "holds no secret");
  write_file(file, "\xEF\xBB\xBF" + secret);
  refuses({"--secret-file", file}, "byte order mark");
  write_file(file, std::string(4097, 'x'));
  refuses({"--secret-file", file}, "more than 4096 bytes");
  std::string many;
  for (int i = 0; i < 17; ++i) many += "x\n";
  write_file(file, many);
  refuses({"--secret-file", file}, "more than 16");
}

TEST_CASE("a secret on the command line is refused and not repeated") {
  const Variable empty("ASSAY_TEST_EMPTY", "");
  refuses({"--secret", secret}, "--secret: takes the name of a variable");
  refuses({"--secret", "x${" + secret + "}"}, "--secret: takes the name of a variable");
  refuses({"--old-secret=" + secret}, "--old-secret: takes the name of a variable");
  refuses({"--secret", "${ASSAY_TEST_NOT_SET}"}, "the environment has no variable ASSAY_TEST_NOT_SET");
  refuses({"--secret", "${ASSAY_TEST_EMPTY}"}, "the variable is empty");
  refuses({}, "no secret is given");
}

TEST_CASE("a request is read whole or in parts, from a file or from standard input, and not in both ways") {
  const Variable good("ASSAY_TEST_SECRET", secret);
  const TemporaryFolder folder;
  const std::string body = folder.path() + "/body.json";
  write_file(body, "{\"test\": 2432232314}");
  const std::vector<std::string> parts = {
      "-H",          "Webhook-Id: msg_p5jXN8AQM9LWM0D4loKWxJek",
      "-H",          "webhook-timestamp:1614265330",
      "--header",    "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      "--body-file", body,
      "--secret",    "${ASSAY_TEST_SECRET}",
      "--now",       sent_at};
  CHECK(verify(parts).code == 0);
  const std::string command = std::string(ASSAY_BINARY) + " verify-signature --now " + sent_at +
                              " --secret '${ASSAY_TEST_SECRET}' --request - < " + request;
  CHECK(run_program({"sh", "-c", command}).code == 0);
  refuses({"--secret", "${ASSAY_TEST_SECRET}", "-H", "a: b", "--body-file", body}, "cannot be used with");
  const auto refused = [&](std::vector<std::string> arguments, const std::string& because) {
    arguments.insert(arguments.end(), {"--secret", "${ASSAY_TEST_SECRET}"});
    const Finished run = verify(arguments);
    CHECK(run.code == 2);
    CHECK_THAT(run.err, Catch::Contains(because));
  };
  refused({}, "give what was received: --request FILE, or --header and --body-file");
  refused({"-H", "a: b"}, "--header needs --body-file beside it");
  refused({"-H", "no colon", "--body-file", body}, "--header: a header line has no colon; write 'Name: value'");
  refused({"-H", " folded: x", "--body-file", body}, "--header: begins with a blank");
  refused({"--request", body}, "there is no empty line between its headers and its body");
  refused({"--request", folder.path()}, "cannot be read");
  refused({"--request", request, "--scheme", "slak"}, "did you mean slack?");
  refused({"--request", request, "--now", "yesterday"}, "--now: is no time");
  refused({"--request", request, "--tolerance", "5"}, "--tolerance: \"5\" is no length of time");
  std::filesystem::resize_file(body, std::size_t{17} * 1024 * 1024);
  refused({"-H", "a: b", "--body-file", body}, "holds more than 16777216 bytes");
}

TEST_CASE("where the headers of another scheme came it is told so, whoever signed") {
  const Variable good("ASSAY_TEST_SECRET", secret), wrong("ASSAY_TEST_OTHER", other_secret);
  const std::string note = "the headers that came are those of standard-webhooks (--scheme standard-webhooks)";
  CHECK_THAT(verify_standard({"--scheme", "slack", "--secret", "${ASSAY_TEST_OTHER}"}).out,
             Catch::Contains(note) && Catch::Contains("header X-Slack-Request-Timestamp is missing"));
  CHECK_THAT(verify_standard({"--scheme", "slack", "--secret", "${ASSAY_TEST_SECRET}"}).out,
             !Catch::Contains(note) && Catch::Contains("mistake  other-scheme: fits as standard-webhooks"));
  CHECK_THAT(verify_standard({"--secret", "${ASSAY_TEST_OTHER}"}).out, !Catch::Contains(note));
}

TEST_CASE("as JSON it says the same") {
  const Variable good("ASSAY_TEST_SECRET", secret), pasted("ASSAY_TEST_PASTED", "v1," + secret);
  auto json = nlohmann::json::parse(verify_standard({"--secret", "${ASSAY_TEST_SECRET}", "--format", "json"}).out);
  CHECK(json.at("format") == "assay-signature/1");
  CHECK(json.at("fits") == true);
  CHECK(json.at("secret") == 1);
  CHECK(json.at("timestamp_age_seconds") == 0);
  CHECK(json.at("mistake").is_null());
  const Finished run = verify_standard({"--secret", "${ASSAY_TEST_PASTED}", "--format", "json"});
  CHECK(run.code == 1);
  json = nlohmann::json::parse(run.out);
  CHECK(json.at("fits") == false);
  CHECK(json.at("secret").is_null());
  CHECK(json.at("mistake").at("id") == "version-pasted");
}

TEST_CASE("names of headers that came are printed without what a terminal would obey") {
  const Variable good("ASSAY_TEST_SECRET", secret);
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/request.http";
  write_file(file, "POST / HTTP/1.1\n\x1b[31mwebhook-id: x\n\n{}");
  const Finished run = verify({"--request", file, "--secret", "${ASSAY_TEST_SECRET}"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Catch::Contains("a header's name is no token") && !Catch::Contains("\x1b"));
}

}  // namespace assay::test
