// Vendors behind a stock reverse proxy, which answers some requests itself and tidies the paths of others: none may be
// blamed for it. They answer as nginx 1.22, Apache 2.4, HAProxy 2.6 and lighttpd 1.4 were seen to on Debian 12; nginx's
// page is verbatim.
#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

using Request = httplib::Request;
using Response = httplib::Response;

const std::string nginx_405 =
    "<html>\r\n<head><title>405 Not Allowed</title></head>\r\n<body>\r\n<center><h1>405 Not Allowed</h1></center>\r\n"
    "<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";

// Plain vendor, but for what the front does with TRACE.
Habits tracing(const std::function<void(const Request&, Response&)>& answer) {
  return {.early = [answer](const Request& request, Response& response) {
    if (request.method == "TRACE") answer(request, response);
    return request.method == "TRACE";
  }};
}

std::string echo_of(const Request& request) {
  std::string echo = "TRACE " + request.target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers) echo += name + ": " + value + "\r\n";
  return echo + "\r\n";
}

}  // namespace

TEST_CASE("a vendor behind nginx, which answers TRACE 405 with a page and no Allow, conforms") {
  check_conforms(tracing([](const Request&, Response& response) { say(response, 405, nginx_405, "text/html"); }));
}

TEST_CASE("a vendor behind Apache, which answers TRACE 405 with an empty Allow or with the request, conforms") {
  check_conforms(tracing([](const Request&, Response& response) {
    say(response, 405, "<h1>Method Not Allowed</h1>", "text/html; charset=iso-8859-1");
    response.set_header("Allow", "");
  }));
  check_conforms(tracing(
      [](const Request& request, Response& response) { say(response, 200, echo_of(request), "message/http"); }));
}

TEST_CASE("a vendor behind a proxy that knows no TRACE, or forbids it, conforms") {
  for (const int status : {400, 403, 501})
    check_conforms(tracing([status](const Request&, Response& response) { say(response, status, "", "text/html"); }));
}

TEST_CASE("a vendor behind nginx or lighttpd that decodes %2F and takes dot segments out conforms") {
  check_conforms({.path = R"(/api-tokens/(?:[^/]+/\.\./)*([^/]+)/webhook/rotate-secret)"});
}

}  // namespace assay::test
