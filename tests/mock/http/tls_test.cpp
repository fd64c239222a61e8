#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <regex>

#include "contracts/documents/place.h"
#include "contracts/live/live_server.h"
#include "mock/http/delivery.h"
#include "mock/http/listener.h"
#include "mock/http/tls_identity.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// A folder for PEM files.
struct Folder {
  std::string path = (fs::temp_directory_path() / "assay-tls-XXXXXX").string();
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name, std::ios::binary) << text;
    return path + "/" + name;
  }
};

const TlsIdentity& ours() {
  static const TlsIdentity identity = self_signed_identity();
  return identity;
}

Target trusting(const Listener& listener, const std::string& ca_file) {
  return {.scheme = "https", .host = "127.0.0.1", .port = listener.port(), .ca_file = ca_file};
}

NoResponse none(const Outcome& outcome) {
  REQUIRE(std::holds_alternative<NoResponse>(outcome));
  return std::get<NoResponse>(outcome);
}

std::string refusal_of(const std::string& certificate, const std::string& key) try {
  load_tls_identity(certificate, key);
  return "(none)";
} catch (const BadDocument& error) {
  return error.what();
}

}  // namespace

TEST_CASE("under TLS the mock answers a client that trusts its certificate, time after time on one connection") {
  const Folder folder;
  Listener listener(a_mock(), {.max_connections = 1, .tls = ours()});
  const Handler server = live_server(trusting(listener, folder.put("ca.pem", ours().certificate)));
  for (int i = 0; i < 5; ++i) CHECK(ask(server, a_rotation("1")).status == 200);
}

TEST_CASE("a client that does not trust the certificate hears nothing") {
  Listener listener(a_mock(), {.tls = ours()});
  CHECK(none(live_server(trusting(listener, ""))(a_rotation("1"))).why == NoResponse::Why::tls);
}

TEST_CASE("the last answer under TLS comes whole, however long it is") {
  const Folder folder;
  const auto closing = [](const Request&) {
    return Response{.status = 200, .headers = {{"Connection", "close"}}, .body = std::string(900'000, 'x')};
  };
  Listener listener(closing, {.tls = ours()});
  const Handler server = live_server(trusting(listener, folder.put("ca.pem", ours().certificate)));
  for (int i = 0; i < 3; ++i) CHECK(ask(server, a_rotation("1")).body.size() == 900'000);
}

TEST_CASE("connections beyond the limit hear 503 under TLS too") {
  const Folder folder;
  Listener listener(a_mock(), {.max_connections = 0, .tls = ours()});
  CHECK(ask(live_server(trusting(listener, folder.put("ca.pem", ours().certificate))), a_rotation("1")).status == 503);
}

TEST_CASE("plain HTTP to a port with TLS gets no answer of HTTP, and the connection is closed") {
  Listener listener(a_mock(), {.tls = ours()});
  RawClient client(listener.port());
  client.send("POST /api-tokens/1/webhook/rotate-secret HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK_THAT(client.read_to_end(), !Catch::Contains("HTTP"));
  CHECK(client.closed());
}

TEST_CASE("a client that never shakes hands is closed when the time of a head is over") {
  Listener listener(a_mock(), {.head_deadline = 100ms, .tls = ours()});
  RawClient client(listener.port());
  client.send("\x16\x03\x01");
  CHECK(client.read_to_end().empty());
  CHECK(client.closed());
}

TEST_CASE("a stop with TLS connections idle, and half way into TLS, takes under a second") {
  const Folder folder;
  Listener listener(a_mock(), {.tls = ours()});
  const Handler server = live_server(trusting(listener, folder.put("ca.pem", ours().certificate)));
  CHECK(ask(server, a_rotation("1")).status == 200);
  RawClient silent(listener.port());
  RawClient begun(listener.port());
  begun.send("\x16\x03\x01");
  const auto begin = std::chrono::steady_clock::now();
  listener.stop();
  CHECK(std::chrono::steady_clock::now() - begin < 1s);
  CHECK(none(server(a_rotation("1"))).why != NoResponse::Why::tls);
}

TEST_CASE("a certificate made here is new every time, and its fingerprint is of SHA-256") {
  const TlsIdentity other = self_signed_identity({"mock.example", "192.0.2.1", "odd,DNS:other.example"});
  CHECK(other.key != ours().key);
  CHECK(std::regex_match(fingerprint_of(other), std::regex("([0-9A-F]{2}:){31}[0-9A-F]{2}")));
  CHECK(fingerprint_of(other) != fingerprint_of(ours()));
}

TEST_CASE("a certificate and its key are read from files, what is none is refused with the file's name") {
  const Folder folder;
  const std::string certificate = folder.put("cert.pem", ours().certificate);
  const std::string key = folder.put("key.pem", ours().key);
  CHECK(fingerprint_of(load_tls_identity(certificate, key)) == fingerprint_of(ours()));
  CHECK_THAT(refusal_of(key, key), Catch::Contains(key + ": holds no certificate"));
  CHECK_THAT(refusal_of(certificate, certificate), Catch::Contains(certificate + ": holds no private key"));
  CHECK_THAT(refusal_of(folder.path + "/none.pem", key), Catch::Contains("none.pem"));
  const std::string other = folder.put("other.pem", self_signed_identity().key);
  CHECK_THAT(refusal_of(certificate, other), Catch::Contains(other + ": is not the key of the certificate"));
}

}  // namespace assay::test
