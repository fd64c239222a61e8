#include "contracts/http/saved_request.h"

#include "tests/catch.h"

namespace assay::test {

TEST_CASE("a saved request is read with line ends of either kind, its body as it stands") {
  for (const std::string end : {"\r\n", "\n"}) {
    const SavedRequest saved = read_saved_request("POST /hook?a=1 HTTP/1.1" + end + "Host: a" + end + "X-B:  c " + end +
                                                  end + "one\r\ntwo\n\n");
    CHECK(saved.fault.empty());
    CHECK(saved.request == Request{.method = "POST",
                                   .target = "/hook?a=1",
                                   .headers = {{"Host", "a"}, {"X-B", "c"}},
                                   .body = "one\r\ntwo\n\n"});
    CHECK(!saved.content_length);
  }
}

TEST_CASE("a line end beyond Content-Length is the editor's, and nothing else beyond it is") {
  const auto body = [](const std::string& text) {
    return read_saved_request("POST / HTTP/1.1\nContent-Length: 3\n\n" + text).request.body;
  };
  CHECK(body("abc\n") == "abc");
  CHECK(body("abc\r\n") == "abc");
  CHECK(body("ab\n") == "ab\n");
  CHECK(body("abc\n\n") == "abc\n\n");
  CHECK(body("abcd\n") == "abcd\n");
  CHECK(body("ab") == "ab");
  CHECK(read_saved_request("POST / HTTP/1.1\nContent-Length: 3\n\nab").content_length == std::optional<std::size_t>(3));
  CHECK(!read_saved_request("POST / HTTP/1.1\nContent-Length: 3x\n\nab").content_length);
}

TEST_CASE("what is no request is said so, and quoted nowhere") {
  const auto fault = [](const std::string& text) { return read_saved_request(text).fault; };
  CHECK(fault("") == "there is no empty line between its headers and its body");
  CHECK(fault("POST / HTTP/1.1\na: b") == "there is no empty line between its headers and its body");
  for (const std::string line : {"whsec_x: y", "POST /", "POST HTTP/1.1", "{\"a\": 1}", " "})
    CHECK(fault(line + "\n\n") == "the first line is no request line, such as POST /hook HTTP/1.1");
  CHECK(fault("POST / HTTP/1.1\nno colon\n\n") == "a header line has no colon");
  CHECK(fault("POST / HTTP/1.1\n folded: x\n\n") == "the first header line begins with white space");
  CHECK(fault("POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n0\n").starts_with("its body is in a transfer"));
}

}  // namespace assay::test
