#include "property-tests/generators.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "contracts/decimal.h"

namespace assay::generate {
namespace {

// One of `choices`, towards the first when it shrinks; whatever the size.
template <class T>
rc::Gen<T> one_of(std::vector<T> choices) {
  const auto index = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, choices.size()));
  return rc::gen::map(index, [choices = std::move(choices)](std::size_t k) { return choices[k]; });
}

// The plain value but in `rare` of ten draws.
template <class T>
rc::Gen<T> rarely(int rare, T plain, rc::Gen<T> odd) {
  return rc::gen::weightedOneOf<T>({{static_cast<std::size_t>(10 - rare), rc::gen::just(std::move(plain))},
                                    {static_cast<std::size_t>(rare), std::move(odd)}});
}

// Ids small enough to be read the same in every base and width.
std::vector<std::string> small_ids(const Pool& pool) {
  std::vector<std::string> ids;
  for (const auto& id : pool.rotatable)
    if (id.size() < 18 && id.front() != '-') ids.push_back(id);
  return ids;
}

bool same_in_octal(const std::string& id) { return id.size() == 1 && id.front() < '8'; }

std::vector<std::string> edges(const std::string& id) {
  static const std::string powers[] = {"4611686018427387904", "18446744073709551616",
                                       "340282366920938463463374607431768211456"};
  std::vector<std::string> all = {"-" + id, std::string(400, '9')};
  for (const auto& power : powers) {
    all.push_back(add_decimal(power, id));
    all.push_back("-" + subtract_decimal(power, id));
  }
  return all;
}

std::vector<std::string> prefixes(const std::string& id) {
  std::vector<std::string> all = {"", "+", "%20", "%09", "%2B", "-%20", "x", "_", "."};
  if (same_in_octal(id)) all.insert(all.end(), {"0", "00", "0_", "0x", "+0", "0o", "0b"});
  return all;
}

const std::vector<std::string>& suffixes() {
  static const std::vector<std::string> all = {".0",  "abc", ".5",  "e0", "%20", "-", "x", "_a",
                                               ".00", ".",   "%09", "L",  "f",   "_", "'", "%E2%80%82"};
  return all;
}

std::string query_of(std::size_t number) {
  static const std::string queries[] = {"", "?", "?x=1", "?token_id=2", "?webhook_secret=chosen", "?a=%00"};
  return queries[number];
}

}  // namespace

rc::Gen<std::string> valid_id(const Pool& pool) { return one_of(pool.rotatable); }

rc::Gen<std::string> edge_id(const Pool& pool) {
  std::vector<std::string> all;
  for (const auto& id : small_ids(pool))
    for (auto& edge : edges(id)) all.push_back(std::move(edge));
  if (all.empty()) all.push_back(std::string(400, '9'));
  return one_of(std::move(all));
}

rc::Gen<std::string> hostile_id(const Pool& pool) {
  std::vector<std::string> all = {"abc", "null", "NaN", "-", "+", "a.b", "undefined", "%FF", "%C2%A0", "Infinity"};
  for (const auto& id : small_ids(pool))
    for (const auto& before : prefixes(id)) {
      if (!before.empty()) all.push_back(before + id);
      for (const auto& after : suffixes()) all.push_back(before + id + after);
    }
  return one_of(std::move(all));
}

rc::Gen<Headers> headers() {
  const std::vector<Header> odd = {{"Accept", "text/html"},
                                   {"Accept", "application/json;q=0"},
                                   {"Accept-Language", "xx-unknown"},
                                   {"Content-Type", "application/json"},
                                   {"Content-Type", "text/plain"},
                                   {"If-None-Match", "*"},
                                   {"If-Match", "\"0\""},
                                   {"Range", "bytes=0-0"},
                                   {"X-Forwarded-Host", "example.com"},
                                   {"X-HTTP-Method-Override", "GET"},
                                   {"Origin", "https://example.com"}};
  return rc::gen::map(one_of(odd), [](Header header) { return Headers{std::move(header)}; });
}

rc::Gen<std::string> body() {
  return one_of<std::string>({"{}", "null", "[]", "{\"id\":2,\"status\":\"revoked\"}",
                              "{\"webhook_secret\":\"chosen\"}", "{\"cut", "hello", std::string("\0\xFF\xFE", 3),
                              std::string(4096, 'x')});
}

rc::Gen<Request> request(const Contract& contract, const Pool& pool) {
  const auto id = rc::gen::weightedOneOf<std::string>({{7, valid_id(pool)}, {1, edge_id(pool)}, {2, hostile_id(pool)}});
  const auto parts =
      rc::gen::tuple(id, rarely<Headers>(1, {}, headers()), rarely<std::string>(1, "", body()),
                     rarely<std::size_t>(1, 0, rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, 6))),
                     rarely<std::string>(1, contract.operation().method,
                                         one_of<std::string>({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})));
  return rc::gen::map(parts, [&contract, &pool](const auto& drawn) {
    Request made = rotation(contract, std::get<0>(drawn), pool.headers);
    const Headers& odd = std::get<1>(drawn);
    made.headers.insert(made.headers.end(), odd.begin(), odd.end());
    made.body = std::get<2>(drawn);
    made.target += query_of(std::get<3>(drawn));
    made.method = std::get<4>(drawn);
    return made;
  });
}

rc::Gen<Plan> plan(const Contract& contract, const Pool& pool, std::size_t steps, std::size_t lanes) {
  const auto one = rc::gen::map(request(contract, pool), [](Request drawn) { return Round{std::move(drawn)}; });
  const auto several = rc::gen::map(
      rc::gen::pair(valid_id(pool), rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(
                                                                          2, std::max<std::size_t>(lanes, 2) + 1))),
      [&contract, &pool](const auto& drawn) {
        return Round(drawn.second, rotation(contract, drawn.first, pool.headers));
      });
  const auto round = lanes < 2 ? one : rc::gen::weightedOneOf<Round>({{15, one}, {1, several}});
  return rc::gen::map(
      rc::gen::resize(static_cast<int>(steps), rc::gen::container<std::vector<Round>>(round)),
      [](std::vector<Round> rounds) { return Plan{.scenario = "explore", .rounds = std::move(rounds)}; });
}

}  // namespace assay::generate
