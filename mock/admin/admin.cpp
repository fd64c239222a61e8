#include "mock/admin/admin.h"

#include <algorithm>
#include <stdexcept>

#include "contracts/documents/document.h"
#include "contracts/documents/json_body.h"
#include "contracts/documents/nearest.h"
#include "contracts/policy/slate.h"
#include "mock/admin/call.h"
#include "mock/admin/guard.h"
#include "mock/http/response_writer.h"

namespace assay {
namespace embedded {
extern const std::string_view admin_openapi;
}
namespace {

using nlohmann::json;

struct Admin {
  std::shared_ptr<const MockParts> parts{};
  std::string token{};
  std::vector<AdminRoute> routes{};
};

struct Description {
  std::string document{};                  // as it is served
  std::map<std::string, Schema> bodies{};  // the routes' schemas by name
};

// Read when it is first needed: a mock's first answer need not wait 20 ms for it.
const Description& description() {
  static const Description read = [] {
    const Document document = parse_document(embedded::admin_openapi, "mock/admin/admin.openapi.yaml");
    Description made{.document = document.value.dump()};
    for (const AdminRoute& route : admin_routes()) {
      if (route.body.empty()) continue;
      const Place place{.file = document.file, .pointer = "/components/schemas/" + route.body};
      made.bodies.emplace(route.body, Schema::compile(document.value, place));
    }
    return made;
  }();
  return read;
}

// The document, with the resources of another API under their own name.
std::string document_of(const MockParts& parts) {
  if (is_of_slate(parts.policy)) return description().document;
  json document = json::parse(description().document);
  for (const char* rest : {"", "/{id}"}) {
    json& paths = document["paths"];
    paths["/__admin/" + parts.plural + rest] = paths["/__admin/tokens" + std::string(rest)];
    paths.erase("/__admin/tokens" + std::string(rest));
  }
  for (const char* schema : {"Token", "Tokens", "NewToken", "TokenChange"})
    document["components"]["schemas"][schema] = {{"type", "object"}};
  return document.dump();
}

Response answer_with(int status, std::string_view type, std::string body) {
  return {.status = status,
          .headers = {{"Server", "assay-mock"}, {"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

// What stands for the parameter of `path`, "" where it has none; nothing when `given` is another path.
std::optional<std::string> fit(const std::string& path, std::string_view given) {
  const auto brace = path.find('{');
  if (brace == std::string::npos) return given == path ? std::optional<std::string>("") : std::nullopt;
  if (!given.starts_with(path.substr(0, brace))) return std::nullopt;
  const std::string_view rest = given.substr(brace);
  if (rest.empty() || rest.find('/') != std::string_view::npos) return std::nullopt;
  return percent_decode(rest);
}

// "+" is a space in a query, as forms write it.
std::string decode_query(std::string text) {
  std::replace(text.begin(), text.end(), '+', ' ');
  return percent_decode(text);
}

std::map<std::string, std::string> read_query(const AdminRoute& route, std::string_view target) {
  std::map<std::string, std::string> query;
  for (const std::string_view pair : query_pairs(target)) {
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string name = decode_query(std::string(pair.substr(0, equals)));
    if (std::find(route.query.begin(), route.query.end(), name) == route.query.end()) {
      const std::string near = nearest_of(name, route.query);
      throw Problem{.detail = "The query has a name that is not known here" +
                              (near.empty() ? "; openapi.json lists those that are." : "; did you mean " + near + "?")};
    }
    query[name] = decode_query(std::string(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return query;
}

json read_body(const AdminRoute& route, const Request& request) {
  if (route.body.empty()) return nullptr;
  JsonBody read = read_json(request.body);
  if (!read.faults.empty()) throw Problem{.detail = "The body is no JSON.", .errors = std::move(read.faults)};
  if (route.body == any_object) {
    if (read.value.is_object()) return std::move(read.value);
    throw Problem{.status = 422, .detail = "The body is no object."};
  }
  auto violations = description().bodies.at(route.body).validate(read.value);
  if (violations.empty()) violations = std::move(read.duplicates);
  if (!violations.empty())
    throw Problem{.status = 422, .detail = "The body does not fit its schema.", .errors = std::move(violations)};
  return std::move(read.value);
}

Response other_method(const std::string& allowed) {
  Response response = problem_answer({.status = 405, .detail = "This resource takes " + allowed + "."});
  response.headers.push_back({"Allow", allowed});
  return response;
}

Response respond(const Admin& admin, const Request& request) {
  if (auto refused = turned_away(request, admin.token)) return std::move(*refused);
  const std::string_view path = path_of(request.target);
  if (path == "/__admin/openapi.json" && request.method == "GET")
    return answer_with(200, "application/json", document_of(*admin.parts));
  std::string allowed = path == "/__admin/openapi.json" ? "GET" : "";
  for (const AdminRoute& route : admin.routes) {
    auto parameter = fit(route.path, path);
    if (!parameter) continue;
    if (route.method == request.method)
      return route.answer({.parts = admin.parts,
                           .parameter = std::move(*parameter),
                           .query = read_query(route, request.target),
                           .bytes = request.body,
                           .body = read_body(route, request)});
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  if (!allowed.empty()) return other_method(allowed);
  return problem_answer(
      {.status = 404, .detail = "There is no such resource; /__admin/openapi.json lists what there is."});
}

}  // namespace

Response problem_answer(const Problem& problem) {
  json body = {{"type", "about:blank"},
               {"title", reason_of(problem.status)},
               {"status", problem.status},
               {"detail", problem.detail}};
  for (const Violation& error : problem.errors)
    body["errors"].push_back({{"pointer", error.pointer}, {"detail", error.message}});
  return answer_with(problem.status, "application/problem+json", body.dump());
}

Response json_answer(int status, const json& body) {
  return answer_with(status, "application/json", body.dump(-1, ' ', false, json::error_handler_t::replace));
}

Response no_content() { return {.status = 204, .headers = {{"Server", "assay-mock"}, {"Cache-Control", "no-store"}}}; }

namespace {

std::vector<AdminRoute> joined(const std::vector<std::vector<AdminRoute>>& families) {
  std::vector<AdminRoute> routes;
  for (const auto& family : families) routes.insert(routes.end(), family.begin(), family.end());
  return routes;
}

std::vector<AdminRoute> routes_of(const MockParts& parts) {
  if (is_of_slate(parts.policy)) return admin_routes();
  return joined({admin_state_routes(), admin_resource_routes(parts.plural), admin_request_routes(),
                 admin_control_routes(), admin_delivery_routes()});
}

}  // namespace

const std::vector<AdminRoute>& admin_routes() {
  static const std::vector<AdminRoute> all = joined({admin_state_routes(), admin_token_routes(), admin_request_routes(),
                                                     admin_control_routes(), admin_delivery_routes()});
  return all;
}

Handler make_admin(MockParts parts, std::string token) {
  if (token.empty()) throw std::invalid_argument("the admin API needs a token");
  const auto known = std::make_shared<const MockParts>(std::move(parts));
  const auto admin =
      std::make_shared<const Admin>(Admin{.parts = known, .token = std::move(token), .routes = routes_of(*known)});
  return [admin](const Request& request) -> Outcome {
    try {
      return respond(*admin, request);
    } catch (const Problem& problem) {
      return problem_answer(problem);
    } catch (const std::exception& error) {  // of the store: a full disk, say
      return problem_answer({.status = 500, .detail = error.what()});
    }
  };
}

}  // namespace assay
