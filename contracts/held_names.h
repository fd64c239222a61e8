// Which members the bodies that a document's schemas allow can hold.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/documents/document.h"
#include "contracts/schema/references.h"

namespace assay {

// Walks what can be reached from a schema. Used by one thread at a time; the document must outlive it.
class HeldNames {
 public:
  explicit HeldNames(const Document& document) : document_(document) {}

  // Looks at the schema of one more body, where it has one.
  void look(const MediaType& media);

  // Whether a body that the schemas allow can hold a member of that name.
  bool can_hold(const std::string& name) const { return open_ || names_.contains(name); }
  std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

 private:
  const nlohmann::json& at(std::string& pointer);

  // Words beside a $ref, which count from 3.1 on: what they say together is not worked out here.
  bool says_more(const std::string& pointer) const;

  // Takes in the names of all members below, however deep. Whether there may be others that it does not see.
  bool collect(std::string pointer);
  // For the schema's own object, whatever its members may hold.
  bool leaves_open(std::string pointer, int depth = 0);
  bool is_open(const std::string& pointer, const nlohmann::json& schema, int depth);

  const Document& document_;
  SchemaReferences references_{document_.value};
  std::set<std::string> seen_{};
  std::set<std::string> names_{};
  std::map<std::string, bool> answers_{};  // of leaves_open, by the schema's place
  bool open_ = false;
};

// Whether a response is documented for refusals: a 4xx, or default.
bool is_refusal(const ResponseSpec& response);

// The statuses, as the document writes them, of the operation's refusals whose schema can hold what
// the policy's shape of errors has; none where the policy gives no shape of its own.
std::set<std::string> refusals_of_shape(const Contract& contract);

}  // namespace assay
