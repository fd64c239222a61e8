// Longer than other files: the palette, what is drawn from it and how that shrinks share the numbers of its entries.
#include "property-tests/generators.h"

#include <rapidcheck/shrinkable/Create.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"
#include "contracts/judge/decimal.h"
#include "contracts/judge/text_id.h"
#include "contracts/plan/other_operation.h"

namespace assay::generate {
namespace {

// Ids small enough to be read the same in every base and width.
std::vector<std::string> small_ids(const Pool& pool) {
  std::vector<std::string> ids;
  for (const auto& id : pool.rotatable)
    if (id.size() < 18 && id.front() != '-') ids.push_back(id);
  return ids;
}

bool same_in_octal(const std::string& id) { return id.size() == 1 && id.front() < '8'; }

std::vector<std::string> edges(const std::string& id) {
  std::vector<std::string> all = {"-" + id, std::string(400, '9')};
  for (const std::string& power : {two_62, two_64, beyond_64_bits}) {
    all.push_back(add_decimal(power, id));
    all.push_back("-" + subtract_decimal(power, id));
  }
  return all;
}

std::vector<std::string> nobodys_ids(const Contract& contract, const Pool& pool) {
  const std::string harmless = harmless_identity(contract.operation());
  if (harmless.empty()) return pool.rotatable;  // each text may be taken for an id
  return {harmless, harmless + "-" + std::string(nobody), harmless + "%20",
          pool.rotatable.front() + std::string(nobody)};
}

std::vector<std::string> edge_ids(const Pool& pool) {
  std::vector<std::string> all;
  for (const auto& id : small_ids(pool))
    for (auto& edge : edges(id)) all.push_back(std::move(edge));
  if (all.empty()) all.push_back(std::string(400, '9'));
  return all;
}

std::vector<std::string> prefixes(const std::string& id) {
  std::vector<std::string> all = {"", "+", "%20", "%09", "%2B", "-%20", "x", "_", "."};
  if (same_in_octal(id)) all.insert(all.end(), {"0", "00", "0_", "0x", "+0", "0o"});
  return all;
}

// Digits behind an id are many: a server that takes all digits for the number reads one that no server has issued.
// Letters are none of base sixteen, but for the 'e' before them.
const std::vector<std::string>& suffixes() {
  static const std::vector<std::string> all = {".00000000000000000000",
                                               "xyz",
                                               ".50000000000000000000",
                                               "e00000000000000000000",
                                               "%20",
                                               "-",
                                               "x",
                                               "_x",
                                               ".",
                                               "%09",
                                               "L",
                                               "_",
                                               "'",
                                               "%E2%80%82"};
  return all;
}

std::vector<std::string> hostile_ids(const Pool& pool) {
  std::vector<std::string> all = {std::string(no_id), "string", "x", "-", "+", "x.y", "%FF", "%C2%A0"};
  for (const auto& id : small_ids(pool))
    for (const auto& before : prefixes(id)) {
      if (!before.empty()) all.push_back(before + id);
      for (const auto& after : suffixes()) all.push_back(before + id + after);
    }
  return all;
}

// No Range: a proxy such as Apache's cuts a part out of the answer itself.
std::vector<Headers> odd_headers() {
  std::vector<Headers> all;
  for (const Header& header :
       {Header{"Accept", "text/html"}, Header{"Accept", "application/json;q=0"},
        Header{"Accept-Language", "xx-unknown"}, Header{"Content-Type", "application/json"},
        Header{"Content-Type", "text/plain"}, Header{"If-None-Match", "*"}, Header{"If-Match", "\"0\""},
        Header{"Cache-Control", "max-age=0"}, Header{"X-Forwarded-Host", "example.com"},
        Header{"X-HTTP-Method-Override", "GET"}, Header{"Origin", "https://example.com"}})
    all.push_back({header});
  return all;
}

// Such as do no harm where they are not ignored, as those of the scenario odd-requests.
std::vector<std::string> bodies(const Contract& contract, const Pool& pool) {
  if (contract.operation().takes_body) return {""};  // only the document knows what its members do
  return {"{}",
          "null",
          "[]",
          "{\"assay_unknown_member\":\"xyz\"}",
          "{\"" + contract.policy.rotation().rotates.front().substr(1) + "\":\"" + pool.chosen_secret + "\"}",
          "{\"cut",
          "hello",
          std::string("\0\xFF\xFE", 3),
          std::string(4096, 'x')};
}

// Those that arrive as they were meant.
std::vector<std::string> carried(const Contract& contract, std::vector<std::string> ids) {
  std::erase_if(ids, [&](const std::string& id) { return !can_carry(contract.operation().identity, id); });
  return ids;
}

template <class T>
std::vector<T> joined(std::vector<T> all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

// Each kind of part of a request, the plainest first. Of ids the pool's own stand first, then hostile ones, then edges.
struct Palette {
  Palette(const Contract& of, const Pool& from)
      : contract(of),
        pool(from),
        is_integer(is_integer_identity(of.operation())),
        hostile_begins(pool.rotatable.size()),
        ids(joined(pool.rotatable, carried(of, is_integer ? hostile_ids(pool) : nobodys_ids(of, pool)))) {
    edges_begin = ids.size();
    ids = joined(std::move(ids), is_integer ? edge_ids(pool) : nobodys_ids(of, pool));
  }

  const Contract& contract;
  const Pool& pool;
  bool is_integer = true;  // the identity is
  std::size_t hostile_begins = 0;
  std::size_t edges_begin = 0;
  std::vector<std::string> ids;
  std::vector<Headers> headers = joined({Headers{}}, odd_headers());
  std::vector<std::string> bodies = joined({std::string()}, generate::bodies(contract, pool));
  std::vector<std::string> queries = {
      "",      "?", "?x=y", "?id=" + std::string(shown_part(pool.rotatable.front())), "?assay_unknown_parameter=xyz",
      "?x=%00"};
  // A DELETE of a path that is the resource's own, or that of all of them, deletes it.
  std::vector<std::string> methods =
      contract.operation().path.ends_with('}') || stands_elsewhere(contract.operation().identity)
          ? std::vector<std::string>{contract.operation().method, "GET", "HEAD", "OPTIONS"}
          : std::vector<std::string>{contract.operation().method, "GET", "HEAD", "PUT", "DELETE", "OPTIONS"};
};

// A round as numbers of entries of the palette, each shrinking towards 0. Numbers instead of the things that they stand
// for make drawing and shrinking cheap: what is sent is made once, when the plan is whole.
struct Choice {
  enum Part { id, header, body, query, method, more_lanes, parts };
  std::array<std::uint16_t, parts> of{};
};

// Draws from one generator of RapidCheck.
class Dice {
 public:
  explicit Dice(const rc::Random& random) : random_(random) {}

  std::uint16_t below(std::size_t count) { return static_cast<std::uint16_t>(random_.next() % count); }
  bool once_in(std::size_t count) { return below(count) == 0; }
  // 0 but in one of ten draws.
  std::uint16_t seldom(std::size_t count) {
    return once_in(10) ? static_cast<std::uint16_t>(1 + below(count - 1)) : std::uint16_t{0};
  }

 private:
  rc::Random random_;
};

std::uint16_t draw_id(const Palette& palette, Dice& dice) {
  const std::size_t kind = dice.below(10);
  const auto between = [&](std::size_t begin, std::size_t end) {
    return static_cast<std::uint16_t>(begin + dice.below(end - begin));
  };
  if (kind < 7) return dice.below(palette.hostile_begins);
  return kind < 9 ? between(palette.hostile_begins, palette.edges_begin)
                  : between(palette.edges_begin, palette.ids.size());
}

Choice draw_request(const Palette& palette, Dice& dice) {
  Choice choice;
  choice.of[Choice::id] = draw_id(palette, dice);
  choice.of[Choice::header] = dice.seldom(palette.headers.size());
  choice.of[Choice::body] = dice.seldom(palette.bodies.size());
  choice.of[Choice::query] = dice.seldom(palette.queries.size());
  choice.of[Choice::method] = dice.seldom(palette.methods.size());
  return choice;
}

// Of rounds of several lanes, one in sixteen, all lanes ask the same plain rotation.
Choice draw_round(const Palette& palette, Dice& dice, std::size_t lanes) {
  if (lanes < 2 || !dice.once_in(16)) return draw_request(palette, dice);
  Choice choice;
  choice.of[Choice::id] = dice.below(palette.hostile_begins);
  choice.of[Choice::more_lanes] = static_cast<std::uint16_t>(1 + dice.below(lanes - 1));
  return choice;
}

// Puts a query behind the one that the target has.
void extend(std::string& target, const std::string& query) {
  const bool has_one = target.find('?') != std::string::npos;
  target += has_one && !query.empty() ? '&' + query.substr(1) : query;
}

Request to_request(const Palette& palette, const Choice& choice) {
  Request made = rotation(palette.contract, palette.ids[choice.of[Choice::id]], palette.pool.headers);
  const Headers& odd = palette.headers[choice.of[Choice::header]];
  made.headers.insert(made.headers.end(), odd.begin(), odd.end());
  if (const std::string& body = palette.bodies[choice.of[Choice::body]]; !body.empty()) made.body = body;
  extend(made.target, palette.queries[choice.of[Choice::query]]);
  made.method = palette.methods[choice.of[Choice::method]];
  return made;
}

Plan to_plan(const Palette& palette, const std::vector<Choice>& choices) {
  Plan plan{.scenario = "explore"};
  plan.rounds.reserve(choices.size());
  for (const Choice& choice : choices)
    plan.rounds.emplace_back(std::size_t{1} + choice.of[Choice::more_lanes], to_request(palette, choice));
  return without_other_operations(palette.contract, std::move(plan));
}

// All that are a step plainer: one part turned to its plainest, half way there, or one towards it.
rc::Seq<Choice> plainer(const Choice& choice) {
  std::vector<Choice> all;
  for (std::size_t part = 0; part < Choice::parts; ++part) {
    const std::uint16_t number = choice.of[part];
    std::uint16_t last = number;
    for (const int less : {0, number / 2, number - 1}) {
      if (less < 0 || less == last) continue;
      all.push_back(choice);
      all.back().of[part] = last = static_cast<std::uint16_t>(less);
    }
  }
  return rc::seq::fromContainer(std::move(all));
}

// For all ids but the first, and for each of them: the same with the first in its place throughout, since a law may
// need one token asked twice, and a variant of its id asks for it too.
rc::Seq<std::vector<Choice>> with_first_id(const std::vector<Choice>& choices) {
  std::set<std::uint16_t> ids;
  for (const Choice& choice : choices) ids.insert(choice.of[Choice::id]);
  ids.erase(0);
  std::vector<std::vector<Choice>> all;
  if (ids.size() > 1) {
    all.push_back(choices);
    for (Choice& choice : all.back()) choice.of[Choice::id] = 0;
  }
  for (const std::uint16_t id : ids) {
    all.push_back(choices);
    for (Choice& choice : all.back())
      if (choice.of[Choice::id] == id) choice.of[Choice::id] = 0;
  }
  return rc::seq::fromContainer(std::move(all));
}

rc::Seq<std::vector<Choice>> fewer_or_plainer(const std::vector<Choice>& choices) {
  return rc::seq::concat(rc::shrink::removeChunks(choices), with_first_id(choices),
                         rc::shrink::eachElement(choices, plainer));
}

// One of `choices`, towards the first when it shrinks; whatever the size.
template <class T>
rc::Gen<T> one_of(std::vector<T> choices) {
  const auto index = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, choices.size()));
  return rc::gen::map(index, [choices = std::move(choices)](std::size_t k) { return choices[k]; });
}

}  // namespace

