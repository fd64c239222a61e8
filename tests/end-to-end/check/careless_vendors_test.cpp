// Vendors that rotate for what they should refuse: what a run may do to them is what the user allowed, counted on the
// server.
#include <atomic>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/catch.h"
#include "tests/end-to-end/process.h"
#include "tests/end-to-end/vendor.h"

namespace assay::test {
namespace {

using Catch::Contains;
using nlohmann::json;
using Respond = std::function<void(httplib::Response&, const std::string& id, int count)>;
using ReadId = std::function<std::string(const httplib::Request&, const std::string& segment)>;

std::string segment_of(const std::string& path) {
  static const std::regex shape(R"(.*/+api-tokens/+(.*?)/+webhook/+rotate-secret/?)", std::regex::icase);
  std::smatch match;
  return std::regex_match(path, match, shape) ? match[1].str() : "";
}

// The number that text begins with, as parseInt of some base reads it; empty for none.
std::string parse_int(const std::string& text, int base) {
  char* end = nullptr;
  const long long number = std::strtoll(text.c_str(), &end, base);
  return end == text.c_str() ? "" : std::to_string(number);
}

void show(httplib::Response& response, const std::string& id, int count) {
  response.status = 200;
  response.set_content(
      json{{"id", std::stoll(id)}, {"webhook_secret", "whsec_" + id + "_" + std::to_string(count)}}.dump(),
      "application/json");
}

// Rotates whatever `read` makes of a request, whatever its method, and answers by `respond`.
struct Careless {
  std::mutex mutex{};
  std::map<std::string, int> rotated{};  // id -> times; ids beyond any counter are no token's
  ReadId read;
  Respond respond;
  Vendor vendor{{.early = [this](const httplib::Request& request, httplib::Response& response) {
    const std::string id = read(request, segment_of(request.path));
    const std::lock_guard lock(mutex);
    response.status = 422;
    if (id.empty() || id.size() > 18) return true;
    respond(response, id, ++rotated[id]);
    return true;
  }}};

  explicit Careless(ReadId reader, Respond responder = show) : read(std::move(reader)), respond(std::move(responder)) {}

  int total() {
    const std::lock_guard lock(mutex);
    int sum = 0;
    for (const auto& [id, times] : rotated) sum += times;
    return sum;
  }
};

// The report of a run with consent for token 11 alone.
json checked(const Careless& careless, std::vector<std::string> more) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"check", careless.vendor.url(), "--report",
                                        "json",  "--report-dir",        folder.path()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  run_assay(arguments, 120);
  return json::parse(read_file(folder.path() + "/report.json"));
}

std::vector<std::string> limit(int rotations) {
  return {"--rotate", "--id", "11", "--max-rotations", std::to_string(rotations)};
}

const ReadId by_parse_int = [](const httplib::Request&, const std::string& segment) { return parse_int(segment, 10); };

}  // namespace

TEST_CASE("no more is rotated than allowed by a vendor that takes the digits in front, for any method") {
  for (const int allowed : {0, 1, 10, 60}) {
    Careless careless(by_parse_int);
    const json report = checked(careless, limit(allowed));
    INFO(allowed << ' ' << report.at("side_effects").dump());
    CHECK(careless.total() <= allowed);
    CHECK(careless.total() >= allowed / 2);
    CHECK(report.at("run").at("rotations") <= careless.total());
    CHECK(report.at("side_effects").at("at_most") >= careless.total());
    CHECK(report.at("side_effects").at("at_most") <= allowed);
  }
}

TEST_CASE("no more is rotated than allowed by a vendor that rotates, says 429 and is asked again") {
  const Respond limited = [](httplib::Response& response, const std::string&, int) {
    response.status = 429;
    response.set_header("Retry-After", "0");
  };
  for (const int allowed : {1, 10, 60}) {
    Careless careless(by_parse_int, limited);
    const json report = checked(careless, limit(allowed));
    CHECK(careless.total() <= allowed);
    CHECK(report.at("side_effects").at("at_most") == careless.total());
    CHECK_THAT(report.at("side_effects").at("statement").get<std::string>(), Contains("No answer shows that a token"));
    const std::string stopped = report.at("run").at("stopped_early");
    CHECK((allowed == 1 || stopped.find("--max-rotations") != std::string::npos));
  }
}

TEST_CASE("explore stays within the limit too, and so does the last rotation") {
  Careless careless(by_parse_int);
  const TemporaryFolder folder;
  auto arguments = limit(80);
  arguments.insert(arguments.end(), {"--explore", "20", "--save-last-secret", folder.path() + "/secret"});
  checked(careless, arguments);
  CHECK(careless.total() <= 80);
  CHECK(careless.total() > 60);
}

TEST_CASE("no token but those of consent is rotated, whatever base, digits, query or body a vendor reads") {
  const std::map<std::string, ReadId> readers = {
      {"base 10", by_parse_int},
      {"all digits",
       [](const httplib::Request&, const std::string& segment) {
         return parse_int(std::regex_replace(segment, std::regex("[^0-9]"), ""), 10).substr(0, 30);
       }},
      {"query first",
       [](const httplib::Request& request, const std::string& segment) {
         return request.has_param("token_id") ? request.get_param_value("token_id") : parse_int(segment, 10);
       }},
      {"body first", [](const httplib::Request& request, const std::string& segment) {
         const json body = json::parse(request.body, nullptr, false);
         return body.is_object() && body.contains("id") ? body["id"].dump() : parse_int(segment, 10);
       }}};
  for (const auto& [name, read] : readers) {
    INFO(name);
    Careless careless(read);
    checked(careless, {"--rotate", "--id", "11", "--explore", "30"});
    CHECK(careless.total() > 20);
    for (const auto& [id, times] : careless.rotated) {
      INFO(id << " was rotated " << times << " times");
      CHECK((id == "11" || id == "-11" || id == "0"));
    }
  }
}

TEST_CASE("without consent nothing is rotated, not even by a vendor that reads ids of base sixteen") {
  for (const auto& more : {std::vector<std::string>{}, {"--rotate"}, {"--id", "11"}}) {
    Careless careless([](const httplib::Request&, const std::string& segment) { return parse_int(segment, 16); });
    checked(careless, more);
    CHECK(careless.rotated.empty());
  }
}

TEST_CASE("without consent nothing is rotated, not even by a vendor that takes all digits and forgets to decode") {
  Careless careless([](const httplib::Request& request, const std::string&) {
    const std::string segment = segment_of(request.target);
    return parse_int(std::regex_replace(segment, std::regex("[^0-9]"), ""), 10);
  });
  checked(careless, {});
  for (const auto& [id, times] : careless.rotated) CHECK(id == "0");  // of %0A, and nobody's
}

}  // namespace assay::test
