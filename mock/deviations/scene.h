// What lies are about: the places, statuses and words of a contract.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"

namespace assay {

// Data of the contract alone, read here: a lie shares no code with the checker that it is to be caught by. Immutable.
struct Scene {
  explicit Scene(const Contract& of);

  // Which exchanges a lie changes. `shows`: a success that shows a secret, of the rotation or, where that shows none,
  // of the reading. `rotates`: a success of the rotation. `refuses`: an invalid id is refused; `misses`: an unknown
  // one.
  bool shows(const Request& request, const Response& response) const;
  bool rotates(const Request& request, const Response& response) const;
  bool refuses(const Request& request, const Response& response) const;
  bool misses(const Request& request, const Response& response) const;
  // Whether a request is the reading, or the listing; false where there is none.
  bool reads(const Request& request) const;
  bool lists(const Request& request) const;

  // The raw text of each parameter of the path in a target, by who takes it apart at what stands between them and does
  // not look at what stands behind the last; empty: it is no such path.
  std::vector<std::string> segments(const std::string& target) const;
  // The identity's last part where it stands beside the path; null: it stands there.
  const IdentityPart* last_beside_path() const;
  // The text of the identity's last part, raw where it stands in the path; "" for none.
  std::string last_part(const Request& request) const;
  // All parts, decoded and between commas; of a reading too.
  std::string identity_in(const Request& request) const;
  // Puts another last part, or others, where they stand.
  void put_last_part(const std::string& text, Request& request) const;
  void put_identity(const std::string& other, Request& request) const;
  // The path of the rotation of an identity.
  std::string path_to(const std::string& of) const;
  // Makes of a request the reading of an identity.
  void put_reading(const std::string& of, Request& request) const;
  // Whether an identity can be that of no resource: to a lenient reader too.
  bool is_invalid(const std::string& asked) const;
  bool has_invalid() const;  // whether there are such
  // Whether an id with a word behind it is one of them.
  bool is_invalid_with_more() const;
  // The first member that tells one resource from another; null: none.
  const MemberRole* face() const;
  // "token_prefix" of a token as "prefix".
  std::string short_name(const MemberRole& member) const;
  bool tells_whose() const;  // whether a record shows its identity, or what tells one resource from another

  // What the document says of an answer's body; null: nothing.
  const Schema* schema_of(const ResponseSpec& response) const;

  Contract contract;
  bool is_slate = false;  // the Slate API's own contract, by whatever policy
  bool is_shown_by_reading = false;
  bool is_integer = false;    // an identity is one integer
  bool is_in_record = false;  // a record shows its identity
  std::string noun{};
  std::string method{};
  std::string success{};  // "200", of what shows the secret
  std::string refusal{};  // "422", or "refusal"
  std::string miss{};     // "404", or "refusal"
  ErrorShape errors{};    // how refusals look

  // Pointers into a record, and of the record in the answer that shows the secret, and in the reading's.
  std::string secret{}, identity{};
  std::string record{}, read_record{};
  std::vector<MemberRole> stable{}, hints{}, parts{}, secrets_of_its_own{};
  std::vector<MemberRole> made{}, used{}, changed{};

 private:
  // Whether a target is the rotation's.
  bool is_own(const std::string& target) const;
  void read_members();
  void read_errors();
  std::vector<std::pair<std::size_t, std::size_t>> slots(std::string_view target) const;
};

using SharedScene = std::shared_ptr<const Scene>;

}  // namespace assay
