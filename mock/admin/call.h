// One call of the admin API, and the families of calls. For the files of mock/admin/ alone.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contracts/schema/schema.h"
#include "mock/admin/admin.h"

namespace assay {

// A refusal, as RFC 9457 writes it; thrown by a call, answered by make_admin.
struct Problem {
  int status = 400;
  std::string detail{};             // one sentence for a person
  std::vector<Violation> errors{};  // what is wrong in the body
};
Response problem_answer(const Problem& problem);

struct AdminCall {
  const std::shared_ptr<const MockParts>& parts;
  std::string parameter{};                     // what stands for {...} in the path, decoded
  std::map<std::string, std::string> query{};  // decoded; only names that the route knows
  std::string bytes{};                         // the body
  nlohmann::json body{};                       // the body, valid by the route's schema; null where it has none
};

struct AdminRoute {
  std::string method{};
  std::string path{};                // "/__admin/tokens/{id}": one parameter at most, at the end
  std::vector<std::string> query{};  // the names that it understands
  std::string body{};                // its schema in admin.openapi.yaml, or any_object; empty: the body is ignored
  Response (*answer)(const AdminCall&) = nullptr;
};

inline const std::string any_object = "{}";

// All, in the order of the document; of a mock of the Slate API.
const std::vector<AdminRoute>& admin_routes();

// Each file's calls.
std::vector<AdminRoute> admin_state_routes();  // admin_state.cpp: health, version, state, reset, sessions, metrics
std::vector<AdminRoute> admin_token_routes();  // admin_tokens.cpp
std::vector<AdminRoute> admin_resource_routes(const std::string& plural);  // resources.cpp: in the place of those
std::vector<AdminRoute> admin_request_routes();                            // admin_requests.cpp
std::vector<AdminRoute> admin_control_routes();                            // admin_control.cpp: clock, faults
std::vector<AdminRoute> admin_delivery_routes();                           // deliveries.cpp

// Answers with a JSON body, or with none (204).
Response json_answer(int status, const nlohmann::json& body);
Response no_content();

// A query value; `otherwise` where the name is not given. number_of throws a Problem outside [least, most].
std::string text_of(const AdminCall& call, const std::string& name, const std::string& otherwise);
std::uint64_t number_of(const AdminCall& call, const std::string& name, std::uint64_t least, std::uint64_t most,
                        std::uint64_t otherwise);

// Answers once `count` says that as many are there as the query's `count` asks for (1; at most `most`), or when its
// `timeout` (10s; at most a minute) is over: {"met", "count"}. Holds no thread while it waits. Throws a Problem for a
// query that is wrong.
Response wait_for_count(const AdminCall& call, std::uint64_t most, std::function<std::uint64_t()> count);

// Whether the call asks for secrets, with secrets=shown. Throws a Problem for any other value.
enum class Secrets { hidden, shown };
Secrets secrets_of(const AdminCall& call);

}  // namespace assay
