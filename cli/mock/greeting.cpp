#include "cli/mock/greeting.h"

#include <algorithm>
#include <cctype>

#include "contracts/policy/slate.h"
#include "mock/state/moment.h"

namespace assay {
namespace {

std::string line(const std::string& name, const std::string& text) {
  return "  " + name + std::string(11 - name.size(), ' ') + text + '\n';
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// What makes this server another than the plain one.
std::string peculiarities(const OwnMock& mock, const MockOptions& options) {
  const MockParts& parts = mock.parts;
  std::string text;
  if (!options.deviation.empty()) text += line("deviation", options.deviation + ": this server lies");
  if (options.seed) text += line("seed", std::to_string(*options.seed) + ": the secrets are known to all");
  if (options.seed || !options.clock.empty()) {
    const bool stands = parts.first_clock.runs == ClockSetting::Runs::not_at_all;
    text += line("clock", (stands ? "stands at " : "runs from ") + to_rfc3339(parts.clock->now()));
  }
  if (!options.store.empty()) text += line("store", options.store);
  for (const FaultRule& fault : parts.first_faults) text += line("fault", fault.text);
  if (!parts.policy.bearer.empty()) text += line("asks for", "Authorization: Bearer");
  if (parts.policy.rate_limit > 0)
    text += line("limit", std::to_string(parts.policy.rate_limit) + " requests a minute and session");
  return text;
}

std::string trust(const Addresses& addresses) {
  return addresses.tls ? "--cacert " + addresses.tls->certificate_file + ' ' : "";
}

// RFC 3986: of a segment nothing stays as it is but what is unreserved.
std::string escaped(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos)
      out += c;
    else
      out.append({'%', hex[byte >> 4], hex[byte & 15]});
  }
  return out;
}

// As a shell takes it for one word.
std::string word(const std::string& text) {
  constexpr std::string_view plain = "-._~/:%";
  const bool is_plain = std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return std::isalnum(c) != 0 || plain.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (is_plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + '\'';
}

std::string path_of_example(const std::string& path, const std::vector<std::string>& parameters) {
  std::string out;
  std::size_t part = 0;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '{' && part < parameters.size()) {
      out += escaped(parameters[part++]);
      at = std::min(path.find('}', at), path.size());
    } else {
      out += path[at];
    }
  }
  return out;
}

std::string how_to_try(const Contract& contract, const OwnMock& mock, const Addresses& addresses) {
  if (mock.rotatable.empty()) return {};
  const std::string credentials = mock.parts.policy.bearer.empty() ? "" : "-H 'Authorization: Bearer ...' ";
  const auto url = [&](const std::string& path, const std::string& query) {
    return trust(addresses) + credentials + word(addresses.mock + path_of_example(path, mock.example) + query);
  };
  const Operation& rotation = contract.operation();
  const std::string& body = mock.parts.policy.rotation().body;
  std::string lines = line("try", "curl -X " + rotation.method + ' ' + url(rotation.path, rotation.query) +
                                      (body.empty() ? "" : " -H 'Content-Type: application/json' -d " + word(body)));
  if (contract.reading()) lines += line("read", "curl " + url(rotation.reading_path, rotation.reading_query));
  return lines;
}

std::string how_to_control(const Addresses& addresses, const std::string& token) {
  if (addresses.admin.empty()) return {};
  return line("admin", "curl " + trust(addresses) + "-H 'Authorization: Bearer " + (token.empty() ? "..." : token) +
                           "' " + addresses.admin + "/__admin/state");
}

}  // namespace

std::string greeting(const Contract& contract, const OwnMock& mock, const MockOptions& options,
                     const Addresses& addresses, const std::string& new_admin_token) {
  const Operation& operation = contract.operation();
  return "assay mock listening on " + addresses.mock + '\n' +
         line("serves",
              operation.method + ' ' + operation.path + "  (" + contract.title + ' ' + contract.version + ")") +
         line(is_of_slate(contract.policy) ? "tokens" : "resources",
              joined(mock.ids) + "  (rotate: " + joined(mock.rotatable) + ")") +
         (addresses.tls ? line("tls", "SHA-256 " + addresses.tls->fingerprint) : "") + peculiarities(mock, options) +
         how_to_try(contract, mock, addresses) + how_to_control(addresses, new_admin_token);
}

}  // namespace assay
