#include <httplib.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "contracts/live/live_server.h"
#include "tests/catch.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using Why = NoResponse::Why;

// A key with a certificate that it signed itself, for one host: "IP:127.0.0.1".
struct Identity {
  std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  std::shared_ptr<X509> certificate{X509_new(), X509_free};

  explicit Identity(const char* host) {
    X509* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key.get());
    const std::string name = "assay test";
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()), -1,
                               0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, host);
    X509_add_ext(x509, address, -1);
    X509_EXTENSION_free(address);
    X509_sign(x509, key.get(), EVP_sha256());
  }
};

// The certificate as a PEM file, removed with the object.
struct CaFile {
  std::string path{};

  explicit CaFile(const Identity& identity) {
    std::string name = (std::filesystem::temp_directory_path() / "assay-ca-XXXXXX").string();
    std::FILE* file = fdopen(mkstemp(name.data()), "w");
    PEM_write_X509(file, identity.certificate.get());
    std::fclose(file);
    path = name;
  }
  CaFile(const CaFile&) = delete;
  CaFile& operator=(const CaFile&) = delete;
  ~CaFile() { std::filesystem::remove(path); }
};

// cpp-httplib's own server with TLS, which says hi.
struct TlsServer {
  Identity identity;
  int demands = 0;  // the TLS version in which it demands a client certificate; 0: it does not
  httplib::SSLServer server{[this](SSL_CTX& context) {
    SSL_CTX_use_certificate(&context, identity.certificate.get());
    SSL_CTX_use_PrivateKey(&context, identity.key.get());
    if (demands == 0) return true;
    SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return SSL_CTX_set_max_proto_version(&context, demands) == 1;
  }};
  int port = 0;
  std::thread thread{};

  explicit TlsServer(const char* certified_host = "IP:127.0.0.1", int demanding = 0)
      : identity(certified_host), demands(demanding) {
    server.set_keep_alive_timeout(1);
    server.Post(".*", [](const httplib::Request& request, httplib::Response& response) {
      response.set_header("X-Target", request.target);
      response.set_content(std::string(100000, 'h'), "text/plain");
    });
    port = server.bind_to_any_port("127.0.0.1");
    thread = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  ~TlsServer() {
    server.stop();
    thread.join();
  }
  Target target() const { return {.scheme = "https", .host = "127.0.0.1", .port = port}; }
};

NoResponse none(const Outcome& outcome) {
  REQUIRE(std::holds_alternative<NoResponse>(outcome));
  return std::get<NoResponse>(outcome);
}

const Request post{.method = "POST", .target = "/a"};

}  // namespace

TEST_CASE("TLS answers as plain HTTP does when the certificate is trusted, or nobody asks") {
  TlsServer server;
  const CaFile ca(server.identity);
  Target trusting = server.target();
  trusting.ca_file = ca.path;
  Target careless = server.target();
  careless.verify = Target::Verify::nothing;
  for (const Target& target : {trusting, careless}) {
    const Handler handler = live_server(target);
    for (int i = 0; i < 3; ++i) {
      const Outcome outcome = handler(post);
      REQUIRE(std::holds_alternative<Response>(outcome));
      CHECK(std::get<Response>(outcome).body.size() == 100000);
    }
  }
}

TEST_CASE("a certificate that nobody vouches for is no TLS session, and the reason is said") {
  TlsServer server;
  const NoResponse answer = none(live_server(server.target())(post));
  CHECK(answer.why == Why::tls);
  CHECK_THAT(answer.detail, Catch::Contains("self-signed") && Catch::Contains("--ca-file"));
}

TEST_CASE("a certificate for another host is not accepted") {
  TlsServer server("IP:192.0.2.1");
  const CaFile ca(server.identity);
  Target target = server.target();
  target.ca_file = ca.path;
  const NoResponse answer = none(live_server(target)(post));
  CHECK(answer.why == Why::tls);
  CHECK_THAT(answer.detail, Catch::Contains("mismatch") && Catch::Contains("another name than 127.0.0.1") &&
                                !Catch::Contains("--ca-file"));
}

TEST_CASE("a server that speaks no TLS 1.2 is told from one without TLS") {
  test::RawServer server([](test::Peer& peer) {
    peer.send("\x15\x03\x01" + std::string("\x00\x02\x02\x46", 4));  // alert 70: protocol_version
    peer.wait_for_close();
  });
  const NoResponse answer = none(live_server({.scheme = "https", .host = "127.0.0.1", .port = server.port()})(post));
  CHECK(answer.why == Why::tls);
  CHECK_THAT(answer.detail, Catch::Contains("no TLS 1.2") && !Catch::Contains("--ca-file"));
}

