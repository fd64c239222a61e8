// How an API's answers look that are no successes: as FastAPI writes them, as problems (RFC 9457), or in the shape that
// the policy's `errors` tells, always so that they fit the schemas that the document has for them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/kinds/identity.h"
#include "mock/samples/sampler.h"
#include "mock/state/rules.h"

namespace assay {

// Why a request is not served.
struct Trouble {
  enum class Of { path, method, credentials, limit, identity, query, resource, state, forced } of = Of::path;
  int status = 404;
  std::string code{};                // for programs
  std::string text{};                // for a person; no word of the request
  std::string parameter{}, input{};  // identity: which one, and its text; query: which one is missing
  std::string_view in = "path";      // identity: where that stands; "query", "header", "body"
  Identity::Fault::Why why{};        // identity
};

Trouble credentials_missing();
Trouble no_such_resource(int status);
Trouble limit_reached();
Trouble unknown_path();
Trouble other_method();

// An answer of the mock; `type` is its media type, empty where it has no body.
Response answer(int status, std::string_view type, std::string body);

// Immutable; may be used from several threads at once.
class ErrorDialect {
 public:
  enum class Form { fastapi, problem, plain };

  explicit ErrorDialect(const Contract& contract);

  // That of a policy's API.
  static Form form_of(const Policy& policy);

  // The status for it: as the document has it, or else as most APIs do. `use` is a place in the policy's uses.
  int status_of(Trouble::Of of, std::size_t use) const;
  // The answer, without the headers that go with some statuses.
  Response say(const Trouble& trouble, std::size_t use) const;

 private:
  // What the document has for a status of an operation.
  struct Documented {
    std::string status{};  // "404", "4XX", "default"
    std::string type{};    // media type; empty: no body
    Sample body{};
    std::optional<Schema> schema{};
  };

  const Documented* documented(int status, std::size_t use) const;
  std::string write(const Trouble& trouble, const Documented* documented) const;

  Form form_;
  ErrorShape shape_{};
  std::vector<int> invalid_{};
  // Of each use: its operation, and what it documents by the statuses as they are written.
  struct Answers {
    Operation operation{};
    std::map<std::string, Documented> documented{};
  };
  std::vector<Answers> uses_{};
};

// 501: an operation that the document has and the policy does not name, `id`; `played` are those that it names.
Response not_played(const std::string& id, const std::vector<std::string>& played);
// 501: the policy's webhook_trigger, where the mock has no receiver.
Response delivers_nothing();

// "not_found" of 404; "http_499" of a status without a reason.
std::string code_of(int status);

}  // namespace assay
