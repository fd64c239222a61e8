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

void check_hides(const Reshape& reshape) {
  Canaries canaries;
  const Vendor vendor(reshaping(canaries, reshape));
  const TemporaryFolder folder;
  const Finished run =
      run_assay({"check", vendor.url(), "--rotate", "--token-id", "1", "--token-id", "2", "--max-rotations", "30",
                 "--report", "json,junit,html,sarif,ctrf,markdown,badge", "--report-dir", folder.path()});
  INFO(run.out << run.err);
  CHECK((run.code == 0 || run.code == 1 || run.code == 4));
  CHECK(canaries.size() > 10);
  CHECK(canaries.shown_by(run, folder.path()) == std::vector<std::string>{});
  const Finished verified = run_assay({"report", "verify", folder.path() + "/report.json"});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
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

}  // namespace assay::test
