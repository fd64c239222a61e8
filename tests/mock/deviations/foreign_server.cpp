#include "tests/mock/deviations/foreign_server.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>

#include "contracts/digest.h"
#include "contracts/schema/rfc3339.h"
#include "tests/contracts/foreign.h"

namespace assay::test {
namespace {

using nlohmann::ordered_json;

struct Endpoint {
  std::string identity{};
  std::string name{};
  std::string secret{};
  std::int64_t updated = 1740821400;  // 2025-03-01T09:30:00Z
  bool is_rotated = false;
};

std::string last_part(const Endpoint& endpoint) { return endpoint.identity.substr(endpoint.identity.rfind(',') + 1); }

std::string url_of(const Endpoint& endpoint) { return "https://hooks.example.com/" + endpoint.name; }

std::string rfc3339(std::int64_t seconds) {
  return date_and_time(std::chrono::sys_seconds{std::chrono::seconds(seconds)}) + 'Z';
}

ordered_json openai_record(const Endpoint& e) {
  return {{"id", last_part(e)},
          {"object", "webhook_endpoint"},
          {"name", e.name},
          {"url", url_of(e)},
          {"event_types", {"response.completed", "response.failed"}},
          {"created_at", 1740821400},
          {"updated_at", e.updated},
          {"signing_secret_hint", e.secret.substr(e.secret.size() - 4)}};
}

struct Vendor {
  std::vector<std::string> identities{};
  std::string prefix{};
  bool has_window = false;  // a rotation that follows another one needs `force`
  int success = 200;
  int malformed = 404, unknown = 404;
  std::function<bool(const std::string&)> is_id = [](const std::string&) { return true; };
  std::function<ordered_json(const Endpoint&)> rotated{};  // empty: no body
  std::function<ordered_json(const Endpoint&)> read{};
  std::function<ordered_json(int, const std::string&)> error{};
  std::string error_type = "application/json";
};

bool is_integer(const std::string& id) { return id.find_first_not_of("0123456789") == std::string::npos; }

bool is_uuid(const std::string& id) {
  return id.size() == 36 && id.find_first_not_of("0123456789abcdef-") == std::string::npos;
}

bool is_word(const std::string& id) {
  return std::all_of(id.begin(), id.end(), [](char c) { return is_unreserved(c) && c != '~'; });
}

Vendor openai() {
  return {.identities = {"we_1", "we_2"},
          .prefix = "whsec_",
          .rotated =
              [](const Endpoint& e) {
                ordered_json record = openai_record(e);
                record["signing_secret"] = e.secret;
                return record;
              },
          .read = openai_record,
          .error =
              [](int status, const std::string& words) {
                const ordered_json error = {{"message", words},
                                            {"type", "invalid_request_error"},
                                            {"param", nullptr},
                                            {"code", "status_" + std::to_string(status)}};
                return ordered_json{{"error", error}};
              }};
}

Vendor svix() {
  return {.identities = {"app_1,ep_1", "app_2,ep_2"},
          .prefix = "whsec_",
          .success = 204,
          .malformed = 422,
          .is_id = is_word,
          .read =
              [](const Endpoint& e) {
                return ordered_json{{"key", e.secret}};
              },
          .error =
              [](int status, const std::string& words) {
                return ordered_json{{"code", "status_" + std::to_string(status)}, {"detail", words}};
              }};
}

Vendor adyen() {
  return {.identities = {"Comp1,WBHK1", "Comp2,WBHK2"},
          .malformed = 422,
          .unknown = 422,
          .rotated =
              [](const Endpoint& e) {
                return ordered_json{{"hmacKey", e.secret}};
              },
          .error =
              [](int status, const std::string& words) {
                return ordered_json{{"type", "https://errors.example.com/" + std::to_string(status)},
                                    {"errorCode", "00_" + std::to_string(status)},
                                    {"title", "Refused"},
                                    {"detail", words},
                                    {"status", status}};
              }};
}

Vendor convoy() {
  return {.identities = {"11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
                         "33333333-3333-4333-8333-333333333333,44444444-4444-4444-8444-444444444444"},
          .prefix = "cvs_",
          .malformed = 400,
          .is_id = is_uuid,
          .rotated =
              [](const Endpoint& e) {
                const ordered_json data = {{"uid", last_part(e)},
                                           {"name", e.name},
                                           {"url", url_of(e)},
                                           {"secret", e.secret},
                                           {"created_at", "2025-03-01T09:30:00Z"},
                                           {"updated_at", rfc3339(e.updated)}};
                return ordered_json{{"status", true}, {"message", "The secret was replaced."}, {"data", data}};
              },
          .error =
              [](int, const std::string& words) {
                return ordered_json{{"status", false}, {"message", words}};
              }};
}

Vendor problem() {
  return {
      .identities = {"7", "8"},
      .prefix = "sk_",
      .success = 201,
      .malformed = 400,
      .is_id = is_integer,
      .rotated =
          [](const Endpoint& e) {
            const ordered_json data = {{"id", std::stoi(last_part(e))}, {"name", e.name}, {"secret", e.secret}};
            const ordered_json meta = {{"issued_at", rfc3339(e.updated)}, {"algorithm", "HMAC-SHA256"}};
            return ordered_json{{"data", data}, {"meta", meta}};
          },
      .error =
          [](int status, const std::string& words) {
            return ordered_json{{"type", "about:blank"}, {"title", "Refused"}, {"status", status}, {"detail", words}};
          },
      .error_type = "application/problem+json"};
}

Vendor kit() {
  return {.identities = {"31", "32"},
          .prefix = "whsec_",
          .has_window = true,
          .is_id = is_integer,
          .rotated =
              [](const Endpoint& e) {
                const ordered_json record = {{"id", std::stoi(e.identity)},
                                             {"url", url_of(e)},
                                             {"secret", e.secret},
                                             {"active", true},
                                             {"created_at", "2025-03-01T09:30:00Z"}};
                return ordered_json{{"webhook_endpoint", record}};
              },
          .error =
              [](int, const std::string& words) {
                return ordered_json{{"errors", {words}}};
              }};
}

const std::map<std::string, Vendor>& vendors() {
  static const std::map<std::string, Vendor> all = {{"adyen-like", adyen()},     {"convoy-like", convoy()},
                                                    {"kit-like", kit()},         {"openai-like", openai()},
                                                    {"problem-like", problem()}, {"svix-like", svix()}};
  return all;
}

class Server {
 public:
  explicit Server(const std::string& name) : vendor_(vendors().at(name)), contract_(foreign_contract(name)) {
    for (const std::string& identity : vendor_.identities)
      endpoints_.push_back({.identity = identity, .name = identity == vendor_.identities[0] ? "Orders" : "Reports"});
    for (Endpoint& endpoint : endpoints_) endpoint.secret = draw();
  }

