#include "cli/sink/heard_delivery.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/verify_signature/explanation.h"
#include "contracts/signatures/mistakes.h"
#include "contracts/signatures/signed_message.h"
#include "mock/state/moment.h"
#include "reports/formats/wrap.h"

namespace assay {
namespace {

std::string instant(std::chrono::system_clock::time_point time) {
  return to_rfc3339(std::chrono::time_point_cast<std::chrono::microseconds>(time));
}

// A sender may make it as long as it likes.
std::string shown_id(const std::string& id) {
  constexpr std::size_t most = 64;
  return id.size() <= most ? id : id.substr(0, most) + "...";
}

}  // namespace

HeardDelivery hear(const SignatureScheme& scheme, const Request& request, Receipt receipt,
                   std::chrono::system_clock::time_point now) {
  receipt.headers = request.headers;
  receipt.body = request.body;
  receipt.now = std::chrono::floor<std::chrono::seconds>(now);
  const SignatureMatch match = verify_signature(scheme, receipt);
  HeardDelivery heard{.received = now,
                      .path = std::string(path_of(request.target)),
                      .id = read_signed_message(scheme, request.headers, request.body).message.id,
                      .secret = match.secret,
                      .secrets = receipt.secrets.size(),
                      .age = match.age};
  if (match.fits()) return heard;
  heard.reason = reason_of(receipt, match);
  const Diagnosis diagnosis = diagnose({scheme, receipt, match});
  if (diagnosis.mistake == nullptr) return heard;
  heard.mistake = diagnosis.mistake->id;
  heard.explanation = diagnosis.explanation;
  return heard;
}

std::string text_line(const HeardDelivery& heard) {
  std::string line = instant(heard.received) + ' ' + std::to_string(heard.number);
  if (heard.reason.empty()) {
    line += " FITS " + ordinal_of(*heard.secret, heard.secrets);
    if (heard.age) line += ", " + seconds_old(*heard.age);
  } else {
    line += " DOES_NOT_FIT " + heard.reason;
    if (!heard.mistake.empty()) line += "; " + heard.mistake + ": " + heard.explanation;
  }
  if (!heard.id.empty()) line += ", id " + shown_id(heard.id);
  if (heard.seen_before > 0) line += ", as " + std::to_string(heard.seen_before) + " had";
  return printable(line + " -> " + std::to_string(heard.answered));
}

std::string json_line(const HeardDelivery& heard) {
  using nlohmann::ordered_json;
  ordered_json all = {{"time", instant(heard.received)},
                      {"number", heard.number},
                      {"path", heard.path},
                      {"fits", heard.reason.empty()},
                      {"secret", nullptr},
                      {"secrets", heard.secrets},
                      {"timestamp_age_seconds", nullptr},
                      {"id", nullptr},
                      {"seen_before", nullptr},
                      {"reason", nullptr},
                      {"mistake", nullptr},
                      {"status", heard.answered}};
  if (heard.secret) all["secret"] = *heard.secret + 1;
  if (heard.age) all["timestamp_age_seconds"] = heard.age->count();
  if (!heard.id.empty()) all["id"] = shown_id(heard.id);
  if (heard.seen_before > 0) all["seen_before"] = heard.seen_before;
  if (!heard.reason.empty()) all["reason"] = heard.reason;
  if (!heard.mistake.empty()) all["mistake"] = {{"id", heard.mistake}, {"explanation", heard.explanation}};
  return all.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace assay
