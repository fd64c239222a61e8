#include "tests/end-to-end/conforming.h"

#include "tests/catch.h"
#include "tests/end-to-end/process.h"

namespace assay::test {

void check_conforms(const Vendor& vendor, const std::vector<std::string>& more_arguments) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"check", vendor.url(), "--rotate", "--id", "1", "--id", "2"};
  arguments.insert(arguments.end(), {"--seed", "1", "--report", "json", "--report-dir", folder.path()});
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  const Finished run = run_assay(arguments, 120);
  INFO(run.out << run.err);
  CHECK(run.code == 0);
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses")) {
    INFO(clause.dump(2));
    CHECK((clause.at("verdict") != "FAIL" && clause.at("verdict") != "WARN" && clause.at("verdict") != "ERROR"));
  }
  CHECK(vendor.rotations() > 48);
}

void check_conforms(Habits habits, const std::vector<std::string>& more_arguments) {
  const bool is_odd = habits.early || habits.answer || habits.record;
  const Vendor vendor(std::move(habits));
  check_conforms(vendor, more_arguments);
  if (is_odd) CHECK(vendor.odd_answers() > 0);
}

void say(httplib::Response& response, int status, const std::string& body, const char* type) {
  response.status = status;
  response.set_content(body, type);
}

Habits not_found(int status, const std::string& body, const char* type) {
  return {.answer = [=](const httplib::Request&, httplib::Response& response) {
    if (response.status == 404) say(response, status, body, type);
  }};
}

}  // namespace assay::test
