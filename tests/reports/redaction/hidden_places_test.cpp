// A secret at each place of an answer, in each spelling, known to the run or not: no format shows it.
#include <functional>
#include <string>
#include <vector>

#include "contracts/judge/judge.h"
#include "contracts/secrets/known_secrets.h"
#include "reports/formats/format.h"
#include "reports/shown_exchanges.h"
#include "tests/catch.h"
#include "tests/reports/judged_report.h"

namespace assay::test {
namespace {

const std::string the_secret = "whsec_Zk3vQ8mT1yWc5RbN7xLdJ4pG";

struct Spelling {
  std::string name{};
  std::string text{};
};

std::string each(const std::string& text, const std::function<std::string(unsigned char)>& write) {
  std::string written;
  for (const char c : text) written += write(static_cast<unsigned char>(c));
  return written;
}

std::string hex(unsigned char c) {
  static constexpr char digits[] = "0123456789abcdef";
  return {digits[c >> 4], digits[c & 15]};
}

std::vector<Spelling> spellings() {
  return {{"as it is", the_secret},
          {"without its prefix", "Zk3vQ8mT1yWc5RbN7xLdJ4pG"},
          {"upper case", "WHSEC_ZK3VQ8MT1YWC5RBN7XLDJ4PG"},
          {"lower case", "whsec_zk3vq8mt1ywc5rbn7xldj4pg"},
          {"the key's bytes", "664def43c993d7259ce516cdef12dd278a46"},
          {"hexadecimal", each(the_secret, hex)},
          {"Base64", "d2hzZWNfWmszdlE4bVQxeVdjNVJiTjd4TGRKNHBH"},
          {"percent, twice", each(the_secret, [](unsigned char c) { return "%25" + hex(c); })},
          {"backslash x", each(the_secret, [](unsigned char c) { return "\\x" + hex(c); })},
          {"references", each(the_secret, [](unsigned char c) { return "&#x" + hex(c) + ';'; })},
          {"five characters", "q7z5"},
          {"a number", "482913570"}};
}

std::string in_json(const std::string& text) {
  return each(text, [](unsigned char c) { return (c == '\\' ? "\\" : "") + std::string(1, static_cast<char>(c)); });
}

// The record of a rotation that shows `value` where its secret should stand.
std::string record(const std::string& value, const std::string& more) {
  return R"({"id":1,"name":"Order router","token":"****","webhook_secret":")" + value + '"' + more + '}';
}

// Answers that show the text at a place which no document names.
std::vector<Response> answers_with(const std::string& text) {
  const std::string quoted = '"' + in_json(text) + '"';
  const Headers json = {{"Content-Type", "application/json"}};
  return {{.status = 200, .headers = json, .body = record("****", ",\"hmac\":" + quoted)},
          {.status = 200, .headers = json, .body = record("", ",\"more\":[{\"hmac\":" + quoted + "}]")},
          {.status = 200, .headers = json, .body = record("", ',' + quoted + ":true")},
          {.status = 200, .headers = json, .body = "[" + quoted},
          {.status = 200, .headers = {{"Content-Type", "application/json"}, {"X-Info", text}}, .body = "{}"},
          {.status = 200, .reason = "OK " + text, .headers = json, .body = "{}"},
          {.status = 200, .headers = {{"Link", "</keys/" + text + ">; rel=\"next\""}}, .body = ""},
          {.status = 302, .headers = {{"Location", "https://example.com/done?key=" + text}}, .body = "<p>" + text},
          {.status = 204, .headers = {{"ETag", '"' + text + '"'}}, .body = text},
          {.status = 404, .headers = json, .body = R"({"detail":)" + quoted + '}'},
          {.status = 422, .headers = json, .body = R"({"detail":[{"msg":)" + quoted + "}]}"},
          {.status = 500, .headers = {{"Content-Type", "text/html"}}, .body = "<h1>Error</h1><b>" + text + "</b>"},
          {.status = 502, .headers = {{"Content-Type", text}}, .body = "hmac=" + text + "&x=1"}};
}

History history_of(const std::vector<Response>& answers) {
  History history;
  for (const Response& answer : answers)
    history.exchanges.push_back(
        {.request = {.method = "POST", .target = "/api-tokens/1/webhook/rotate-secret"}, .outcome = answer});
  return history;
}

// The report of the history, which shows each of its exchanges.
Report whole_report(const History& history) {
  const Contract contract = load_embedded_contract();
  const Redactor redactor = redactor_for(example_facts(), contract, history);
  Report report =
      make_report(example_facts(), contract, history, judge(contract, history, two_tokens), two_tokens, redactor);
  report.exchanges.clear();
  std::vector<std::size_t> all;
  for (std::size_t id = 0; id < history.exchanges.size(); ++id) {
    all.push_back(id);
    report.exchanges.push_back(show_exchange(id, history.exchanges[id], history.started, redactor));
  }
  report.clauses.front().findings.push_back({.message = "All of them.", .exchanges = all});
  return report;
}

void check_hidden(const Report& report, const std::string& text) {
  KnownSecrets known;
  known.add(the_secret);
  for (const Format& format : formats()) {
    const std::string shown = format.render(report);
    INFO(format.id << "\n" << shown);
    CHECK(shown.find(text) == std::string::npos);
    CHECK(known.find(shown).empty());
  }
}

}  // namespace

TEST_CASE("a secret that nobody knows is shown at no place, in no spelling and in no format") {
  for (const Spelling& spelling : spellings()) {
    INFO(spelling.name);
    check_hidden(whole_report(history_of(answers_with(spelling.text))), spelling.text);
  }
}

TEST_CASE("a secret that an answer gave at its place is shown at no other, in no spelling and in no format") {
  for (const Spelling& spelling : spellings()) {
    INFO(spelling.name);
    auto answers = answers_with(spelling.text);
    answers.insert(answers.begin(), Response{.status = 200,
                                             .headers = {{"Content-Type", "application/json"}},
                                             .body = record(the_secret, R"(,"data":{"webhook_secret":"q7z5"})")});
    answers.push_back({.status = 200, .body = record(in_json(spelling.text), "")});
    check_hidden(whole_report(history_of(answers)), spelling.text);
  }
}

TEST_CASE("the answers of the two tests before are shown all the same, but for the secret") {
  const Report report = whole_report(history_of(answers_with(the_secret)));
  CHECK(report.exchanges.at(0).response->body.text ==
        R"({"id":1,"name":"Order router","token":"****","webhook_secret":"****","hmac":"[text, 30 bytes]"})");
  CHECK(report.exchanges.at(5).response->reason == "OK [text, 30 bytes]");
  CHECK(report.exchanges.at(11).response->body.text == "<h1>Error</h1><b>[text, 30 bytes]</b>");
}

}  // namespace assay::test