  Response answer(const Request& request) {
    const std::lock_guard lock(mutex_);
    const auto path = path_of(request.target);
    const Operation* found = nullptr;
    const Operation* other = nullptr;
    for (const Operation& operation : contract_.operations)
      if (match(operation.path, path)) (operation.method == request.method ? found : other) = &operation;
    if (found == nullptr && other == nullptr) return refusal(404);
    if (found == nullptr) return refusal(405, {{"Allow", other->method}});
    if (find_header(request.headers, "Authorization") != "Bearer good")
      return refusal(401, {{"WWW-Authenticate", "Bearer"}});
    if (!names_query(found == &contract_.operation() ? found->query : contract_.operation().reading_query, request))
      return refusal(400);
    if (found == contract_.listing()) return told(200, list(), "application/json");
    return act(*found, match(found->path, path).value(), request.body);
  }

 private:
  ordered_json list() const {
    ordered_json data = ordered_json::array();
    for (const Endpoint& endpoint : endpoints_) data.push_back(vendor_.read(endpoint));
    return {{"object", "list"}, {"data", data}};
  }

  Response act(const Operation& operation, const std::vector<std::string>& segments, const std::string& body) {
    std::string identity;
    bool are_ids = true;
    for (const std::string& segment : segments) {
      const std::string part = percent_decode(segment);
      are_ids = are_ids && vendor_.is_id(part) && part.find(',') == std::string::npos;
      identity += (identity.empty() ? "" : ",") + part;
    }
    const auto endpoint = std::find_if(endpoints_.begin(), endpoints_.end(),
                                       [&](const Endpoint& each) { return each.identity == identity; });
    if (!are_ids || endpoint == endpoints_.end()) return refusal(are_ids ? vendor_.unknown : vendor_.malformed);
    if (&operation != &contract_.operation()) return told(200, vendor_.read(*endpoint), "application/json");
    if (vendor_.has_window && endpoint->is_rotated && body != R"({"force":true})") return refusal(409);
    endpoint->is_rotated = true;
    endpoint->secret = draw();
    using namespace std::chrono;
    endpoint->updated = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    if (!vendor_.rotated) return {.status = vendor_.success, .headers = {{"Cache-Control", "no-store"}}};
    return told(vendor_.success, vendor_.rotated(*endpoint), "application/json");
  }

  static bool names_query(const std::string& query, const Request& request) {
    return query.empty() || request.target.find(query.substr(1)) != std::string::npos;
  }

  static Response told(int status, const ordered_json& body, const std::string& type) {
    return {.status = status, .headers = {{"Content-Type", type}, {"Cache-Control", "no-store"}}, .body = body.dump()};
  }

  Response refusal(int status, const Headers& more = {}) const {
    Response response = told(status, vendor_.error(status, "The request cannot be processed."), vendor_.error_type);
    response.headers.insert(response.headers.end(), more.begin(), more.end());
    return response;
  }

  std::string draw() {
    std::string bytes;
    for (int k = 0; k < 32; ++k) bytes += static_cast<char>(random_() & 0xFF);
    std::string text = to_base64(bytes);
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return vendor_.prefix + text.substr(0, text.find('='));
  }

  std::mutex mutex_{};
  const Vendor& vendor_;
  Contract contract_;
  std::vector<Endpoint> endpoints_{};
  std::mt19937_64 random_{7};
};

}  // namespace

const std::vector<std::string>& foreign_vendors() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, vendor] : vendors()) all.push_back(name);
    return all;
  }();
  return names;
}

Contract foreign_contract(const std::string& vendor) {
  Contract contract = contract_of(vendor);
  contract.policy.bearer = "good";
  return contract;
}

std::vector<std::string> foreign_identities(const std::string& vendor) { return vendors().at(vendor).identities; }

Handler foreign_server(const std::string& vendor) {
  return [server = std::make_shared<Server>(vendor)](const Request& request) { return server->answer(request); };
}

}  // namespace assay::test
