// What a contract calls its things, for the sentences, sources and findings of its clauses; and where they stand in the
// document.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/words.h"

namespace assay {

struct Terms {
  explicit Terms(const Contract& contract);

  std::string noun{};                  // "token"
  std::string secret{};                // "secret"
  std::string method{};                // "POST"
  std::vector<std::string> methods{};  // that the document documents on the path, upper case
  std::string success{};               // "200", "200 or 201"; "2xx" where the document leaves it open

  // Members of a record, by name, and pointers into the body of a success.
  std::string secret_member{};                          // "webhook_secret"
  std::string secret_pointer{};                         // "/webhook_secret"
  std::string identity_member{};                        // "id"; empty: a record shows none
  std::string identity_pointer{};                       // "/id"
  std::string identity_in_record{};                     // the same from the record's place
  std::string record_pointer{};                         // "" or "/data"
  std::string read_record_pointer{};                    // the same of what a reading answers
  std::optional<MemberRole> own{};                      // the resource's own secret
  std::vector<MemberRole> parts{};                      // in the order of Record::parts
  std::vector<MemberRole> hints{};                      // in the order of Record::hints
  std::optional<MemberRole> made{}, used{}, changed{};  // times
  std::vector<std::string> stable{};                    // names of what a rotation leaves alone
  std::vector<std::string> faces{};                     // names of those that tell one resource from another
  std::vector<std::string> addresses{};                 // names of those that hold a URL

  // How an id is written.
  std::vector<std::string> parameters{};  // that make the identity: "token_id"
  std::string parameter_words{};          // of the last of them: "the path parameter"
  bool is_integer = false;                // it is one integer
  bool stands_in_path = true;             // all of it does
  bool stands_inside = false;             // it is a segment of its own, with more of the path behind it
  std::string no_id{};                    // "no integer": what an invalid one is; empty: any text may be one
  std::string id_type{};                  // "type: integer"

  std::optional<Window> window{};
  std::string body_in_window{};          // Policy::body_in_window
  std::vector<std::string> readings{};   // operations that read or list, with a documented body: "GET /endpoints/{id}"
  std::string readings_pointer{};        // where the responses of the first of them stand
  std::vector<std::string> hidden_in{};  // readings and listings that hide the secret: "GET /endpoints/{id}"
  std::string hidden_in_pointer{};       // where the first of them stands in the document

  bool is_shown_by_reading = false;  // the secret is, and by no answer of the rotation
  bool takes_body = false;           // the operation has a requestBody

  bool hears_deliveries = false;  // somebody listens for them
  DeliveryRules deliveries{};     // the policy's

  std::vector<int> invalid_statuses{};  // documented ones of an invalid id, of 400, 404 and 422; FastAPI's is 422 alone
  bool is_strict = false;               // the framework is FastAPI: an invalid id gets its 422 and no other
  ErrorShape errors{};                  // how refusals look; FastAPI's where nobody says so and the document's 422 does
  std::set<std::string> error_responses{};  // statuses, as written, of the refusals whose schema can have that shape

  // A documented status with a JSON schema.
  struct Body {
    std::string status{};       // as it is written
    std::string schema_name{};  // of components/schemas, or "the document's schema"
    std::string pointer{};
    enum class Is { success, invalid, other } is = Is::other;
  };
  std::vector<Body> bodies{};
  std::string date_time{};  // where the first format: date-time of a success stands; empty: there is none

  // JSON Pointers into the document.
  std::string path_item{}, operation{}, responses{}, success_response{}, invalid_response{}, parameter{};
  std::string parameter_schema{};  // of an id
  std::string schema{};            // of a record
  std::string error_schema{};      // of an entry of FastAPI's detail
  std::string detail{};            // of FastAPI's detail

  std::string path_start{};       // to its last parameter: "/api-tokens/{token_id}"
  std::string summary{};          // the operation's words: "\"Rotate Webhook Secret\""
  std::string summary_pointer{};  // where they stand
  std::string security{};         // what the document says of credentials, as words of a source
  std::string security_pointer{};
  std::string invalid_words{};  // the description of the invalid response, quoted

  // The identity in words: the member's name, or "id".
  std::string id_word() const;
  // The words of the source of what holds parameter and record together.
  std::string identity_words() const;
  // Where the schema of the secret stands.
  std::string secret_schema() const;
  // Where the schema of a member of the record stands, or that of the record.
  std::string schema_of(const std::string& member_pointer) const;

 private:
  void read_members(const Policy& policy);
  void read_identity(const Contract& contract);
  void read_places(const Contract& contract);
  void read_others(const Contract& contract);
  void read_errors(const Contract& contract);
  void read_security();
  void read_bodies(const Contract& contract);

  std::shared_ptr<const Document> document_{};
};

}  // namespace assay
