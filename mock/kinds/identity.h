// Whose a request is: which texts of a path, a query, headers and a body are identities. The mock's own reading; the
// checker has another (contracts/judge/asked_id.h) on purpose.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/http/http.h"
#include "mock/fastapi/integer_grammar.h"

namespace assay {

// Immutable; may be used from several threads at once.
class Identity {
 public:
  // pydantic: an integer is what pydantic takes for one. strict: '-' or not, and digits without a leading zero.
  enum class Integers { pydantic, strict };

  // Of the contract's operation, and of the one that reads.
  Identity(const Contract& contract, Integers integers);

  // Which part is no identity, and why.
  struct Fault {
    std::size_t part = 0;
    enum class Why { missing, integer, integer_size, uuid, pattern, schema } why = Why::schema;
  };

  // Makes of texts, UTF-8 and one a part, those that name a resource: an integer is in plain decimal digits, all
  // else as it was. Nothing is wrong where nothing is returned; the text that is at fault stays.
  std::optional<Fault> read(std::vector<std::string>& texts) const;
  // The same of a request: `texts`, the parameters of its path, get what of the identity stands beside it, decoded.
  // Of a parameter that stands in the query or the headers twice the first counts; of a body of JSON the member.
  std::optional<Fault> read(Use::Effect effect, const Request& request, std::vector<std::string>& texts) const;

  // Whether the text can be one of the part.
  bool takes(std::size_t part, std::string text) const { return !wrong(parts_.at(part), text); }

  // A parameter's name, or that of a member of the body without what it stands in.
  const std::vector<std::string>& names() const { return names_; }
  // Where a part stands in a request that is carried out so: "path", "query", "header", "body".
  std::string_view in(Use::Effect effect, std::size_t part) const;
  // The schema of a part: JSON Pointer into the document; empty: it has none.
  const std::string& schema(std::size_t part) const { return parts_.at(part).pointer; }
  // How a fault's texts were meant to be, as "an integer".
  std::string_view wanted(const Fault& fault) const;

 private:
  struct Part {
    IdentityPart::Type type = IdentityPart::Type::integer;
    std::string pointer{};
    std::optional<Schema> schema{};  // of a text
    bool has_pattern = false;
  };

  // Where the parts stand.
  const std::vector<IdentityPart>& places(Use::Effect effect) const;
  std::optional<Fault::Why> wrong(const Part& part, std::string& text) const;

  Integers integers_;
  std::vector<std::string> names_{};
  std::vector<Part> parts_{};
  std::vector<IdentityPart> rotating_{}, reading_{};
};

}  // namespace assay
