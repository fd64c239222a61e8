#include "cli/secret_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "contracts/asked_token.h"
#include "contracts/place.h"
#include "contracts/reading.h"
#include "reports/timestamp.h"

namespace assay {
namespace {

std::string why() { return std::generic_category().message(errno); }

struct Issued {
  std::string secret{};
  RunTime sent{0};
  RunTime done{0};
};

// Whether the exchange may have given the token another secret.
bool may_have_rotated(const Exchange& exchange) {
  if (const auto* response = response_of(exchange))
    return response->status >= 500 || (response->status >= 200 && response->status < 300);
  const auto reason = std::get<NoResponse>(exchange.outcome).why;
  return reason != NoResponse::Why::refused && reason != NoResponse::Why::tls && reason != NoResponse::Why::not_sent;
}

// The tokens that the exchange may have rotated, on a lenient server too: the one asked for, and the one shown where it is another. Empty
// texts for none.
struct Concerned {
  std::string asked{};
  std::string shown{};
};

Concerned tokens_of(const Contract& contract, const Exchange& exchange, const Reading& reading) {
  const auto asked = asked_token(contract.operation(), exchange.request);
  if (!asked) return {};
  return {asked->value, reading.record && !reading.record->id.empty() ? reading.record->id : asked->value};
}

bool shows_secret(const Reading& reading) {
  return reading.record && reading.record->webhook_secret.state == Member::State::text;
}

std::map<std::string, Issued> last_issued(const Contract& contract, const History& history,
                                          const std::vector<Reading>& readings) {
  std::map<std::string, Issued> last;
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const Exchange& exchange = history.exchanges[k];
    const std::string token = tokens_of(contract, exchange, readings[k]).shown;
    if (token.empty() || !shows_secret(readings[k]) || exchange.done < last[token].done) continue;
    last[token] = {readings[k].record->webhook_secret.text, exchange.sent, exchange.done};
  }
  return last;
}

bool is_certain(const std::string& id, const Issued& issued, const Contract& contract, const History& history,
                const std::vector<Reading>& readings) {
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const Exchange& exchange = history.exchanges[k];
    const bool itself = exchange.sent == issued.sent && exchange.done == issued.done;
    const auto [asked, shown] = tokens_of(contract, exchange, readings[k]);
    if (itself || (asked != id && shown != id)) continue;
    const bool lost = response_of(exchange) == nullptr && exchange.sent > issued.sent;
    if (may_have_rotated(exchange) && (lost || exchange.done > issued.sent)) return false;
  }
  return true;
}

}  // namespace

std::string last_secrets(const Contract& contract, const History& history, const std::string& url) {
  const auto readings = read_history(contract, history);
  nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
  for (const auto& [id, issued] : last_issued(contract, history, readings))
    tokens.push_back(
        {{"id", id},
         {"webhook_secret", issued.secret},
         {"issued",
          to_timestamp(history.started + std::chrono::duration_cast<std::chrono::system_clock::duration>(issued.done))},
         {"certain", is_certain(id, issued, contract, history, readings)}});
  if (tokens.empty()) return {};
  const nlohmann::ordered_json all = {{"target", url}, {"tokens", std::move(tokens)}};
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

SecretFile::SecretFile(std::string path) : path_(std::move(path)), temporary_(path_ + ".XXXXXX") {
  if (std::filesystem::is_directory(path_))
    throw BadDocument(Place{.file = path_}, "--save-last-secret needs a file's name, and this is a directory");
  file_ = mkostemp(temporary_.data(), O_CLOEXEC);  // mode 0600, a new file
  if (file_ < 0) throw BadDocument(Place{.file = path_}, "--save-last-secret: cannot be written: " + why());
}

SecretFile::~SecretFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(temporary_.c_str());
}

std::string SecretFile::keep(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = write(file_, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return why();
    at += static_cast<std::size_t>(written);
  }
  if (fsync(file_) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) return why();
  close(file_);
  file_ = -1;
  return {};
}

}  // namespace assay
