// APIs of a key that is rotated, which differ in how its id is written and where a request carries it; and their
// servers, in this process: honest ones, and ones that take an id for another.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay::test {

struct Typed {
  std::string name{};
  std::string in{};      // path, query, header, body
  std::string schema{};  // of the id: JSON
  std::vector<std::string> ids{};
  std::vector<std::string> same{};                  // other spellings of the first id, that the server may take for it
  std::function<bool(const std::string&)> is_id{};  // whether the server takes a text for an id at all
};

// One of each type, and of each place.
const std::vector<Typed>& typed();

// The document and the policy of such an API.
std::string document_of(const Typed& api);
std::string policy_of(const Typed& api);
Contract contract_of(const Typed& api);

// The text of the id as it stands in a request; nothing: the request carries none, or it is not the operation's.
std::optional<std::string> id_in(const Typed& api, const Request& request);

// A server. Not to be copied; may be asked from several threads.
class TypedServer {
 public:
  enum class Lie {
    none,
    accepts_invalid,  // an id that is none is the first one's
    answers_another,  // asked for the second it rotates the first
  };
  explicit TypedServer(const Typed& api, Lie lie = Lie::none) : api_(api), lie_(lie) {}
  Outcome operator()(const Request& request);

 private:
  std::string draw();
  const Typed& api_;
  Lie lie_;
  std::mutex mutex_{};
  std::mt19937_64 random_{7};
};

}  // namespace assay::test
