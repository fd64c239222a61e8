// assay check through the environment's proxy.
#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

using Catch::Contains;

// assay with http_proxy set to `proxy`, among `arguments` what is checked.
Finished run_behind(const std::string& proxy, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"env", "http_proxy=" + proxy, std::string(ASSAY_BINARY), "check"});
  return run_program(arguments);
}

}  // namespace

TEST_CASE("a proxy of the environment is told of, its credentials are not, and this machine is reached without it") {
  const RawServer proxy([](Peer& peer) {  // answers for the vendor, and repeats what only it should know
    for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      const auto at = request.find("Proxy-Authorization: ");
      const std::string echo = "X-Echo: " + request.substr(at + 21, request.find("\r\n", at) - at - 21);
      peer.send("HTTP/1.1 404 Not Found\r\n" + echo + "\r\nContent-Length: 0\r\n\r\n");
    }
  });
  const Vendor vendor;
  const std::string address = "127.0.0.1:" + std::to_string(proxy.port());
  const TemporaryFolder folder;
  const Finished run = run_behind("http://someone:canary-81@" + address, {vendor.url(), "--proxy", "all", "--report",
                                                                          "json,html", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK_THAT(run.err, Contains("note: requests go through the proxy http://" + address + " (http_proxy"));
  REQUIRE_FALSE(proxy.requests().empty());
  CHECK_THAT(proxy.requests().front(), Catch::StartsWith("POST " + vendor.url() + "/api-tokens/"));
  CHECK_THAT(proxy.requests().front(), Contains("Proxy-Authorization: Basic c29tZW9uZTpjYW5hcnktODE=\r\n"));
  const std::string told = run.out + run.err + read_file(folder.path() + "/report.json") +
                           read_file(folder.path() + "/report.html") + read_file(folder.path() + "/events.ndjson");
  CHECK(told.find("canary-81") == std::string::npos);
  CHECK(told.find("c29tZW9uZTpjYW5hcnktODE=") == std::string::npos);

  const std::size_t before = proxy.connections();
  CHECK(run_behind("http://" + address, {vendor.url()}).code == 4);
  CHECK(proxy.connections() == before);
}

TEST_CASE("a proxy that refuses ends the run before it begins, with the proxy to blame") {
  for (const std::string status : {"407 Who", "502 Bad Gateway"}) {
    const RawServer proxy(always("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
    const Finished run = run_behind(proxy.url(), {"http://vendor.example"});
    CHECK(run.code == 3);
    CHECK_THAT(run.err, Contains("the proxy " + proxy.url()) && Contains("answered " + status.substr(0, 3)) &&
                            Contains("--proxy none"));
  }
  const Finished down = run_behind("http://127.0.0.1:1", {"http://vendor.example"});
  CHECK(down.code == 3);
  CHECK_THAT(down.err, Contains("the proxy http://127.0.0.1:1 cannot be reached"));
  const Finished unknown = run_behind("socks5://u:canary@127.0.0.1:1", {"http://vendor.example"});
  CHECK(unknown.code == 2);
  CHECK_THAT(unknown.err, Contains("http_proxy of the environment names no http:// proxy") && !Contains("canary"));
}

}  // namespace assay::test
