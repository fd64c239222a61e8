// Whose a request is: which texts in a path are identities. The mock's own reading; the checker has another
// (contracts/judge/asked_id.h) on purpose.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "mock/fastapi/integer_grammar.h"

namespace assay {

// Immutable; may be used from several threads at once.
class Identity {
 public:
  // pydantic: an integer is what pydantic takes for one. strict: '-' or not, and digits without a leading zero.
  enum class Integers { pydantic, strict };

  // Of the parameters in the path of the contract's operation.
  Identity(const Contract& contract, Integers integers);

  // Which parameter is no identity, and why.
  struct Fault {
    std::size_t part = 0;
    enum class Why { integer, integer_size, uuid, pattern, schema } why = Why::schema;
  };

  // Makes of texts, UTF-8 and one a parameter, those that name a resource: an integer is in plain decimal digits, all
  // else as it was. Nothing is wrong where nothing is returned; the text that is at fault stays.
  std::optional<Fault> read(std::vector<std::string>& texts) const;

  // Whether the text can be one of the parameter.
  bool takes(std::size_t part, std::string text) const { return !wrong(parts_.at(part), text); }

  const std::vector<std::string>& names() const { return names_; }
  // The schema of a parameter: JSON Pointer into the document; empty: it has none.
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

  std::optional<Fault::Why> wrong(const Part& part, std::string& text) const;

  Integers integers_;
  std::vector<std::string> names_{};
  std::vector<Part> parts_{};
};

}  // namespace assay
