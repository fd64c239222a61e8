// One exchange, understood once, for all checks: which operation it asked, which resource, and what its answer says.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/history.h"
#include "contracts/judge/error_shape.h"
#include "contracts/judge/record.h"
#include "contracts/judge/token_id.h"

namespace assay {

// What the body of an answer says.
struct BodyReading {
  // As read_json says ("limit": beyond what is read), or of keyword "coding": the body has a content coding, so that
  // nobody can say.
  std::vector<Violation> json_faults{};
  std::vector<Violation> duplicates{};
  std::vector<Violation> schema{};   // all but `format`
  std::vector<Violation> formats{};  // keyword "format"
  std::optional<Record> record{};
  std::vector<Member> listed{};          // of a listing: the secret of each of its items
  std::optional<ErrorReading> errors{};  // of a refusal, where the policy or FastAPI's convention says how it looks
};

struct Reading {
  bool on_path = false;        // the path is the operation's (compared after decoding each segment)
  bool asks_rotation = false;  // on_path, and the method is the operation's
  bool reads = false;          // it is the policy's reading: asks_rotation and on_path are false
  bool lists = false;          // it is the policy's listing: so are all three
  AskedId asked{};             // when on_path, or reads
  // Of one that reads: nothing that could rotate was under way, and none was lost or only accepted (202) before, which
  // may be carried out at any time.
  bool settled = false;
  // A record that shows what a rotation made: a success of the rotation with a record or, where only the reading shows
  // the secret, the first of its successes after a rotation, if nothing may have rotated between that and its answer.
  bool issues = false;
  const Response* response = nullptr;         // null: NoResponse. Points into the history
  const ResponseSpec* spec = nullptr;         // what the document says of this status, when asks_rotation
  const MediaType* media = nullptr;           // of spec, when the answer's content type is documented
  bool is_json = false;                       // the answer's media type says JSON (application/json, +json)
  std::shared_ptr<const BodyReading> body{};  // never null; shared between exchanges whose answers are the same
  const Record* record = nullptr;             // of body; null: none
  const Record* seen = nullptr;               // of body, where it reads and shows no secret: the resource
  std::span<const Member> listed{};           // of body
  const ErrorReading* errors = nullptr;       // of body; null: none
};

// Reads histories of one contract and remembers bodies: what was read before is neither parsed nor validated again.
// Keeps no more than some thousand bodies, of some megabytes together. Not thread-safe; `contract` must outlive it.
// A long history is read in as many parts as there are processors, each by a reader of its own in a thread that ends
// with the call.
class HistoryReader {
 public:
  explicit HistoryReader(const Contract& contract)
      : contract_(contract),
        errors_(shape_of_errors(contract.policy)),
        records_(contract, contract.policy.rotation()),
        read_records_(contract, contract.policy.reading() ? *contract.policy.reading() : contract.policy.rotation()) {}

  // Readings of history.exchanges, index by index. They point into the contract and `history`, which must outlive the
  // result. Linear in the size of the history; keeps no parsed body.
  std::vector<Reading> read(const History& history);

 private:
  // A body and what it said in an answer of this status and media type.
  struct Known {
    int status = 0;
    const MediaType* media = nullptr;
    Use::Effect of = Use::Effect::rotates;
    std::shared_ptr<const BodyReading> reading{};
  };

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  // Tells which readings are settled and, where the rotation shows no secret itself, which issue one.
  void settle(const History& history, std::span<Reading> readings) const;
  void read_part(std::span<const Exchange> exchanges, std::span<Reading> readings);
  Reading read_exchange(const Exchange& exchange);
  std::shared_ptr<const BodyReading> read_body(const Reading& reading);

  const Contract& contract_;
  ErrorShape errors_;
  RecordReader records_;       // that rotations show
  RecordReader read_records_;  // that readings show
  std::unordered_map<std::string, Known, TextHash, std::equal_to<>> bodies_{};
};

// The readings of one history, by a reader of its own.
std::vector<Reading> read_history(const Contract& contract, const History& history);

}  // namespace assay
