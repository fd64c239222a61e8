#include "contracts/judge/reading.h"

#include <algorithm>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "contracts/documents/json_body.h"
#include "contracts/documents/pointer.h"
#include "contracts/identity_parts.h"
#include "contracts/judge/asked_id.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::size_t most_bodies = 4096;
constexpr std::size_t largest_body = 16 * 1024;  // bytes, of those that are remembered
constexpr std::size_t worth_a_thread = 8192;     // exchanges

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

std::shared_ptr<const BodyReading> HistoryReader::read_body(const Reading& of) {
  const int status = of.response->status;
  const MediaType* media = of.media;
  const std::string& bytes = of.response->body;
  const Use::Effect effect = of.reads ? Use::Effect::reads : of.lists ? Use::Effect::lists : Use::Effect::rotates;
  const auto known = bodies_.find(bytes);
  if (known != bodies_.end() && known->second.status == status && known->second.media == media &&
      known->second.of == effect)
    return known->second.reading;
  auto reading = std::make_shared<BodyReading>();
  JsonBody body = read_json(bytes);
  reading->duplicates = std::move(body.duplicates);
  reading->json_faults = std::move(body.faults);
  if (reading->json_faults.empty()) {
    if (media && media->schema)
      for (auto& violation : media->schema->validate(body.value, body.big_integers))
        (violation.keyword == "format" ? reading->formats : reading->schema).push_back(std::move(violation));
    if (has_shape(errors_, status)) reading->errors = read_errors(errors_, status, body.value);
    if (status / 100 == 2 && of.lists)
      reading->listed = listed_secrets(contract_.policy, body.value);
    else if (status / 100 == 2 && body.value.is_object())
      reading->record = (of.reads ? read_records_ : records_).read(body);
  }
  if (known == bodies_.end() && bodies_.size() < most_bodies && bytes.size() <= largest_body)
    bodies_.emplace(bytes, Known{.status = status, .media = media, .of = effect, .reading = reading});
  return reading;
}

Reading HistoryReader::read_exchange(const Exchange& exchange) {
  const Operation& operation = contract_.operation();
  Reading reading{.response = response_of(exchange), .body = no_body()};
  if (is_reading(operation, exchange.request)) {
    reading.reads = true;
    reading.asked = read_identity(
        operation, parts_in(operation.reading_path, operation.reading_identity, exchange.request).value());
  } else if (is_listing(operation, exchange.request)) {
    reading.lists = true;
  } else if (auto asked = documented_id(operation, exchange.request)) {
    reading.on_path = true;
    reading.asks_rotation = exchange.request.method == operation.method;
    reading.asked = std::move(*asked);
  }
  if (!reading.response) return reading;
  if (reading.asks_rotation) reading.spec = operation.response(reading.response->status);
  if (reading.reads) reading.spec = contract_.reading()->response(reading.response->status);
  if (reading.lists) reading.spec = contract_.listing()->response(reading.response->status);
  const std::string media_type = media_type_of(*reading.response);
  if (reading.spec) reading.media = reading.spec->media(media_type);
  reading.is_json = media_type == "application/json" || media_type.ends_with("+json");
  if (!has_body(exchange, reading)) return reading;
  const std::string coding = coding_of(*reading.response);
  reading.body = coding.empty() ? read_body(reading) : coded_body(coding);
  reading.listed = reading.body->listed;
  const bool shown_by_reading = contract_.policy.is_shown_by_reading();
  if (reading.body->record) {
    const bool shows_secret = shown_by_reading || !reading.reads;
    (shows_secret ? reading.record : reading.seen) = &*reading.body->record;
  }
  reading.issues =
      !shown_by_reading && reading.asks_rotation && reading.record && contract_.is_success(reading.response->status);
  if (reading.body->errors) reading.errors = &*reading.body->errors;
  return reading;
}

void HistoryReader::read_part(std::span<const Exchange> exchanges, std::span<Reading> readings) {
  std::transform(exchanges.begin(), exchanges.end(), readings.begin(),
                 [&](const Exchange& exchange) { return read_exchange(exchange); });
}

void HistoryReader::settle(const History& history, std::span<Reading> readings) const {
  const Operation& operation = contract_.operation();
  const auto& exchanges = history.exchanges;
  std::map<std::string, bool> is_rotated;  // since the last reading of this identity
  RunTime written{0};                      // when the last of those that may have rotated was done
  for (std::size_t i = 0; i < readings.size(); ++i) {
    Reading& reading = readings[i];
    if (could_rotate(operation, exchanges[i].request)) {
      if (!reading.response || reading.response->status == 202) return;
      written = std::max(written, exchanges[i].done);
    }
    if (reading.asks_rotation && reading.response && contract_.is_success(reading.response->status))
      is_rotated[reading.asked.value] = true;
    if (!(reading.record || reading.seen) || !reading.reads || reading.response->status / 100 != 2) continue;
    reading.settled =
        written <= exchanges[i].sent && (i + 1 == readings.size() || exchanges[i + 1].sent >= exchanges[i].done);
    reading.issues = reading.record && reading.settled && is_rotated[reading.asked.value];
    is_rotated[reading.asked.value] = false;
  }
}

std::vector<Reading> HistoryReader::read(const History& history) {
  if (bodies_.size() >= most_bodies || records_.kept() + read_records_.kept() >= most_bodies) {
    bodies_.clear();
    records_.forget();
    read_records_.forget();
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
  if (contract_.policy.reading()) settle(history, readings);
  return readings;
}

std::vector<Reading> read_history(const Contract& contract, const History& history) {
  return HistoryReader(contract).read(history);
}

}  // namespace assay
