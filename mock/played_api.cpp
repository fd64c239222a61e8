#include "mock/played_api.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "contracts/documents/document.h"
#include "contracts/documents/pointer.h"
#include "contracts/path_template.h"
#include "contracts/policy/slate.h"
#include "mock/http/response_writer.h"

namespace assay {
namespace {

using nlohmann::json;

bool is_fastapi(const Contract& contract) {
  return ErrorDialect::form_of(contract.policy) == ErrorDialect::Form::fastapi;
}

// A server's URL with its variables' defaults written in.
std::string filled(const json& server) {
  const json written = server.value("url", json());
  std::string url = written.is_string() ? written.get<std::string>() : "";
  const json variables = server.value("variables", json::object());
  for (const auto& [name, variable] : variables.items()) {
    const json value = variable.is_object() ? variable.value("default", json()) : json();
    const std::size_t at = url.find('{' + name + '}');
    if (value.is_string() && at != std::string::npos) url.replace(at, name.size() + 2, value.get<std::string>());
  }
  return url;
}

// The paths of the document's servers, "/v1" of "https://api.example.com/v1/"; each that is more than "/".
std::vector<std::string> bases_of(const Contract& contract) {
  std::vector<std::string> bases;
  const json* servers = contract.document ? find_pointer(contract.document->value, "/servers") : nullptr;
  if (servers == nullptr || !servers->is_array()) return bases;
  for (const json& server : *servers) {
    if (!server.is_object()) continue;
    std::string url = filled(server);
    if (const std::size_t authority = url.find("://"); authority != std::string::npos)
      url.erase(0, std::min(url.find('/', authority + 3), url.size()));
    url.erase(std::min(url.find_first_of("?#"), url.size()));
    while (url.ends_with('/')) url.pop_back();
    if (url.starts_with('/') && std::find(bases.begin(), bases.end(), url) == bases.end()) bases.push_back(url);
  }
  return bases;
}

void refuse_unplayable(const Contract& contract) {
  const Operation& operation = contract.operation();
  if (!Router::can_route(operation.path))
    throw BadDocument(operation.place,
                      "the mock needs a path with at most one {parameter} in a segment, not " + operation.path);
  const auto parameters = std::count(operation.path.begin(), operation.path.end(), '{');
  if (is_of_slate(contract.policy) && parameters != 1)
    throw BadDocument(operation.place, "the mock of the Slate API needs a path with exactly one {parameter}, not " +
                                           operation.path + "; another API's policy names `operations`");
}

std::vector<PlayedOperation> operations_of(const Contract& contract, std::vector<Router::Entry>& entries) {
  std::vector<PlayedOperation> operations;
  for (const Operation& operation : contract.operations) {
    if (!Router::can_route(operation.path)) continue;
    PlayedOperation played{.id = operation.id};
    for (std::size_t use = 0; use < contract.policy.uses.size(); ++use)
      if (contract.policy.uses[use].operation == operation.id) played.use = use;
    operations.push_back(std::move(played));
    entries.push_back({.method = operation.method, .path = operation.path});
  }
  return operations;
}

// The request that the policy names as webhook_trigger, in the document or not.
void add_trigger(const Contract& contract, std::vector<PlayedOperation>& operations,
                 std::vector<Router::Entry>& entries) {
  const std::string& text = contract.policy.deliveries.trigger;
  if (text.empty()) return;
  const std::size_t blank = text.find(' ');
  const Router::Entry entry{.method = text.substr(0, blank), .path = std::string(path_of(text).substr(blank + 1))};
  const Place place = contract.policy.place("/webhook_trigger");
  if (!Router::can_route(entry.path))
    throw BadDocument(place, "the mock needs a path with at most one {parameter} in a segment");
  const std::vector<std::string> own = path_parameters(entry.path);
  std::vector<std::size_t> places;
  for (const std::string& name : path_parameters(contract.operation().path)) {
    const auto at = std::find(own.begin(), own.end(), name);
    if (at == own.end())
      throw BadDocument(place, "names no {" + name +
                                   "}, a parameter of the rotation, so that it says not whose "
                                   "delivery is asked for");
    places.push_back(static_cast<std::size_t>(at - own.begin()));
  }
  const auto same = [&](const Router::Entry& each) { return each.method == entry.method && each.path == entry.path; };
  const auto found = std::find_if(entries.begin(), entries.end(), same);
  const auto index = static_cast<std::size_t>(found - entries.begin());
  if (found == entries.end()) {
    entries.push_back(entry);
    operations.push_back({.id = text});
  }
  if (operations[index].use != PlayedOperation::unnamed)
    throw BadDocument(place, "is " + operations[index].id + ", an operation that the policy names already");
  operations[index].trigger = std::move(places);
}

void add_headers(Response& response, const std::string& allow) {
  Headers& headers = response.headers;
  switch (response.status) {
    case 401: headers.push_back({"WWW-Authenticate", "Bearer"}); break;
    case 405: headers.push_back({"Allow", allow}); break;
    case 407: headers.push_back({"Proxy-Authenticate", "Basic realm=\"assay-mock\""}); break;
    case 426: headers.insert(headers.end(), {{"Upgrade", "HTTP/2.0"}, {"Connection", "Upgrade"}}); break;
    case 429:
    case 503: headers.push_back({"Retry-After", "1"}); break;
    default: break;
  }
}

// What is wrong with the identity that the request names, or would be.
void complain_of_identity(const PlayedApi& api, const Routed& routed, std::size_t use, const Request& request,
                          Trouble& trouble) {
  std::vector<std::string> texts = routed.parameters;
  const auto fault = api.identity.read(api.policy.uses[use].effect, request, texts);
  const int status = trouble.status;
  trouble = invalid_identity(api, use, fault.value_or(Identity::Fault{.why = Identity::Fault::Why::integer}), texts);
  trouble.status = status;
}

}  // namespace

Identity identity_of(const Contract& contract) {
  refuse_unplayable(contract);
  return Identity(contract, is_fastapi(contract) ? Identity::Integers::pydantic : Identity::Integers::strict);
}

std::shared_ptr<const PlayedApi> read_played_api(const Contract& contract) {
  Identity identity = identity_of(contract);
  const bool fastapi = is_fastapi(contract);
  std::vector<Router::Entry> entries;
  std::vector<PlayedOperation> operations = operations_of(contract, entries);
  add_trigger(contract, operations, entries);
  return std::make_shared<const PlayedApi>(PlayedApi{
      .policy = contract.policy,
      .identity = std::move(identity),
      .dialect = ErrorDialect(contract),
      .router = Router(entries, bases_of(contract), fastapi ? Router::Manner::starlette : Router::Manner::segments),
      .spelling = SecretSpelling(contract),
      .operations = std::move(operations),
      .showings = showings_of(contract).uses,
      .rules = rules_of(contract.policy),
      .rotation_method = contract.operation().method});
}

std::string key_asked(const PlayedApi& api, const Request& request) {
  Routed routed = api.router.route(request);
  if (routed.to != Routed::To::operation || api.operations[routed.entry].use == PlayedOperation::unnamed) return {};
  const std::size_t use = api.operations[routed.entry].use;
  if (api.policy.uses[use].effect == Use::Effect::lists) return {};
  const auto fault = api.identity.read(api.policy.uses[use].effect, request, routed.parameters);
  return fault ? std::string() : identity_key(routed.parameters);
}

Trouble invalid_identity(const PlayedApi& api, std::size_t use, const Identity::Fault& fault,
                         const std::vector<std::string>& texts) {
  const int status = api.dialect.status_of(Trouble::Of::identity, use);
  const std::string& name = api.identity.names().at(fault.part);
  return {.of = Trouble::Of::identity,
          .status = status,
          .code = code_of(status),
          .text = name + " must be " + std::string(api.identity.wanted(fault)),
          .parameter = name,
          .input = fault.part < texts.size() ? texts[fault.part] : "",
          .in = api.identity.in(api.policy.uses[use].effect, fault.part),
          .why = fault.why};
}

Response forced_answer(const PlayedApi& api, int status, const Request& request) {
  const Routed routed = api.router.route(request);
  const std::string reason(reason_of(status));
  Trouble trouble{.of = Trouble::Of::forced,
                  .status = status,
                  .code = code_of(status),
                  .text = reason.empty() ? std::to_string(status) : reason};
  if (status == 401) trouble = credentials_missing();
  if (status == 404) trouble = no_such_resource(404);
  if (status == 405) trouble.of = Trouble::Of::method;
  if (status == 429) trouble = limit_reached();
  const bool is_played =
      routed.to == Routed::To::operation && api.operations[routed.entry].use != PlayedOperation::unnamed;
  const std::size_t use = is_played ? api.operations[routed.entry].use : 0;
  if (status == 422) complain_of_identity(api, routed, use, request, trouble);
  Response response = api.dialect.say(trouble, use);
  add_headers(response, routed.allow.empty() ? api.rotation_method : routed.allow);
  return response;
}

}  // namespace assay
