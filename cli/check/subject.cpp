#include "cli/check/subject.h"

#include <cstdint>
#include <cstdlib>
#include <random>
#include <sstream>
#include <variant>

#include "cli/check/headers.h"
#include "cli/check/unique.h"
#include "cli/interrupt.h"
#include "cli/mock/own_mock.h"
#include "contracts/judge/asked_id.h"
#include "contracts/policy/slate.h"
#include "reports/model/short_id.h"

namespace assay {
namespace {

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

Target target_of(const TargetOptions& options) {
  Target target = parse_target(options.url);
  target.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
  target.ca_file = options.ca_file;
  target.client_cert = options.client_cert;
  target.client_key = options.client_key;
  if (options.certificate == TargetOptions::Certificate::accept_any) target.verify = Target::Verify::nothing;
  const bool direct = options.proxied == TargetOptions::Proxied::none ||
                      (options.proxied == TargetOptions::Proxied::remote && is_loopback(target));
  if (!direct) target.proxy = proxy_for(target.scheme, target.host, environment);
  return target;
}

// Not even the seed, which reports show, tells it.
std::string draw_secret() {
  std::random_device device;
  std::ostringstream text;
  text << "chosen-" << std::hex;
  for (int words = 0; words < 8; ++words) text << device();
  return text.str();
}

std::string advice(NoResponse::Why why) {
  switch (why) {
    case NoResponse::Why::refused: return "is the server running, and are host and port right?";
    case NoResponse::Why::tls: return "";  // contracts/live/channel.cpp says what to do, cause by cause
    case NoResponse::Why::timed_out: return "is it the right port? Wait longer with --timeout SECONDS";
    case NoResponse::Why::cut_off:
    case NoResponse::Why::let_go:
    case NoResponse::Why::unreadable: return "does it speak HTTP/1.1, and not https, at this port?";
    case NoResponse::Why::not_sent: return "see http_proxy, https_proxy and no_proxy, or connect with --proxy none";
  }
  return "";
}

// A gateway's error to a plain request through a proxy may be the proxy's own; empty when there is no such doubt.
std::string doubt_proxy(const Target& target, int status) {
  if (!target.proxy || target.scheme != "http" || status < 502 || status > 504) return {};
  return to_url(target) + " is asked through the proxy " + to_url(*target.proxy) + ", which answered " +
         std::to_string(status) + ": it, or the target, is not ready; " + advice(NoResponse::Why::not_sent);
}

// Asks for an id that is none or, where each may be taken for somebody's, for the root of the server.
Response knock(const Contract& contract, const Subject& subject) {
  const std::string harmless = harmless_identity(contract.operation());
  const Request request =
      harmless.empty() ? Request{.headers = subject.pool.headers} : rotation(contract, harmless, subject.pool.headers);
  const Outcome outcome = subject.handler(with_unique_values(request));
  if (const auto* response = std::get_if<Response>(&outcome)) {
    if (const std::string why = doubt_proxy(subject.target, response->status); !why.empty()) throw Unreachable(why);
    return *response;
  }
  const auto& silence = std::get<NoResponse>(outcome);
  const std::string remedy = advice(silence.why);
  throw Unreachable(to_url(subject.target) + " gave no answer: " + std::string(to_text(silence.why)) +
                    (silence.detail.empty() ? "" : " (" + silence.detail + ")") +
                    (remedy.empty() ? "" : "; " + remedy));
}

// What the first answer says about the address and the credentials; empty when nothing.
std::string heed(const Contract& contract, const Response& response, const Pool& pool) {
  const std::string answers = "the server answers " + std::to_string(response.status);
  if (response.status == 401 || response.status == 403)
    return answers + (pool.headers.empty() ? ": give credentials with -H 'Authorization: ...' or --header-file FILE"
                                           : ": are the credentials right?");
  if (response.status == 405 || (response.status == 404 && is_integer_identity(contract.operation())))
    return answers + " to an id that is none: is the base URL right?";
  if (response.status >= 300 && response.status < 400 && !harmless_identity(contract.operation()).empty())
    return answers + ", and redirections are not followed: is the base URL right, and is it https?";
  return {};
}

// What an id of the operation is, in words.
std::string is_no_id(const Operation& operation) {
  if (is_integer_identity(operation)) return " is no integer: give ";
  const std::size_t parts = operation.identity.size();
  return parts == 1 ? " is no id that a path can carry as it is, or that the document allows: give "
                    : " is no id of " + std::to_string(parts) +
                          " parts with commas between them, in the order of the path: give ";
}

void check_ids(const Operation& operation, const std::vector<std::string>& ids) {
  for (const auto& id : ids) {
    const AskedId asked = read_identity(operation, id);
    if (asked.kind != AskedId::Kind::exact)
      throw BadDocument(Place{}, "--id " + short_id(id) + is_no_id(operation) + "the id as the server shows it" +
                                     (is_integer_identity(operation) ? ", such as 17" : ""));
    if (is_nobodys(operation, asked))
      throw BadDocument(Place{},
                        "--id " + short_id(id) +
                            (is_integer_identity(operation) ? " is negative or beyond 64 bits" : " holds a word") +
                            ", which assay takes for ids that no server has issued: give another");
  }
  if (const auto twice = id_given_twice(ids); !twice.empty())
    throw BadDocument(Place{}, "--id " + short_id(twice) + " was given already: each once");
}

void check_unknown_ids(const Operation& operation, const TargetOptions& options,
                       const std::vector<std::string>& rotatable) {
  const auto& ids = options.unknown_ids;
  for (const auto& id : ids)
    if (read_identity(operation, id).kind != AskedId::Kind::exact)
      throw BadDocument(
          Place{}, "--unknown-id " + short_id(id) + is_no_id(operation) + "an id that could be somebody's, and is not");
  if (const auto twice = id_given_twice(ids); !twice.empty())
    throw BadDocument(Place{}, "--unknown-id " + short_id(twice) + " was given already");
  for (const auto& tokens : {options.ids, rotatable})
    if (const auto id = id_shared(ids, tokens); !id.empty())
      throw BadDocument(Place{},
                        "--unknown-id " + short_id(id) + " is one that may be rotated: give an id that is nobody's");
}

void take_ids(const TargetOptions& options, const Contract& contract, Subject& subject) {
  const bool consents = options.consent == TargetOptions::Consent::rotate;
  if (subject.is_mock || consents) subject.pool.rotatable = options.ids;
  if (!subject.pool.rotatable.empty()) return;
  if (subject.is_mock && is_of_slate(contract.policy))
    subject.pool.rotatable = {"1", "2"};  // fixtures/tokens.yaml: the active ones
  else if (subject.is_mock)
    subject.notes.push_back("no --id ID says what may be rotated, so most clauses stay untested");
  else if (consents)
    subject.notes.push_back("--rotate without --id ID: nothing may be rotated, so most clauses stay untested");
  else if (!options.ids.empty())
    subject.notes.push_back("--id without --rotate: nothing may be rotated, so most clauses stay untested");
}

void take_own_mock(const TargetOptions& options, const Contract& contract, std::uint64_t seed,
                   const std::optional<DeliverySetup>& deliveries, Subject& subject) {
  const auto mock_seed = options.seed ? std::optional(seed) : std::nullopt;
  Surroundings surroundings{.deliveries = deliveries};
  // Times of change and of deliveries are judged.
  if (!is_of_slate(contract.policy) || deliveries) surroundings.clock = ClockSetting{};
  const OwnMock mock =
      make_own_mock(contract, "", mock_seed, deviation_called(contract, options.deviation), surroundings);
  subject.handler = mock.handler;
  subject.is_mock = true;
  subject.target.host = "127.0.0.1";
  subject.pool.rotatable = options.ids.empty() ? mock.rotatable : options.ids;
  if (options.unknown_ids.empty()) subject.pool.unknown = mock.absent;
}

}  // namespace

Subject address_subject(const TargetOptions& options, const Contract& contract, std::uint64_t seed,
                        const std::optional<DeliverySetup>& deliveries) {
  check_ids(contract.operation(), options.ids);
  check_unknown_ids(contract.operation(), options, {});
  GivenHeaders given = read_headers(options.headers, options.header_files);
  Subject subject{.pool = {.unknown = options.unknown_ids, .headers = std::move(given.headers)},
                  .environment_values = std::move(given.from_environment)};
  if (options.url.empty()) {
    take_own_mock(options, contract, seed, deliveries, subject);
    check_unknown_ids(contract.operation(), options, subject.pool.rotatable);
    return subject;
  }
  if (!options.deviation.empty())
    throw BadDocument(Place{}, "--deviation is for the mock that assay starts itself: leave the URL out");
  subject.target = target_of(options);
  subject.pool.chosen_secret = draw_secret();
  if (options.consent == TargetOptions::Consent::rotate) subject.pool.rotatable = options.ids;
  return subject;
}

Subject open_subject(const TargetOptions& options, const Contract& contract, std::uint64_t seed,
                     const std::optional<DeliverySetup>& deliveries) {
  Subject subject = address_subject(options, contract, seed, deliveries);
  if (subject.is_mock) {
    subject.own = std::make_unique<Listener>(subject.handler, ListenerOptions{.threads = 2});
    subject.target.port = subject.own->port();
  }
  subject.handler = live_server(subject.target);
  const Response answer = knock(contract, subject);
  if (subject.target.proxy)
    subject.notes.push_back("requests go through the proxy " + to_url(*subject.target.proxy) + " (" +
                            subject.target.proxy->variable + " of the environment; --proxy none connects directly)");
  if (const std::string note = heed(contract, answer, subject.pool); !note.empty()) subject.notes.push_back(note);
  if (subject.is_mock) return subject;
  subject.is_mock = is_loopback(subject.target) && find_header(answer.headers, "server") == "assay-mock";
  take_ids(options, contract, subject);
  check_unknown_ids(contract.operation(), options, subject.pool.rotatable);
  return subject;
}

Limits limits_of(const TargetOptions& options, const Subject& subject) {
  const double polite = is_loopback(subject.target) ? 0.0 : 4.0;
  return {.max_requests = options.max_requests,
          .max_time = std::chrono::milliseconds(static_cast<std::int64_t>(options.max_time * 1000)),
          .sent_before = 1,
          .rate = options.rate.value_or(polite),
          .made = with_unique_values,
          .interrupted = &watch_interrupts()};
}

}  // namespace assay
