// What the documents say, resolved: no $ref left to follow, each clause with its file and line. Immutable after
// loading.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/documents/place.h"
#include "contracts/path_template.h"
#include "contracts/policy/policy.h"
#include "contracts/schema/regex.h"
#include "contracts/schema/schema.h"

namespace assay {

struct Document;  // contracts/documents/document.h

struct MediaType {
  std::string name{};  // "application/json", "application/*" or "*/*", lower case, without parameters
  std::optional<Schema> schema{};
  Place place{};
};

struct ResponseSpec {
  std::string status{};  // "200", "4XX" or "default", as written
  std::vector<MediaType> content{};
  Place place{};

  // What is documented for an answer of this media type (lower case, without parameters; empty: it names none): exactly
  // that, else a range that it is in, "application/*" before "*/*". Null when there is none.
  const MediaType* media(std::string_view type) const;
};

struct Parameter {
  std::string name{};
  std::string in{};  // path, query, header, cookie
  bool required = false;
  std::string type{};                // of its schema; empty when the schema names none, or several
  std::string format{}, pattern{};   // of its schema, where that is of texts
  std::vector<std::string> words{};  // of its schema's enum or const, where that is of texts alone
  Place place{};
};

// How a part of an identity is written, and where it stands. Without a type, or with several, any text is one.
struct IdentityPart {
  enum class Type { integer, number, boolean, text, word, uuid, date, date_time } type = Type::integer;
  enum class Numerals { decimal, any } numerals = Numerals::decimal;  // any: "17e0", "0x11" may be 17, as to ajv
  std::optional<Regex> pattern{};                                     // of a text
  std::vector<std::string> words{};                                   // that a word may be; of a boolean none are said
  enum class In { path, query, header, body } in = In::path;
  std::string name{};  // of the parameter; in the body: JSON Pointer of the member

  bool is_number() const { return type == Type::integer || type == Type::number; }
};

struct Operation {
  std::string id{};      // operationId; "METHOD path" when the document gives none
  std::string method{};  // upper case
  std::string path{};    // the template: "/api-tokens/{token_id}/webhook/rotate-secret"
  std::vector<Parameter> parameters{};
  bool takes_body = false;  // it has a requestBody
  bool needs_body = false;  // which is required
  std::vector<ResponseSpec> responses{};
  std::string reading_path{}, listing_path{};  // of the operations that read and list, if any
  // What every request of the operation, and of those, carries behind its path: "?api-version=2"; empty: nothing.
  std::string query{}, reading_query{}, listing_query{};
  std::string body{};  // JSON that every request of the operation carries beside the identity; empty: none
  // Of the operation that rotates: the identity, the path's parameters first, and where the one that reads has it. One
  // of the path that is missing (in a Contract made by hand) is an integer.
  std::vector<IdentityPart> identity{}, reading_identity{};
  Place place{};

  // The response documented for `status`: exact, then range (4XX), then default; null when there is none.
  const ResponseSpec* response(int status) const;
};

struct Contract {
  std::string title{};
  std::string version{};  // info.version; empty, as the title, where the document gives none
  std::string openapi{};  // "3.1.0"
  std::string file{};
  std::string sha256{};                 // of the file's bytes, hex
  std::vector<Operation> operations{};  // all; parameters and responses only of the one that the policy names
  Policy policy{};
  // heard: somebody listens for deliveries, and the laws about them are among the clauses.
  enum class Deliveries { unheard, heard } deliveries = Deliveries::unheard;

  std::shared_ptr<const Document> document{};  // what all of this was read from; null only in a Contract made by hand

  // file and line of a JSON Pointer of the document; line 0 when the pointer does not stand there.
  Place place(const std::string& pointer) const;
  // The operation that the policy names.
  const Operation& operation() const;
  // The one whose answers show the new secret: that, or the reading.
  const Operation& showing() const;
  // The one that reads the same resource; null: the policy names none.
  const Operation* reading() const;
  // The one that lists its kind; null: the policy names none.
  const Operation* listing() const;
  // Whether a status says that the operation was carried out: Use::success, or any 2xx where that names none.
  bool is_success(int status) const;
};

// Reads an OpenAPI 3.0 or 3.1 document, 8 MiB of YAML or 32 MiB of JSON at most. Throws BadDocument: no such file, not
// UTF-8, not YAML, too large, alias bomb, no OpenAPI, unsupported keyword, $ref that leads nowhere, no operation that
// the policy names.
Contract load_contract(const std::string& file, const Policy& policy);

// The same from the bytes of a file; `file` is its name for messages.
Contract read_contract(std::string_view bytes, const std::string& file, const Policy& policy);

// The documents that the program carries inside: contracts/slate.openapi.yaml, with contracts/slate.policy.yaml or
// another policy.
Contract load_embedded_contract();
Contract load_embedded_contract(const Policy& policy);

}  // namespace assay
