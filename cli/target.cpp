#include "cli/target.h"

#include <algorithm>
#include <cstdlib>
#include <variant>

#include "cli/own_mock.h"
#include "contracts/token_id.h"

namespace assay {
namespace {

std::string from_environment(const std::string& text, const std::string& header) {
  std::string value;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find("${", at);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return value + text.substr(at);
    const std::string name = text.substr(open + 2, close - open - 2);
    const char* found = std::getenv(name.c_str());
    if (!found) throw BadDocument(Place{}, "-H " + header + ": the environment has no variable " + name);
    value += text.substr(at, open - at) + found;
    at = close + 1;
  }
  return value;
}

bool breaks_a_line(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

Target target_of(const CheckOptions& options) {
  Target target = parse_target(options.url);
  target.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
  target.ca_file = options.ca_file;
  if (options.certificate == CheckOptions::Certificate::accept_any) target.verify = Target::Verify::nothing;
  return target;
}

std::string advice(NoResponse::Why why) {
  switch (why) {
    case NoResponse::Why::refused: return "is the server running, and are host and port right?";
    case NoResponse::Why::tls: return "is it https? Trust its certificate with --ca-file FILE";
    case NoResponse::Why::timed_out: return "is it the right port? Wait longer with --timeout SECONDS";
    case NoResponse::Why::cut_off:
    case NoResponse::Why::unreadable: return "does it speak HTTP/1.1, and not https, at this port?";
    case NoResponse::Why::not_sent: return "";
  }
  return "";
}

Response knock(const Contract& contract, const Subject& subject) {
  const Outcome outcome = subject.handler(rotation(contract, "abc", subject.pool.headers));
  if (const auto* response = std::get_if<Response>(&outcome)) return *response;
  const auto& silence = std::get<NoResponse>(outcome);
  throw Unreachable(to_url(subject.target) + " gave no answer: " + std::string(to_text(silence.why)) +
                    (silence.detail.empty() ? "" : " (" + silence.detail + ")") + "; " + advice(silence.why));
}

void heed(const Response& response, Subject& subject) {
  if (response.status == 401 || response.status == 403)
    subject.notes.push_back("the server answers " + std::to_string(response.status) +
                            ": give credentials with -H 'Authorization: ...'");
  if (response.status == 404)
    subject.notes.push_back("the server answers 404 to an id that is no integer: is the base URL right?");
}

void check_ids(const std::vector<std::string>& ids) {
  for (const auto& id : ids)
    if (read_token_id(id).kind != AskedId::Kind::integer)
      throw BadDocument(Place{}, "--token-id " + id + " is no integer: give the id as the server shows it, such as 17");
}

void take_ids(const CheckOptions& options, bool own_mock, Subject& subject) {
  if (own_mock || options.consent == CheckOptions::Consent::rotate) subject.pool.rotatable = options.token_ids;
  if (!subject.pool.rotatable.empty()) return;
  if (own_mock)
    subject.pool.rotatable = {"1", "2"};  // fixtures/tokens.yaml: the active ones
  else if (options.consent == CheckOptions::Consent::rotate)
    subject.notes.push_back("--rotate without --token-id N: no token may be rotated, so most clauses stay untested");
  else if (!options.token_ids.empty())
    subject.notes.push_back("--token-id without --rotate: no token may be rotated, so most clauses stay untested");
}

void start_own_mock(const CheckOptions& options, const Contract& contract, std::uint64_t seed, Subject& subject) {
  const auto mock_seed = options.seed ? std::optional(seed) : std::nullopt;
  const OwnMock mock = make_own_mock(contract, "", mock_seed, options.deviation);
  subject.own = std::make_unique<Listener>(mock.handler, ListenerOptions{.threads = 2});
  subject.target = {.host = "127.0.0.1", .port = subject.own->port()};
  subject.pool.rotatable = options.token_ids.empty() ? mock.rotatable : options.token_ids;
}

}  // namespace

Headers read_headers(const std::vector<std::string>& texts) {
  Headers headers;
  for (const auto& text : texts) {
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
      throw BadDocument(Place{}, "-H takes 'Name: value'; one of those given has no name before a colon");
    const std::string name = text.substr(0, colon);
    std::string value =
        from_environment(text.substr(std::min(text.find_first_not_of(' ', colon + 1), text.size())), name);
    if (breaks_a_line(name) || breaks_a_line(value))
      throw BadDocument(Place{}, "-H: a header must not hold control characters or line breaks");
    headers.push_back({name, std::move(value)});
  }
  return headers;
}

Subject open_subject(const CheckOptions& options, const Contract& contract, std::uint64_t seed) {
  check_ids(options.token_ids);
  Subject subject{.pool = {.headers = read_headers(options.headers)}};
  if (options.url.empty())
    start_own_mock(options, contract, seed, subject);
  else if (!options.deviation.empty())
    throw BadDocument(Place{}, "--deviation is for the mock that assay starts itself: leave the URL out");
  else
    subject.target = target_of(options);
  subject.handler = live_server(subject.target);
  const Response answer = knock(contract, subject);
  heed(answer, subject);
  if (subject.own) return subject;
  const bool says_mock = find_header(answer.headers, "server") == "assay-mock";
  take_ids(options, says_mock && is_loopback(subject.target), subject);
  return subject;
}

}  // namespace assay