rc::Gen<std::string> valid_id(const Pool& pool) { return one_of(pool.rotatable); }

std::vector<Request> requests(const Contract& contract, const Pool& pool) {
  const Palette palette(contract, pool);
  std::vector<Request> all;
  for (const std::string& id : palette.ids)
    for (const std::string& query : palette.queries) {
      all.push_back(rotation(contract, id, {}));
      extend(all.back().target, query);
    }
  return all;
}

rc::Gen<std::string> edge_id(const Pool& pool) { return one_of(edge_ids(pool)); }
rc::Gen<std::string> hostile_id(const Pool& pool) { return one_of(hostile_ids(pool)); }
rc::Gen<Headers> headers() { return one_of(odd_headers()); }

rc::Gen<Request> request(const Contract& contract, const Pool& pool) {
  const auto palette = std::make_shared<const Palette>(contract, pool);
  const rc::Gen<Choice> choice = [palette](const rc::Random& random, int) {
    Dice dice(random);
    return rc::shrinkable::shrinkRecur(draw_request(*palette, dice), &plainer);
  };
  return rc::gen::map(choice, [palette](const Choice& drawn) { return to_request(*palette, drawn); });
}

rc::Gen<Plan> plan(const Contract& contract, const Pool& pool, std::size_t steps, std::size_t lanes) {
  const auto palette = std::make_shared<const Palette>(contract, pool);
  const rc::Gen<std::vector<Choice>> choices = [palette, steps, lanes](const rc::Random& random, int) {
    Dice dice(random);
    std::vector<Choice> drawn(dice.below(steps + 1));
    std::generate(drawn.begin(), drawn.end(), [&] { return draw_round(*palette, dice, lanes); });
    return rc::shrinkable::shrinkRecur(std::move(drawn), &fewer_or_plainer);
  };
  return rc::gen::map(choices, [palette](const std::vector<Choice>& drawn) { return to_plan(*palette, drawn); });
}

}  // namespace assay::generate
