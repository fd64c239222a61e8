// What the things of a document are, as the policy says: data, that the checker and the mock may both include.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace assay {

// What a member of a record is for. Only what its role needs is set.
struct MemberRole {
  enum class Role {
    secret,   // what a rotation replaces, or another one of the resource's own (`own`)
    part,     // the start or the end of another member
    hint,     // of the secret that rotates: its start, its end or its digest, so that a person can tell which it is
    stable,   // a rotation leaves it alone
    made,     // the time at which the resource was made; stable too
    used,     // the time at which it was used last
    changed,  // the time at which it changed last: a rotation moves it
    open,     // may change; no law speaks of it
  };
  enum class At { start, end };
  enum class Shows { first, last, sha256 };
  enum class Unit { rfc3339, seconds, milliseconds };  // since 1970-01-01T00:00:00Z, but for RFC 3339's texts
  enum class Order { any, kept };
  enum class Own { no, yes };
  enum class Face { no, yes };

  std::string pointer{};  // JSON Pointer into a record: "/webhook_secret"
  Role role = Role::open;
  std::string of{};      // of a part and a hint: the pointer of the member that it belongs to
  At at = At::start;     // of a part
  Shows shows{};         // of a hint: where its characters come from; of a digest, hexadecimal ones
  std::size_t count{};   // of a hint: how many they are, from 1 on
  Unit unit{};           // of a time: made, used, changed
  Order order{};         // of a stable array's elements
  Own own = Own::no;     // of a secret: the resource's own, which is hidden as the other and never rotated
  Face face = Face::no;  // of a stable member: it tells one resource from another
  enum class Moves { no, yes } moves = Moves::no;  // the rotation may change it (Use::changes)

  // Whether a rotation leaves it alone.
  bool stays() const { return (role == Role::stable || role == Role::made) && moves == Moves::no; }

  // The pointer without its first slash, as sentences and findings name the member: "webhook_secret", "data/secret".
  std::string name() const { return pointer.empty() ? pointer : pointer.substr(1); }
};

// What the document calls a thing that has a secret.
struct ResourceKind {
  std::string noun{};                  // "token", as sentences call it
  std::string secret_noun = "secret";  // "signing secret"
  std::string identity{};              // pointer of its id into a record; empty: a record shows none
  std::vector<MemberRole> members{};   // in the order in which the policy lists them
};

// What an operation does to a resource.
struct Use {
  enum class Effect { rotates, reads, lists } effect = Effect::rotates;
  std::string operation{};  // operationId; "METHOD path" where the document gives none
  std::string of{};         // the resource's noun
  // What makes its identity: parameters, and members of the body by JSON Pointer. Those of the path stand first, in its
  // order, then what the document lists in its order. Empty in a policy: the whole path.
  std::vector<std::string> by{};
  std::vector<std::string> rotates{};  // pointers of the members that are replaced
  std::vector<std::string> shows{};    // pointers of the secrets that a reading shows
  std::vector<std::string> hides{};    // pointers of the secrets that a reading must not show: said for the reader
  std::vector<std::string> changes{};  // pointers of members that the rotation may change, whatever their role
  std::vector<int> success{};          // statuses; empty in a policy: those that the document documents
  std::string record{};                // pointer of the record in the body of a success; empty: the whole body
  std::string items{};                 // of one that lists: pointer of the array of records; `record` is into each
  std::string body{};                  // JSON that a plain request carries; empty: none
  std::vector<std::pair<std::string, std::string>> query{};  // names and values that every request carries

  // Whether a status says that it was done: one of `success`, or any 2xx where that names none.
  bool is_success(int status) const {
    return success.empty() ? status / 100 == 2 : std::find(success.begin(), success.end(), status) != success.end();
  }
};

// Words of the source of a clause that are not the document's title, summary or description as a whole.
struct LawWords {
  std::string kind{};   // the law kind: "secret/present"
  std::string id{};     // what reports call the clause; empty: as its kind
  std::string quote{};  // the document's own words, that the clause follows from; empty: the kind's own source
  std::string at{};     // where they stand: JSON Pointer into the document
  enum class From { file, built_in } from = From::file;             // a built-in one need not be there
  enum class Level { unsaid, must, should } level = Level::unsaid;  // the kind's own, or one that the policy says
};

// The time after a rotation in which the secret before still counts, and another rotation is refused: the law
// window/refused.
struct Window {
  int status = 0;        // of the refusal
  std::string unless{};  // JSON object: members of the body that rotate in spite of it; the operation's body holds them
  int within = 60;       // seconds after a rotation in which it is open for certain
};

// How the body of a refusal tells what is wrong.
struct ErrorShape {
  enum class Form {
    unsaid,    // nothing is known, and nothing judged but the document's schema
    pointers,  // a list of errors, or one, whose parts stand at the pointers below
    fastapi,   // the same: FastAPI's 422 alone
    problem,   // RFC 9457
    none,      // nothing is known, not even where the document's 422 looks like FastAPI's
  } form = Form::unsaid;
  enum class Holds { list, single } holds = Holds::list;
  std::string list{};          // pointer of the list, or of the single error, into the body
  std::string where{};         // pointers into an error: the parameter that is wrong; empty: it is not told
  std::string text{}, code{};  // its words, and what programs tell it by
  std::vector<std::string>
      parts{};  // of what stands at `where`, each "in" or "name"; empty: a text that ends in the name
};

}  // namespace assay
