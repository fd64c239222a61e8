#include "contracts/judge/reading.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/judge/asked_id.h"
#include "contracts/schema/rfc3339.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t most_bodies = 4096;
constexpr std::size_t largest_body = 16 * 1024;  // bytes, of those that are remembered
constexpr std::size_t worth_a_thread = 8192;     // exchanges
constexpr std::size_t most_errors = 100;         // of a 422's detail that are kept: FastAPI gives one a parameter
constexpr std::size_t most_parts = 16;           // of an error's loc

std::string integer_text(const json& number) {
  if (number.is_number_integer()) return number.dump();
  const double value = number.is_number_float() ? number.get<double>() : 0.5;
  const bool exact = std::floor(value) == value && std::abs(value) < 9007199254740992.0;  // 2^53
  return exact ? std::to_string(static_cast<std::int64_t>(value)) : "";
}

bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != '"' && c != '\\' && c != '\x7f'; });
}

std::string dump(const json& value) {
  if (value.is_string() && is_plain(value.get_ref<const std::string&>()))
    return '"' + value.get_ref<const std::string&>() + '"';  // what the library says, in a tenth of its time
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

enum class Instants { no, yes };

std::string canonical(Instants instants, const json& value) {
  if (value.is_string() && instants == Instants::yes) {
    if (const auto instant = parse_rfc3339(value.get_ref<const std::string&>()))
      return "instant " + std::to_string(instant->seconds) + "." + instant->fraction;
  }
  if (value.is_number_float()) {
    const auto text = integer_text(value);
    return text.empty() ? dump(value) : text;
  }
  if (!value.is_array()) return dump(value);
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(canonical(Instants::no, item));
  std::sort(items.begin(), items.end());
  std::string text = "[";
  for (const auto& item : items) text += item + ",";
  return text + "]";
}

using Path = std::vector<std::string>;

// What the names lead to; null: nothing, or there is no path.
const json* follow(const json& from, const Path& path) {
  const json* at = path.empty() ? nullptr : &from;
  for (const std::string& name : path) {
    if (!at->is_object()) return nullptr;  // an array's elements are not followed
    const auto member = at->find(name);
    if (member == at->end()) return nullptr;
    at = &*member;
  }
  return at;
}

Member member(const json& record, const Path& path) {
  const json* at = follow(record, path);
  if (at == nullptr) return {};
  if (at->is_null()) return {.state = Member::State::null};
  if (!at->is_string()) return {.state = Member::State::wrong_type};
  return {.state = Member::State::text, .text = at->get<std::string>()};
}

std::string text_of(const json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

std::optional<std::vector<ErrorItem>> detail_of(const json& body) {
  const auto detail = body.is_object() ? body.find("detail") : body.end();
  if (detail == body.end() || !detail->is_array()) return std::nullopt;
  std::vector<ErrorItem> items;
  for (const auto& error : *detail) {
    if (!error.is_object()) return std::nullopt;
    if (items.size() == most_errors) continue;
    ErrorItem item{.msg = text_of(error, "msg"), .type = text_of(error, "type")};
    if (const auto loc = error.find("loc"); loc != error.end() && loc->is_array())
      for (std::size_t i = 0; i < std::min(loc->size(), most_parts); ++i)
        item.loc.push_back((*loc)[i].is_string() ? (*loc)[i].get<std::string>() : dump((*loc)[i]));
    items.push_back(std::move(item));
  }
  return items;
}

std::string media_type_of(const Response& response) {
  std::string name(find_header(response.headers, "content-type").value_or(""));
  name.erase(std::min(name.find(';'), name.size()));
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return to_lower(name);
}

// Whether a body is there to be read: one that is called JSON, where a HEAD has none and none is missed where none is
// documented; or a success that looks like a record, whatever it is called.
bool has_body(const Exchange& exchange, const Reading& reading) {
  const std::string& body = reading.response->body;
  const auto first = body.find_first_not_of(" \t\r\n");
  const bool looks_like_record =
      reading.response->status / 100 == 2 && first != std::string::npos && body[first] == '{';
  return exchange.request.method != "HEAD" &&
         (looks_like_record || (reading.is_json && (!body.empty() || reading.media)));
}

// The coding that an answer's body is still in; empty when it has none. RFC 9110 12.5.3 lets a server code what was
// asked for as "identity" (it SHOULD NOT, no more), so a coded body breaks nothing and says nothing: it is not taken
// for JSON gone wrong. It is not decoded either: what a report shows is what was sent, and a decoder is one more thing
// that a hostile body can blow up.
std::string coding_of(const Response& response) {
  const std::string coding = to_lower(find_header(response.headers, "content-encoding").value_or(""));
  return coding == "identity" ? "" : coding;
}

std::shared_ptr<const BodyReading> coded_body(const std::string& coding) {
  const bool is_name = coding.size() <= 20 && std::all_of(coding.begin(), coding.end(),
                                                          [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return std::make_shared<const BodyReading>(BodyReading{
      .json_faults = {{.keyword = "coding",
                       .message = "the body has the content coding " + (is_name ? coding : "of a strange name") +
                                  ", although assay asks for none (Accept-Encoding: identity)"}}});
}

const std::shared_ptr<const BodyReading>& no_body() {
  static const auto none = std::make_shared<const BodyReading>();
  return none;
}

}  // namespace

// As names to follow; empty: the policy has none.
struct HistoryReader::Places {
  struct Stands {
    std::string name{};
    Path path{};
    Instants instants = Instants::no;
  };

  Path record{}, identity{}, secret{}, own{}, used{};
  std::vector<Path> parts{};
  std::vector<Stands> stable{};
  std::string identity_pointer{};  // into the body
  bool is_integer = false;         // the identity is
};

HistoryReader::HistoryReader(const Contract& contract) : contract_(contract) {
  using Role = MemberRole::Role;
  const ResourceKind& kind = contract.policy.resource();
  const Use& use = contract.policy.rotation();
  Places places{.record = pointer_names(use.record),
                .identity = pointer_names(kind.identity),
                .secret = pointer_names(use.rotates.front()),
                .identity_pointer = use.record + kind.identity,
                .is_integer = is_integer_identity(contract.operation())};
  for (const MemberRole& each : kind.members) {
    const Path path = pointer_names(each.pointer);
    if (each.role == Role::secret && each.own == MemberRole::Own::yes && places.own.empty()) places.own = path;
    if (each.role == Role::part) places.parts.push_back(path);
    if (each.role == Role::used && places.used.empty()) places.used = path;
    if (each.role != Role::stable && each.role != Role::made) continue;
    const bool is_time = each.role == Role::made || each.name().ends_with("_at");
    places.stable.push_back({each.name(), path, is_time ? Instants::yes : Instants::no});
  }
  places_ = std::make_shared<const Places>(std::move(places));
}

Record HistoryReader::record_of(const JsonBody& body) {
  const json* value = places_->record.empty() ? &body.value : follow(body.value, places_->record);
  static const json nothing;
  if (value == nullptr) value = &nothing;  // a record without members: the clauses say which are missed
  Record record{.secret = member(*value, places_->secret),
                .own = member(*value, places_->own),
                .used = member(*value, places_->used)};
  for (const Path& part : places_->parts) record.parts.push_back(member(*value, part));
  if (const json* id = follow(*value, places_->identity)) {
    const auto big = body.big_integers.find(places_->identity_pointer);
    record.identity = big != body.big_integers.end()            ? big->second
                      : id->is_string() && !places_->is_integer ? id->get<std::string>()
                                                                : integer_text(*id);
  }
  std::vector<std::pair<const std::string*, std::string>> members;
  std::string key;
  for (const Places::Stands& stands : places_->stable) {
    const json* at = follow(*value, stands.path);
    if (at == nullptr) continue;
    members.emplace_back(&stands.name, canonical(stands.instants, *at));
    key.append(stands.name).append("=").append(members.back().second).append("\n");
  }
  auto& kept = stable_[key];
  if (!kept) {
    Stable stable;
    for (auto& [name, text] : members) stable.insert_or_assign(*name, std::move(text));
    kept = std::make_shared<const Stable>(std::move(stable));
  }
  record.stable = kept;
  return record;
}

std::shared_ptr<const BodyReading> HistoryReader::read_body(int status, const MediaType* media,
                                                            std::string_view bytes) {
  const auto known = bodies_.find(bytes);
  if (known != bodies_.end() && known->second.status == status && known->second.media == media)
    return known->second.reading;
  auto reading = std::make_shared<BodyReading>();
  JsonBody body = read_json(bytes);
  reading->duplicates = std::move(body.duplicates);
  reading->json_faults = std::move(body.faults);
  if (reading->json_faults.empty()) {
    if (media && media->schema)
      for (auto& violation : media->schema->validate(body.value, body.big_integers))
        (violation.keyword == "format" ? reading->formats : reading->schema).push_back(std::move(violation));
    if (status == 422) reading->detail = detail_of(body.value);
    if (status / 100 == 2 && body.value.is_object()) reading->record = record_of(body);
  }
  if (known == bodies_.end() && bodies_.size() < most_bodies && bytes.size() <= largest_body)
    bodies_.emplace(bytes, Known{.status = status, .media = media, .reading = reading});
  return reading;
}

Reading HistoryReader::read_exchange(const Exchange& exchange) {
  const Operation& operation = contract_.operation();
  Reading reading{.response = response_of(exchange), .body = no_body()};
  if (const auto segments = match(operation.path, path_of(exchange.request.target))) {
    reading.on_path = true;
    reading.asks_rotation = exchange.request.method == operation.method;
    reading.asked = read_identity(operation, *segments);
  }
  if (!reading.response) return reading;
  if (reading.asks_rotation) reading.spec = operation.response(reading.response->status);
  const std::string media_type = media_type_of(*reading.response);
  if (reading.spec) reading.media = reading.spec->media(media_type);
  reading.is_json = media_type == "application/json" || media_type.ends_with("+json");
  if (!has_body(exchange, reading)) return reading;
  const std::string coding = coding_of(*reading.response);
  reading.body =
      coding.empty() ? read_body(reading.response->status, reading.media, reading.response->body) : coded_body(coding);
  if (reading.body->record) reading.record = &*reading.body->record;
  if (reading.body->detail) reading.detail = &*reading.body->detail;
  return reading;
}

void HistoryReader::read_part(std::span<const Exchange> exchanges, std::span<Reading> readings) {
  std::transform(exchanges.begin(), exchanges.end(), readings.begin(),
                 [&](const Exchange& exchange) { return read_exchange(exchange); });
}

std::vector<Reading> HistoryReader::read(const History& history) {
  if (bodies_.size() >= most_bodies || stable_.size() >= most_bodies) {
    bodies_.clear();
    stable_.clear();
  }
  const std::span exchanges(history.exchanges);
  std::vector<Reading> readings(exchanges.size());
  std::size_t parts = std::max<std::size_t>(exchanges.size() / worth_a_thread, 1);
  if (parts > 1)
    parts = std::min<std::size_t>(parts, std::max(1U, std::thread::hardware_concurrency()));  // asks the kernel
  const std::size_t size = (exchanges.size() + parts - 1) / parts;
  std::vector<std::future<void>> others;
  for (std::size_t begin = size; begin < exchanges.size(); begin += size)
    others.push_back(std::async(std::launch::async, [&, begin] {
      const std::size_t count = std::min(size, exchanges.size() - begin);
      HistoryReader(contract_).read_part(exchanges.subspan(begin, count), std::span(readings).subspan(begin, count));
    }));
  read_part(exchanges.first(std::min(size, exchanges.size())), readings);
  for (auto& other : others) other.get();
  return readings;
}

std::vector<Reading> read_history(const Contract& contract, const History& history) {
  return HistoryReader(contract).read(history);
}

}  // namespace assay
