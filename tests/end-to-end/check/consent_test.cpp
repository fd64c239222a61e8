// What takes the place of consent, and what does not.
#include <algorithm>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"
#include "tests/raw_server.h"

namespace assay::test {
namespace {

const char* const refusal =
    "HTTP/1.1 422 Unprocessable Entity\r\nServer: assay-mock\r\nContent-Type: application/json\r\n"
    "Content-Length: 2\r\n\r\n{}";

// How many of the requests ask for token 1 or 2, or for anything but words; a zero is a control character's, undecoded.
std::size_t asked_for_tokens(const RawServer& server) {
  const auto requests = server.requests();
  return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), [](const std::string& request) {
    const auto at = request.find("/api-tokens/");
    const std::string segment = request.substr(at + 12, request.find('/', at + 12) - at - 12);
    return segment.find_first_of("123456789") != std::string::npos;
  }));
}

}  // namespace

TEST_CASE("a server on another machine that calls itself assay-mock is not rotated without consent") {
  const RawServer server([](Peer& peer) {  // as a proxy, it is the other machine
    while (!peer.read_request().empty() && peer.send(refusal)) {
    }
  });
  const auto check = [&](std::vector<std::string> more) {
    std::vector<std::string> all = {"env",   "http_proxy=" + server.url(), std::string(ASSAY_BINARY),
                                    "check", "http://vendor.example",      "--rate",
                                    "0"};
    all.insert(all.end(), more.begin(), more.end());
    return run_program(all);
  };
  check({});
  check({"--id", "1"});
  check({"--rotate"});
  CHECK(server.requests().size() > 20);
  CHECK(asked_for_tokens(server) == 0);
  check({"--rotate", "--id", "1", "--max-requests", "30"});
  CHECK(asked_for_tokens(server) > 0);
}

TEST_CASE("a token that the server does not know is named, and one that it knows is not") {
  const Vendor vendor;
  const Finished run = run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "99", "--only", "state"});
  INFO(run.err);
  CHECK_THAT(run.err, Catch::Contains("token 99 was never found (404 ") && !Catch::Contains("token 1 was"));
}

}  // namespace assay::test
