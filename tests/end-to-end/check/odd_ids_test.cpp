// Vendors that break at texts that are no integer and that nobody tried; and those behind fronts and routers that
// refuse such texts.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end-to-end/conforming.h"
#include "tests/end-to-end/process.h"

namespace assay::test {
namespace {

using Odd = std::function<bool(const std::string& segment)>;

// The id as the vendor decodes it.
std::string segment_of(const httplib::Request& request) {
  const std::size_t begin = std::string("/api-tokens/").size();
  const std::size_t end = request.path.rfind("/webhook/");
  return end == std::string::npos || end < begin ? "" : request.path.substr(begin, end - begin);
}

// Answers POSTs for ids that are odd with this status.
Habits answering(const Odd& is_odd, int status) {
  return {.early = [=](const httplib::Request& request, httplib::Response& response) {
    if (request.method != "POST" || !is_odd(segment_of(request))) return false;
    say(response, status, "<h1>no</h1>", "text/html");
    return true;
  }};
}

bool has_byte(const std::string& text, const std::function<bool(unsigned char)>& is_meant) {
  return std::any_of(text.begin(), text.end(), [&](char c) { return is_meant(static_cast<unsigned char>(c)); });
}

bool is_number(const std::string& text) { return text.find_first_not_of("+-.0123456789 ") == std::string::npos; }
bool is_long(const std::string& text) { return text.size() > 128 && !is_number(text); }
bool is_very_long(const std::string& text) { return text.size() > 2048; }
bool is_foreign(const std::string& text) {
  return has_byte(text, [](unsigned char c) { return c > 0x7F; });
}
bool is_control(const std::string& text) {
  return has_byte(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}
bool is_quote(const std::string& text) { return text.find_first_of("'\"`") != std::string::npos; }
bool is_format(const std::string& text) { return text.find_first_of("%${}") != std::string::npos; }

std::string verdict_on_5xx(const Vendor& vendor, std::vector<std::string> more) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"check", vendor.url(), "--report", "json", "--report-dir", folder.path()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Finished run = run_assay(arguments, 60);
  INFO(run.out << run.err);
  CHECK(run.code == 1);
  const auto report = nlohmann::json::parse(read_file(folder.path() + "/report.json"));
  for (const auto& clause : report.at("clauses"))
    if (clause.at("id") == "server/no-5xx") return clause.at("verdict");
  return "";
}

}  // namespace

TEST_CASE("a vendor that answers 500 to a text that nobody tried does not conform, without consent already") {
  const std::map<std::string, Odd> breaks = {{"long", is_long},       {"very long", is_very_long},
                                             {"foreign", is_foreign}, {"control", is_control},
                                             {"quotes", is_quote},    {"format", is_format}};
  for (const auto& [name, is_odd] : breaks) {
    INFO(name);
    const Vendor vendor(answering(is_odd, 500));
    CHECK(verdict_on_5xx(vendor, {}) == "FAIL");
    CHECK(vendor.rotations() == 0);
    CHECK(verdict_on_5xx(vendor, {"--rotate", "--id", "1"}) == "FAIL");
  }
}

TEST_CASE("with consent each kind of odd character is tried by itself") {
  for (const std::string odd :
       {"\xC3\xA9", "\xF0\x9F\x98\x80", "\x01", "\x7F", "\"", "`", "<x>", "%s", "{x}", "${x}"}) {
    INFO(odd);
    const Vendor vendor(answering([odd](const std::string& id) { return id.find(odd) != std::string::npos; }, 500));
    CHECK(verdict_on_5xx(vendor, {"--rotate", "--id", "1", "--only", "server/no-5xx"}) == "FAIL");
  }
}

TEST_CASE("a vendor behind a front or a router that refuses odd ids conforms") {
  const Odd is_odd = [](const std::string& id) {
    return is_long(id) || is_foreign(id) || is_control(id) || is_quote(id) || is_format(id) ||
           id.find_first_of("<>:=@") != std::string::npos;
  };
  for (const int status : {400, 403, 404, 414, 431}) check_conforms(answering(is_odd, status));
  check_conforms(answering(is_very_long, 502));  // nginx before uWSGI
}

}  // namespace assay::test
