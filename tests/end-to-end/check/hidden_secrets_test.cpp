// Vendors that give their secrets at other places and in other shapes than the document's: whatever is wrong with the
// answer, no output of assay holds what it gave out.
#include "tests/catch.h"
#include "tests/end-to-end/canaries.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using nlohmann::ordered_json;
using Reshape = std::function<void(const ordered_json& record, httplib::Response&)>;

// A vendor whose 200s are changed by `reshape`.
Habits reshaping(Canaries& canaries, const Reshape& reshape) {
  return {.answer = [&canaries, reshape](const httplib::Request&, httplib::Response& response) {
    if (response.status != 200 && response.status != -1) return;
    const auto record = ordered_json::parse(response.body);
    canaries.add(record.at("webhook_secret"));
    canaries.add(record.at("token"));
    reshape(record, response);
  }};
}

void check_hides(const Habits& habits, const Canaries& canaries) {
  const Vendor vendor(habits);
  const TemporaryFolder folder;
  const Finished run =
      run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--id", "2", "--max-rotations", "30", "--report",
                 "json,junit,html,sarif,ctrf,markdown,badge", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK((run.code == 0 || run.code == 1 || run.code == 4));
  CHECK(canaries.size() >= 5);
  CHECK(canaries.shown_by(run, folder.path()) == std::vector<std::string>{});
  const Finished verified = run_assay({"report", "verify", folder.path() + "/report.json"});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
}

void check_hides(const Reshape& reshape) {
  Canaries canaries;
  check_hides(reshaping(canaries, reshape), canaries);
}

// The body is the text that `make` makes of the secret.
void check_hides_text(const std::string& type, const std::function<std::string(const std::string& secret)>& make) {
  check_hides([type, make](const ordered_json& record, httplib::Response& response) {
    response.set_content(make(record.at("webhook_secret")), type);
  });
}

// The body is the JSON that `make` makes of the record.
void check_hides_json(const std::function<ordered_json(ordered_json record)>& make) {
  check_hides([make](const ordered_json& record, httplib::Response& response) { response.body = make(record).dump(); });
}

}  // namespace

TEST_CASE("a secret at its place is shown nowhere") {
  check_hides_json([](ordered_json record) { return record; });
}

TEST_CASE("a secret in an envelope or a list is shown nowhere") {
  check_hides_json([](ordered_json record) { return ordered_json{{"data", record}}; });
  check_hides_json([](ordered_json record) { return ordered_json::array({record}); });
}

TEST_CASE("a secret that is an array or an object is shown nowhere") {
  check_hides_json([](ordered_json record) {
    record["webhook_secret"] = ordered_json::array({record["webhook_secret"]});
    return record;
  });
  check_hides_json([](ordered_json record) {
    record["webhook_secret"] = {{"value", record["webhook_secret"]}};
    return ordered_json{{"data", record}};
  });
}

TEST_CASE("a secret in JSON inside a JSON string is shown nowhere") {
  check_hides_json([](ordered_json record) { return ordered_json(record.dump()); });
}

TEST_CASE("a secret that stands twice, or behind an escaped name, is shown nowhere") {
  check_hides([](const ordered_json& record, httplib::Response& response) {
    response.body.back() = ',';
    response.body += R"("webhook_secret":"another one"})";
    static_cast<void>(record);
  });
  check_hides([](const ordered_json&, httplib::Response& response) {
    response.body.replace(response.body.find("\"webhook_secret"), 15, "\"webhook\\u005fsecret");
  });
}

TEST_CASE("a secret under another name is shown nowhere, whether the name tells or not") {
  check_hides_json([](const ordered_json& record) {
    return ordered_json{
        {"id", record["id"]}, {"webhookSecret", record["webhook_secret"]}, {"apiToken", record["token"]}};
  });
  check_hides_json([](ordered_json record) {
    record["hmac"] = record["webhook_secret"];
    record.erase("webhook_secret");
    return record;
  });
  check_hides_json([](const ordered_json& record) {
    return ordered_json{{record["webhook_secret"].get<std::string>(), true}, {"message", "done"}};
  });
}

TEST_CASE("a secret in a body that is no JSON is shown nowhere") {
  check_hides_text("application/json",
                   [](const std::string& secret) { return "{'id': 1, 'webhook_secret': '" + secret + "'}"; });
  check_hides_text("application/xml", [](const std::string& secret) { return "<t><hmac>" + secret + "</hmac></t>"; });
  check_hides_text("text/html", [](const std::string& secret) { return "<p>Use <b>" + secret + "</b> from now on"; });
  check_hides_text("application/yaml",
                   [](const std::string& secret) { return "id: 1\nwebhook_secret: " + secret + "\n"; });
  check_hides_text("application/x-www-form-urlencoded",
                   [](const std::string& secret) { return "id=1&hmac=" + secret; });
  check_hides_text("text/plain", [](const std::string& secret) { return secret; });
  check_hides_text("application/json", [](const std::string& secret) {
    std::string wide;
    for (const char c : "{\"hmac\":\"" + secret + "\"}") wide += {c, '\0'};
    return wide;
  });
}

TEST_CASE("a secret in a header is shown nowhere") {
  check_hides([](const ordered_json& record, httplib::Response& response) {
    response.body = "{}";
    response.set_header("X-Webhook-Secret", record.at("webhook_secret").get<std::string>());
  });
}

TEST_CASE("a session that the server begins is shown nowhere") {
  Canaries canaries;
  canaries.add("SUPERSESSIONVALUE12345");
  canaries.add("csrf-canary-7d0e");
  Habits habits = reshaping(canaries, [](const ordered_json&, httplib::Response&) {});
  habits.early = [](const httplib::Request&, httplib::Response& response) {
    response.set_header("Set-Cookie", "sessionid=SUPERSESSIONVALUE12345; HttpOnly; Path=/");
    response.set_header("X-CSRF-Token", "csrf-canary-7d0e");
    return false;
  };
  check_hides(habits, canaries);
}

TEST_CASE("a refusal that is no JSON stays as evidence") {
  const Vendor vendor({.answer = [](const httplib::Request&, httplib::Response& response) {
    if (response.status == 422) response.set_content("<h1>Unprocessable, says the gateway</h1>", "text/html");
  }});
  const TemporaryFolder folder;
  const Finished run = run_assay({"check", vendor.url(), "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK_THAT(read_file(folder.path() + "/report.json"), Catch::Contains("<h1>Unprocessable, says the gateway</h1>"));
}

TEST_CASE("of a success that says no secret's name what may be one is told by its size") {
  const Vendor vendor({.answer = [](const httplib::Request&, httplib::Response& response) {
    if (response.status != 422 && response.status != 404)
      response.set_content("<p>Welcome to D4f8-Qz71-Lm</p>", "text/html");
  }});
  const TemporaryFolder folder;
  const Finished run =
      run_assay({"check", vendor.url(), "--rotate", "--id", "1", "--report", "json", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  const std::string report = read_file(folder.path() + "/report.json");
  CHECK_THAT(report, Catch::Contains("<p>Welcome to [text, 12 bytes]</p>") && !Catch::Contains("Qz71"));
}

}  // namespace assay::test
