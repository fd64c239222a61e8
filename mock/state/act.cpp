#include "mock/state/act.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/digest.h"
#include "contracts/documents/utf8.h"
#include "mock/fastapi/json_text.h"

namespace assay {
namespace {

using std::chrono::microseconds;

std::optional<std::int64_t> whole_number(std::string_view json) {
  std::int64_t number = 0;
  const auto read = std::from_chars(json.data(), json.data() + json.size(), number);
  if (json.empty() || read.ec != std::errc{} || read.ptr != json.data() + json.size()) return std::nullopt;
  return number;
}

microseconds length_of(MemberRole::Unit unit) {
  switch (unit) {
    case MemberRole::Unit::rfc3339: return microseconds{1};
    case MemberRole::Unit::milliseconds: return std::chrono::milliseconds{1};
    case MemberRole::Unit::seconds: return std::chrono::seconds{1};
  }
  return microseconds{1};
}

// Of a time as this mock writes it: "2026-01-31T08:15:30Z" or with six digits of a second. Nothing: of another.
std::optional<Moment> plain_moment(std::string_view json) {
  constexpr std::string_view form = R"("0000-00-00T00:00:00.000000Z")";
  const bool has_micros = json.size() == form.size();
  if (!has_micros && json.size() != form.size() - 7) return std::nullopt;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char wanted = has_micros || i < 20 ? form[i] : form[i + 7];
    const bool is_digit = json[i] >= '0' && json[i] <= '9';
    if (wanted == '0' ? !is_digit : json[i] != wanted) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) value = value * 10 + (json[i] - '0');
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(1, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(6, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(9, 2)))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(number(12, 2)) + std::chrono::minutes(number(15, 2)) +
         std::chrono::seconds(number(18, 2)) + microseconds(has_micros ? number(21, 6) : 0);
}

// The moment that JSON text says; nothing where it says none.
std::optional<Moment> moment_in(std::string_view json, MemberRole::Unit unit) {
  if (unit == MemberRole::Unit::rfc3339) {
    if (json.size() < 2 || json.front() != '"') return std::nullopt;
    if (const auto plain = plain_moment(json)) return plain;
    const auto instant = parse_rfc3339(json.substr(1, json.size() - 2));
    return instant ? std::optional(moment_of(*instant)) : std::nullopt;
  }
  const auto number = whole_number(json);
  return number ? std::optional(Moment{*number * length_of(unit)}) : std::nullopt;
}

// Never backwards, although the clock may go there.
void move_time(Resource& resource, const Rules::Time& time, Moment now) {
  const std::string_view json = resource.member(time.pointer);
  if (json.empty()) return;
  if (const auto before = moment_in(json, time.unit)) now = std::max(now, *before);
  resource.put(time.pointer, json_of(now, time.unit));
}

// How many bytes the last `count` code points take.
std::size_t bytes_of_last(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  for (; at > 0 && count > 0; --count) do
      --at;
    while (at > 0 && continues_code_point(text[at]));
  return text.size() - at;
}

std::string_view state_of(const Resource& resource, Moment now, const std::optional<Rules::End>& end,
                          const std::string& pointer) {
  const std::string_view state = resource.member(pointer);
  if (!end || end->state != pointer || state != end->from) return state;
  const auto over = moment_in(resource.member(end->pointer), MemberRole::Unit::rfc3339);
  return over && *over <= now ? std::string_view(end->to) : state;
}

std::string masked(const Resource& resource, const Rules::Mask& mask) {
  if (mask.shown == Policy::Token::empty) return json_string("");
  return json_string(resource.text(mask.first) + "****" + resource.text(mask.last));
}

bool is_absent(std::string_view json) { return json.empty() || json == "null" || json == "false"; }

}  // namespace

std::string json_of(Moment moment, MemberRole::Unit unit) {
  if (unit == MemberRole::Unit::rfc3339) return '"' + to_rfc3339(moment) + '"';
  const microseconds length = length_of(unit);
  const microseconds since = moment.time_since_epoch();
  return std::to_string((since - ((since % length) + length) % length) / length);
}

std::string hint_of(std::string_view secret, MemberRole::Shows shows, std::size_t count) {
  switch (shows) {
    case MemberRole::Shows::sha256: return sha256_hex(secret).substr(0, count);
    case MemberRole::Shows::last: return std::string(secret.substr(secret.size() - bytes_of_last(secret, count)));
    case MemberRole::Shows::first: break;
  }
  const std::size_t points = count_code_points(secret);
  return std::string(secret.substr(0, secret.size() - bytes_of_last(secret, points - std::min(points, count))));
}

std::string shown(const Resource& resource, Moment now, const Rules& rules, const View& view) {
  const bool ends = rules.end && state_of(resource, now, rules.end, rules.end->state) == rules.end->to &&
                    resource.member(rules.end->state) != rules.end->to;
  std::string out;
  if (!ends && !rules.mask && view.omitted.empty()) {
    out.reserve(view.before.size() + resource.document().size() + view.after.size());
    return out.append(view.before).append(resource.document()).append(view.after);
  }
  Resource copy = resource;
  if (ends) copy.put(rules.end->state, rules.end->to);
  if (rules.mask) copy.put(rules.mask->pointer, masked(resource, *rules.mask));
  return out.append(view.before).append(copy.without(view.omitted)).append(view.after);
}

std::optional<Refusal> refusal(const Resource& resource, Moment now, const Rules& rules) {
  if (rules.state) {
    const std::string_view state = state_of(resource, now, rules.end, rules.state->pointer);
    const auto& active = rules.state->active;
    if (std::find(active.begin(), active.end(), state) == active.end()) {
      for (const auto& [name, refused] : rules.state->refused)
        if (name == state) return refused;
      return rules.state->otherwise;
    }
  }
  for (const Rules::Need& need : rules.needs)
    if (is_absent(resource.member(need.pointer))) return need.refusal;
  return std::nullopt;
}

std::optional<Refusal> must_wait(const Resource& resource, Moment now, std::string_view body, const Rules& rules) {
  if (!rules.wait || resource.rotated == 0) return std::nullopt;
  if (now.time_since_epoch() - microseconds(resource.rotated) >= std::chrono::seconds(rules.wait->seconds))
    return std::nullopt;
  const auto said = nlohmann::json::parse(body, nullptr, false);
  const bool is_forced =
      said.is_object() && std::all_of(rules.wait->unless.begin(), rules.wait->unless.end(), [&](const auto& member) {
        return said.contains(member.first) && said[member.first].dump() == member.second;
      });
  return is_forced ? std::nullopt : std::optional(rules.wait->refusal);
}

Rotation rotate(Resource resource, Moment now, std::string_view secret, const Rules& rules) {
  if (auto refused = refusal(resource, now, rules)) return {.resource = std::move(resource), .refused = refused};
  resource.put(rules.secret, json_string(secret));
  for (const Rules::Hint& hint : rules.hints)
    if (!resource.member(hint.pointer).empty())
      resource.put(hint.pointer, json_string(hint_of(secret, hint.shows, hint.count)));
  for (const Rules::Time& time : rules.changed) move_time(resource, time, now);
  for (const Rules::Time& time : rules.used) move_time(resource, time, now);
  for (const std::string& count : rules.counts)
    if (const auto number = whole_number(resource.member(count))) resource.put(count, std::to_string(*number + 1));
  resource.rotations += 1;
  if (rules.wait) resource.rotated = std::chrono::duration_cast<microseconds>(now.time_since_epoch()).count();
  return {.resource = std::move(resource)};
}

}  // namespace assay