TEST_CASE("a server that demands a client certificate says so, in TLS 1.2 and 1.3") {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsServer server("IP:127.0.0.1", version);
    const CaFile ca(server.identity);
    Target target = server.target();
    target.ca_file = ca.path;
    const NoResponse answer = none(live_server(target)(post));
    CHECK(answer.why == Why::tls);
    CHECK_THAT(answer.detail, Catch::Contains("client certificate") && Catch::Contains("--client-cert"));
  }
}

TEST_CASE("a CA file that is none is named") {
  TlsServer server;
  Target target = server.target();
  target.ca_file = "no/such/ca.pem";
  const NoResponse answer = none(live_server(target)(post));
  CHECK(answer.why == Why::tls);
  CHECK_THAT(answer.detail, Catch::Contains("no/such/ca.pem"));
}

TEST_CASE("a server without TLS ends the handshake, whether it answers plainly, hangs up or says nothing") {
  const auto ask = [](const test::Script& script) {
    test::RawServer server(script);
    return none(live_server({.scheme = "https",
                             .host = "127.0.0.1",
                             .port = server.port(),
                             .timeout = std::chrono::milliseconds(300)})(post))
        .why;
  };
  CHECK(ask([](test::Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"), peer.wait_for_close(); }) ==
        Why::tls);
  CHECK(ask([](test::Peer&) {}) == Why::tls);
  CHECK(ask([](test::Peer& peer) { peer.wait_for_close(); }) == Why::timed_out);
  const std::string start_of_record =
      "\x16\x03\x03\x3f";  // of more than 16,000 bytes, and no more than the 16,384 of RFC 8446 5.1
  CHECK(ask([&](test::Peer& peer) {
          peer.drip(start_of_record + std::string(500, '\x02'), std::chrono::milliseconds(20));
        }) == Why::timed_out);
}

TEST_CASE("plain HTTP to a server with TLS does not pass for an answer") {
  TlsServer server;
  Target target = server.target();
  target.scheme = "http";
  const Why why = none(live_server(target)(post)).why;
  CHECK((why == Why::unreadable || why == Why::cut_off));
}

TEST_CASE("a TLS server is reached through a proxy's tunnel, to which its requests are not shown") {
  TlsServer server;
  const CaFile ca(server.identity);
  test::RawServer proxy([&](test::Peer& peer) {
    if (!peer.read_request().empty() && peer.send("HTTP/1.1 200 Connection established\r\n\r\n"))
      peer.relay_to(server.port);
  });
  Target target = server.target();
  target.ca_file = ca.path;
  target.proxy = Proxy{.host = "127.0.0.1", .port = proxy.port(), .authorization = "Basic dTpw"};
  {
    const Handler handler = live_server(target);
    for (int i = 0; i < 3; ++i) {
      const Outcome outcome = handler(post);
      REQUIRE(std::holds_alternative<Response>(outcome));
      CHECK(find_header(std::get<Response>(outcome).headers, "X-Target") == "/a");
    }
  }
  const std::string authority = "127.0.0.1:" + std::to_string(server.port);
  CHECK(proxy.requests() ==
        std::vector<std::string>{"CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority +
                                 "\r\nProxy-Authorization: Basic dTpw\r\nUser-Agent: assay\r\n\r\n"});
}

TEST_CASE("what a proxy does not let through was never sent to the server") {
  const auto ask = [](const test::Script& script) {
    test::RawServer proxy(script);
    const NoResponse answer =
        none(live_server({.scheme = "https",
                          .host = "vendor.example",
                          .port = 443,
                          .timeout = std::chrono::milliseconds(300),
                          .proxy = Proxy{.host = "127.0.0.1", .port = proxy.port(), .variable = "https_proxy"}})(post));
    CHECK(answer.why == Why::not_sent);
    CHECK_THAT(answer.detail, Catch::StartsWith("the proxy http://127.0.0.1:"));
    return answer.detail;
  };
  CHECK_THAT(ask(test::once("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")),
             Catch::Contains("answered 407: it asks for a user"));
  CHECK_THAT(ask(test::once("HTTP/1.1 502 No\r\n\r\n")), Catch::Contains("answered 502: it did not reach the target"));
  CHECK_THAT(ask(test::once("HTTP/1.1 403 No\r\n\r\n")), Catch::Contains("does not let this target through"));
  CHECK_THAT(ask(test::once("SSH-2.0-OpenSSH\r\n\r\n")), Catch::Contains("not HTTP/1.x"));
  CHECK_THAT(ask(test::once("HTTP/1.1 200 Yes\r\n\r\nmore")), Catch::Contains("bytes of its own"));
  CHECK_THAT(ask([](test::Peer&) {}), Catch::Contains("closed the connection"));
  CHECK_THAT(ask([](test::Peer& peer) { peer.wait_for_close(); }), Catch::Contains("in time"));
}

}  // namespace assay::test
