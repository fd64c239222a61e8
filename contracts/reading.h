// One exchange, understood once, for all checks: which operation it asked, which token, and what its answer says.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/history.h"
#include "contracts/token_id.h"

namespace assay {

// A string member that may be missing.
struct Member {
  enum class State { absent, null, wrong_type, text } state = State::absent;
  std::string text{};
};

// A 200 of the operation whose body is a JSON object.
struct TokenRecord {
  std::string id{};  // canonical integer text; empty when absent or no integer
  Member webhook_secret{};
  Member token{};
  Member token_prefix{};
  Member token_last4{};
  Member last_used_at{};
  // Members present that a rotation leaves alone (Policy::unchanged) -> canonical JSON text: "_at" members as instants,
  // arrays sorted, integral doubles as integers. Shared between the exchanges of a history where equal.
  std::shared_ptr<const std::map<std::string, std::string>> stable{};
};

// An entry of a 422's `detail`.
struct ErrorItem {
  std::vector<std::string> loc{};
  std::string msg{};
  std::string type{};
};

struct Reading {
  bool on_path = false;                // the path is the operation's (compared after decoding each segment)
  bool asks_rotation = false;          // on_path, and the method is the operation's
  AskedId asked{};                     // when on_path
  const Response* response = nullptr;  // null: NoResponse. Points into the history
  const ResponseSpec* spec = nullptr;  // what the document says of this status, when asks_rotation
  const MediaType* media = nullptr;    // of spec, when the answer's content type is documented
  bool is_json = false;                // the answer's media type says JSON (application/json, +json)
  std::vector<Violation> json_faults{};
  std::vector<Violation> duplicates{};
  std::vector<Violation> schema{};   // all but `format`
  std::vector<Violation> formats{};  // keyword "format"
  std::optional<TokenRecord> record{};
  std::optional<std::vector<ErrorItem>>
      detail{};  // of a 422 with an array of objects; nothing when it has no such array
};

// Readings of history.exchanges, index by index. Pointers point into `contract` and `history`, which must outlive the result.
// Linear in the size of the history; keeps no parsed body.
std::vector<Reading> read_history(const Contract& contract, const History& history);

}  // namespace assay
