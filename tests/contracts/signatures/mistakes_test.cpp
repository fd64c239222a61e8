// Each known mistake is named where it is the cause, for every scheme in which it can be made, and never otherwise.
#include "contracts/signatures/mistakes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "tests/catch.h"
#include "tests/contracts/signatures/sending.h"

namespace assay::test {
namespace {

using Written = Sending::Written;

const std::vector<std::string> schemes = {"standard-webhooks", "svix", "stripe", "github", "slack", "shopify"};
const std::vector<std::string> decoded = {"standard-webhooks", "svix"};
const std::vector<std::string> textual = {"stripe", "github", "slack", "shopify"};
const std::vector<std::string> timed = {"standard-webhooks", "svix", "stripe", "slack"};
const std::vector<std::string> in_base64 = {"standard-webhooks", "svix", "shopify"};
const std::vector<std::string> in_hex = {"stripe", "github", "slack"};
const std::string good_text = good_secret.substr(6);
const std::string hex_of_good_key = "31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0";

struct Mistaken {
  std::string scheme{};
  std::string mistake{};
  std::string how{};
  Receipt receipt{};
};

class MistakenDeliveries {
 public:
  // One for each scheme; `send` gives what is sent, `receive` changes what the receiver has.
  void add(const std::vector<std::string>& of, const std::string& mistake, const std::string& how,
           const std::function<void(Sending&)>& send, const std::function<void(Receipt&)>& receive) {
    for (const auto& scheme : of) {
      Sending sending{.scheme = scheme};
      send(sending);
      Receipt receipt = received(sending);
      receive(receipt);
      all.push_back({scheme, mistake, how, std::move(receipt)});
    }
  }
  void sent(const std::vector<std::string>& of, const std::string& mistake, const std::string& how,
            const std::function<void(Sending&)>& send) {
    add(of, mistake, how, send, [](Receipt&) {});
  }
  void received_as(const std::vector<std::string>& of, const std::string& mistake, const std::string& how,
                   const std::function<void(Receipt&)>& receive) {
    add(
        of, mistake, how, [](Sending&) {}, receive);
  }
  void with_secret(const std::vector<std::string>& of, const std::string& mistake, const std::string& secret) {
    received_as(of, mistake, "the secret is " + secret, [=](Receipt& receipt) { receipt.secrets = {secret}; });
  }
  void with_body(const std::string& mistake, const std::string& body) {
    received_as(schemes, mistake, "the body is " + body, [=](Receipt& receipt) { receipt.body = body; });
  }
  std::vector<Mistaken> all{};
};

void add_times(MistakenDeliveries& deliveries) {
  for (const long off : {3600L, -3600L, 301L})
    deliveries.received_as(timed, "clock", std::to_string(off) + " s off",
                           [=](Receipt& receipt) { receipt.now += std::chrono::seconds(off); });
  for (const std::string text : {"1700000000123", "1700000000.5", "2023-11-14T22:13:20Z"})
    deliveries.sent(timed, "timestamp-unit", text, [=](Sending& sending) { sending.timestamp = text; });
}

void add_secrets(MistakenDeliveries& deliveries) {
  deliveries.received_as(schemes, "old-secret", "held as old", [](Receipt& receipt) {
    receipt.old_secrets = {wrong_secret, good_secret};
    receipt.secrets = {wrong_secret};
  });
  for (const std::string frame : {" ", "\n", "\r\n", "\"", "'"})
    deliveries.with_secret(schemes, "framed-secret", frame + good_secret + frame);
  deliveries.with_secret(schemes, "framed-secret", good_secret + "\n");
  deliveries.with_secret(decoded, "version-pasted", "v1," + good_secret);
  deliveries.sent(decoded, "text-as-key", "whole", [](Sending& sending) { sending.key = good_secret; });
  deliveries.sent(decoded, "text-as-key", "cut", [](Sending& sending) { sending.key = good_text; });
  deliveries.sent(textual, "decoded-as-key", "decoded", [](Sending& sending) { sending.key = good_key(); });
  deliveries.sent(textual, "decoded-as-key", "cut", [](Sending& sending) { sending.key = good_text; });
  deliveries.add(
      decoded, "base64url-secret", "", [](Sending& sending) { sending.key = "\xfb\xff\xbe\xfb\xff\xbe!"; },
      [](Receipt& receipt) { receipt.secrets = {"whsec_-_---_--IQ"}; });
  deliveries.add(
      decoded, "base64url-secret", "not padded", [](Sending& sending) { sending.key = good_key() + "!"; },
      [](Receipt& receipt) { receipt.secrets = {good_secret + "IQ"}; });
  deliveries.add(
      schemes, "hex-secret", "", [](Sending& sending) { sending.key = good_key(); },
      [](Receipt& receipt) { receipt.secrets = {hex_of_good_key}; });
}

void add_signatures(MistakenDeliveries& deliveries) {
  deliveries.sent(in_base64, "base64url", "", [](Sending& sending) { sending.written = Written::base64url; });
  deliveries.sent(in_base64, "hex", "", [](Sending& sending) { sending.written = Written::hex; });
  deliveries.sent(in_base64, "hex", "capitals", [](Sending& sending) { sending.written = Written::upper_hex; });
  deliveries.sent(in_hex, "base64", "", [](Sending& sending) { sending.written = Written::base64; });
  deliveries.sent(in_hex, "upper-case", "", [](Sending& sending) { sending.written = Written::upper_hex; });
  for (const std::string mark : {"", "sha1=", "v2=", "v1, ", "v0,"})
    deliveries.sent({"standard-webhooks", "svix", "stripe", "github", "slack"}, "wrong-mark", mark,
                    [=](Sending& sending) { sending.mark = mark; });
  deliveries.sent({"shopify"}, "wrong-mark", "", [](Sending& sending) { sending.mark = "sha256="; });
}

void add_bodies(MistakenDeliveries& deliveries) {
  for (const std::string end : {"\n", "\r\n"}) {
    deliveries.with_body("last-newline", good_body + end);
    deliveries.add(
        schemes, "last-newline", "lost", [=](Sending& sending) { sending.body += end; },
        [](Receipt& receipt) { receipt.body = good_body; });
  }
  for (const auto& [sent, came] :
       std::vector<std::pair<std::string, std::string>>{{"a=1\nb=2\n", "a=1\r\nb=2\r\n"}, {"a=1\r\nb=2", "a=1\nb=2"}})
    deliveries.add(
        schemes, "line-ends", came, [&](Sending& sending) { sending.body = sent; },
        [&](Receipt& receipt) { receipt.body = came; });
  deliveries.with_body("reserialised-body",
                       R"({"type": "order.filled", "id": 7, "price": 1.50, "note": "a/b <é>", "tags": ["x", "y"]})");
  deliveries.with_body("reserialised-body",
                       R"({"type":"order.filled","id":7,"price":1.50,"note":"a/b <\u00e9>","tags":["x","y"]})");
  deliveries.received_as(schemes, "base64-body", "", [](Receipt& receipt) {
    receipt.body =
        "eyJ0eXBlIjoib3JkZXIuZmlsbGVkIiwiaWQiOjcsInByaWNlIjoxLjUwLCJub3RlIjoiYS9iIDzDqT4iLCJ0YWdzIjpbIngiLCJ5"
        "Il19";
  });
  deliveries.sent(timed, "body-only", "", [](Sending& sending) { sending.text = Sending::Text::body_alone; });
}

void add_headers(MistakenDeliveries& deliveries) {
  for (const std::string front : {"x-", "HTTP_", "my-"})
    deliveries.received_as(schemes, "header-name", front, [=](Receipt& receipt) {
      for (Header& header : receipt.headers) header.name = front + header.name;
      receipt.headers.insert(receipt.headers.begin(), {"X-Request-Id", "4711"});
    });
  deliveries.received_as(schemes, "header-name", "another", [](Receipt& receipt) {
    receipt.headers.back().name = "Whatever";
    receipt.headers.insert(receipt.headers.begin(), {"Host", "example.com"});
  });
  for (const auto& sent : schemes)
    for (const auto& asked : schemes) {
      const bool is_read = sent == asked || (asked == "svix" && sent == "standard-webhooks");
      const bool is_text = sent != "standard-webhooks" && sent != "svix";
      if (is_read) continue;
      Receipt receipt = received({.scheme = sent, .key = is_text ? good_secret : ""});
      deliveries.all.push_back({asked, "other-scheme", "signed by " + sent, receipt});
    }
}

std::vector<Mistaken> mistaken_deliveries() {
  MistakenDeliveries deliveries;
  add_times(deliveries);
  add_secrets(deliveries);
  add_signatures(deliveries);
  add_bodies(deliveries);
  add_headers(deliveries);
  return deliveries.all;
}

bool is_one_of(const std::string& text, const std::vector<std::string>& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

}  // namespace

TEST_CASE("a delivery without a mistake fits") {
  for (const auto& scheme : schemes) CHECK(verdict(scheme, received({.scheme = scheme})) == "fits");
}

TEST_CASE("each mistake is named when it is the cause, in every scheme in which it can be made") {
  std::set<std::string> seen;
  for (const Mistaken& each : mistaken_deliveries()) {
    INFO(each.scheme << ", " << each.how);
    CHECK(verdict(each.scheme, each.receipt) == each.mistake);
    seen.insert(each.mistake);
  }
  CHECK(seen.size() == signature_mistakes().size());
}

TEST_CASE("no second mistake explains what one explains, but where it is the same by another name") {
  const std::set<std::pair<std::string, std::string>> same = {
      {"last-newline", "line-ends"}, {"last-newline", "reserialised-body"}, {"other-scheme", "header-name"}};
  for (const Mistaken& each : mistaken_deliveries()) {
    const SignatureScheme& scheme = *find_scheme(each.scheme);
    const SignatureMatch match = verify_signature(scheme, each.receipt);
    if (match.secret) continue;  // nothing but its time is wrong
    for (const SignatureMistake& other : signature_mistakes()) {
      INFO(each.scheme << ", " << each.mistake << ", " << each.how << ": " << other.id);
      const bool may_be = other.id == each.mistake || same.contains({each.mistake, other.id});
      CHECK((may_be || other.explain({scheme, each.receipt, match}).empty()));
    }
  }
}

TEST_CASE("with a second thing wrong, the secret or the body, no mistake is named") {
  for (const Mistaken& each : mistaken_deliveries()) {
    INFO(each.scheme << ", " << each.mistake << ", " << each.how);
    Receipt receipt = each.receipt;
    receipt.secrets = {wrong_secret};
    receipt.old_secrets.clear();
    CHECK(verdict(each.scheme, receipt) == "none");
    receipt = each.receipt;
    receipt.body += "x";
    CHECK(verdict(each.scheme, receipt) == "none");
  }
}

TEST_CASE("of 10,000 deliveries with a byte changed, put in or taken out none names a mistake, but of the mark") {
  const std::map<std::string, std::size_t> mark_sizes = {
      {"standard-webhooks", 3}, {"svix", 3}, {"stripe", 3}, {"github", 7}, {"slack", 3}, {"shopify", 0}};
  std::mt19937 random(20260101);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int i = 0; i < 10'000; ++i) {
    const std::string& scheme = schemes[below(schemes.size())];
    Receipt receipt = received({.scheme = scheme});
    std::vector<std::string*> parts = {&receipt.body, &receipt.secrets.front()};
    for (Header& header : receipt.headers) parts.push_back(&header.value);
    std::string& part = *parts[below(parts.size())];
    const std::string before = part;
    const std::size_t at = below(part.size());
    part.replace(at, below(2), below(2), static_cast<char>('!' + below(94)));
    if (before == part + "=" || (before != part && to_lower(before) == to_lower(part))) continue;  // mistakes they are
    const std::string said = verdict(scheme, receipt);
    INFO(scheme << ": " << before << " became " << part);
    if (part == before)
      CHECK(said == "fits");
    else if (at <= mark_sizes.at(scheme) || scheme == "stripe")
      CHECK(is_one_of(said, {"none", "wrong-mark"}));
    else
      CHECK(said == "none");
  }
}

TEST_CASE("of two mistakes that may be meant the one that verifies is named") {
  Receipt spaced = received({.scheme = "standard-webhooks"});
  spaced.body = R"({"type": "order.filled","id":7,"price":1.50,"note":"a/b <é>","tags":["x","y"]})"
                "\n";
  CHECK(verdict("standard-webhooks", spaced) == "reserialised-body");
  Receipt hex = received({.scheme = "github", .key = good_key()});
  hex.secrets = {hex_of_good_key};
  CHECK(verdict("github", hex) == "hex-secret");
  hex = received({.scheme = "github", .key = hex_of_good_key});
  hex.secrets = {hex_of_good_key};
  CHECK(verdict("github", hex) == "fits");
}

TEST_CASE("what explains a mistake says which secret it was, and holds none") {
  Receipt receipt = received({.scheme = "standard-webhooks", .key = good_secret});
  receipt.secrets = {wrong_secret, good_secret};
  const SignatureScheme& scheme = *find_scheme("standard-webhooks");
  const std::string told = diagnose({scheme, receipt, verify_signature(scheme, receipt)}).explanation;
  CHECK_THAT(told, Catch::Contains("secret 2's text is the key"));
  for (const Mistaken& each : mistaken_deliveries()) {
    const SignatureScheme& row = *find_scheme(each.scheme);
    const std::string said = diagnose({row, each.receipt, verify_signature(row, each.receipt)}).explanation;
    CHECK_THAT(said, !Catch::Contains(good_text) && !Catch::Contains(hex_of_good_key));
  }
}

TEST_CASE("the mistakes have ids of their own, and a line each") {
  std::set<std::string> ids;
  for (const auto& mistake : signature_mistakes()) {
    CHECK(ids.insert(mistake.id).second);
    CHECK(mistake.summary.size() > 20);
  }
  CHECK(ids.size() >= 12);
}

}  // namespace assay::test
