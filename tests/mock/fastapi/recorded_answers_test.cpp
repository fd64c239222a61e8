// The mock answers as the recorded FastAPI server did. Ours differs in one text: that of an unknown token.
#include "mock/http/listener.h"
#include "tests/catch.h"
#include "tests/mock/a_mock.h"
#include "tests/mock/fastapi/recorded.h"
#include "tests/mock/http/raw_client.h"

namespace assay::test {
namespace {

std::string expected_body(const Recorded& row) {
  const bool unknown_token = row.body == R"({"detail":"Token not found"})";
  return unknown_token ? R"({"detail":"Resource not found","error":"not_found"})" : row.body;
}

}  // namespace

TEST_CASE("the handler agrees with all 216 recorded answers") {
  const Handler mock = a_mock();
  for (const auto& row : recorded_answers()) {
    INFO(row.label);
    const Response response = ask(mock, a_rotation(row.segment));
    CHECK(response.status == row.status);
    if (row.status == 200)
      CHECK(response.body.starts_with("{\"id\":" + row.parsed + ","));
    else
      CHECK(response.body == expected_body(row));
  }
}

TEST_CASE("the listener agrees with all 216 recorded answers over a socket") {
  Listener listener(a_mock(), {});
  for (const auto& row : recorded_answers()) {
    INFO(row.label);
    const auto target = "/api-tokens/" + row.segment + "/webhook/rotate-secret";
    const auto response = exchange(listener.port(), "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(status_of(response) == row.status);
    if (row.status == 200)
      CHECK(body_of(response).starts_with("{\"id\":" + row.parsed + ","));
    else
      CHECK(body_of(response) == expected_body(row));
  }
}

}  // namespace assay::test
