// `assay mock` under TLS, as curl and our own client meet it.
#include <filesystem>

#include "contracts/live/live_server.h"
#include "mock/http/tls_identity.h"
#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

const std::string target = "/api-tokens/1/webhook/rotate-secret";

int status_from(const std::string& url, const std::string& ca_file) {
  Target server = parse_target(url);
  server.ca_file = ca_file;
  const Outcome outcome = live_server(server)({.method = "POST", .target = target});
  const auto* response = std::get_if<Response>(&outcome);
  return response == nullptr ? 0 : response->status;
}

// The word of `text` behind `before`.
std::string word_after(const std::string& text, const std::string& before) {
  const auto begin = text.find(before);
  REQUIRE(begin != std::string::npos);
  const auto end = text.find_first_of(" \n", begin + before.size());
  return text.substr(begin + before.size(), end - begin - before.size());
}

}  // namespace

TEST_CASE(
    "the flag --tls-self-signed says which file to trust and what its fingerprint is, and takes the file away at the "
    "end") {
  test::MockProcess mock({"--tls-self-signed"});
  CHECK(mock.url().starts_with("https://127.0.0.1:"));
  const std::string fingerprint = word_after(mock.greeting_line("tls"), "SHA-256 ");
  const std::string file = word_after(mock.greeting_line("try"), "--cacert ");
  CHECK(fingerprint == fingerprint_of({.certificate = test::read_file(file)}));
  CHECK(status_from(mock.url(), file) == 200);
  CHECK(status_from(mock.url(), "") == 0);
  CHECK(mock.stop() == 0);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("curl talks to the mock with the certificate that it was given") {
  if (test::run_program({"env", "curl", "--version"}).code != 0) {
    WARN("skipped: there is no curl");
    return;
  }
  const test::TemporaryFolder folder;
  const TlsIdentity identity = self_signed_identity();
  const std::string certificate = folder.path() + "/cert.pem", key = folder.path() + "/key.pem";
  test::write_file(certificate, identity.certificate);
  test::write_file(key, identity.key);
  test::MockProcess mock({"--tls-cert", certificate, "--tls-key", key});
  const auto answer =
      test::run_program({"curl", "-sS", "-m", "20", "-X", "POST", "--cacert", certificate, mock.url() + target});
  CHECK(answer.err == "");
  CHECK_THAT(answer.out, Catch::Contains(R"("webhook_secret":"whsec_)"));
}

TEST_CASE("flags of TLS that do not fit are refused") {
  const auto alone = test::run_assay({"mock", "--port", "0", "--tls-cert", "fixtures/tokens.yaml"});
  CHECK(alone.code == 2);
  CHECK_THAT(alone.err, Catch::Contains("--tls-key"));
  const auto no_pem = test::run_assay(
      {"mock", "--port", "0", "--tls-cert", "fixtures/tokens.yaml", "--tls-key", "fixtures/tokens.yaml"});
  CHECK(no_pem.code == 2);
  CHECK_THAT(no_pem.err, Catch::Contains("fixtures/tokens.yaml: holds no certificate in PEM"));
}

}  // namespace assay::test
