// Vendors that send and route in unusual ways, all lawful: none may be blamed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"

namespace assay::test {
namespace {

// The answer's body in chunks of `size` bytes.
void send_in_chunks(httplib::Response& response, std::size_t size) {
  const std::string type = response.get_header_value("Content-Type");
  const auto body = std::make_shared<const std::string>(std::move(response.body));
  response.body.clear();
  response.headers.erase("Content-Type");
  response.set_chunked_content_provider(type, [body, size](std::size_t at, httplib::DataSink& sink) {
    if (at < body->size())
      sink.write(body->data() + at, std::min(size, body->size() - at));
    else
      sink.done();
    return true;
  });
}

}  // namespace

TEST_CASE("answers in chunks conform") {
  for (const std::size_t size : {1u, 100000u})
    check_conforms(
        {.answer = [size](const httplib::Request&, httplib::Response& response) { send_in_chunks(response, size); }});
}

TEST_CASE("a connection that is closed after every answer conforms") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    response.set_header("Connection", "close");
  }});
}

TEST_CASE("bodies that are compressed unless the request asks for none conform") {
  const Vendor vendor({.answer = [](const httplib::Request& request, httplib::Response& response) {
    if (request.get_header_value("Accept-Encoding") == "identity" || response.body.empty()) return;
    response.body = "\x1f\x8b\x08";  // as if
    response.set_header("Content-Encoding", "gzip");
  }});
  check_conforms(vendor);
  CHECK(vendor.odd_answers() == 0);  // every request asks for none
}

TEST_CASE("a connection that is closed after some answers conforms") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    if (response.body.size() % 3 == 0) response.set_header("Connection", "close");
  }});
}

TEST_CASE("150 ms until every answer conform") {
  check_conforms({.wait = [] { std::this_thread::sleep_for(std::chrono::milliseconds(150)); }});
}

TEST_CASE("many headers, cookies and a careful Cache-Control conform") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    response.headers.erase("Cache-Control");
    response.set_header("cache-control", "private, no-cache, NO-STORE, max-age=0, must-revalidate");
    response.set_header("pragma", "no-cache");
    response.set_header("expires", "Thu, 01 Jan 1970 00:00:00 GMT");
    for (int k = 0; k < 40; ++k) response.set_header(("x-trace-" + std::to_string(k)).c_str(), std::string(100, 'a'));
    response.set_header("Set-Cookie", "session=7d1f0c9a2b; Path=/; Secure; HttpOnly");
    response.set_header("ETag", "W/\"5e2d\"");
    response.set_header("Access-Control-Allow-Origin", "https://app.example.com");
  }});
}

TEST_CASE("a Cache-Control on two lines conforms") {
  check_conforms({.answer = [](const httplib::Request&, httplib::Response& response) {
    response.headers.erase("Cache-Control");
    response.set_header("Cache-Control", "private");
    response.set_header("Cache-Control", "no-store");
  }});
}

TEST_CASE("a router that does not mind doubled or trailing slashes conforms") {
  check_conforms({.path = R"(/+api-tokens/+([^/]+)/+webhook/+rotate-secret/*)"});
}

TEST_CASE("a redirect from the trailing slash to the path itself conforms") {
  check_conforms({.early = [](const httplib::Request& request, httplib::Response& response) {
    if (request.path.size() < 2 || !request.path.ends_with('/')) return false;
    response.set_redirect(request.path.substr(0, request.path.size() - 1), 308);
    return true;
  }});
}

TEST_CASE("a router that does not mind upper case conforms") {
  check_conforms(
      {.path =
           R"(/[Aa][Pp][Ii]-[Tt][Oo][Kk][Ee][Nn][Ss]/([^/]+)/(?:webhook|WEBHOOK)/(?:rotate-secret|ROTATE-SECRET))"});
}

TEST_CASE("a slower first answer, as of a cold start, conforms") {
  std::atomic<bool> cold{true};
  check_conforms({.wait = [&] {
    if (cold.exchange(false)) std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  }});
}

}  // namespace assay::test
