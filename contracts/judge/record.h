// The record that an answer shows, by the roles that the policy gives its members.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "contracts/contract.h"
#include "contracts/schema/rfc3339.h"

namespace assay {

struct JsonBody;

// A string member that may be missing.
struct Member {
  enum class State { absent, null, wrong_type, text } state = State::absent;
  std::string text{};
};

// A success whose body holds a JSON object where the policy says that the record stands.
struct Record {
  std::string identity{};            // canonical text of an integer, or a text; empty when absent or neither
  Member secret{};                   // that the rotation replaces
  Member own{};                      // the resource's own secret
  std::vector<Member> parts{};       // of the policy's members with that role, in their order
  Member used{};                     // the time at which it was used last
  std::vector<Member> hints{};       // of the policy's members with that role, in their order
  std::optional<Instant> changed{};  // the time at which it changed last
  // Members present that a rotation leaves alone (roles stable and made) by name -> canonical JSON text: times and
  // "_at" members as instants, arrays sorted, integral doubles as integers. Mostly shared between the exchanges of a
  // history where equal.
  std::shared_ptr<const std::map<std::string, std::string>> stable{};
};

// The secret that the rotation replaces, of each record that a listing's body holds.
std::vector<Member> listed_secrets(const Policy& policy, const nlohmann::json& body);

// Reads the records that the answers of one operation show, and keeps what they have in common once. Not thread-safe.
class RecordReader {
 public:
  RecordReader(const Contract& contract, const Use& of);

  // What stands where the policy says; a record without members where nothing does: the clauses say which are missed.
  Record read(const JsonBody& body);

  // How many different sets of stable members are kept; none after forget().
  std::size_t kept() const { return stable_.size(); }
  void forget() { stable_.clear(); }

 private:
  using Stable = std::map<std::string, std::string>;

  struct Places;  // where the members of a record stand

  std::shared_ptr<const Places> places_{};
  // Canonical records seen so far, so that equal ones are one.
  std::unordered_map<std::string, std::shared_ptr<const Stable>> stable_{};
};

}  // namespace assay
