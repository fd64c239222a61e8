// The resources that a mock of another API than Slate's starts with: from a YAML or JSON file, or made up.
//
//     resources:                            a list, or a map with this one key
//       - webhook_endpoint_id: we_1         each parameter that makes the identity
//         name: Orders                      members of the record, as many as one likes; the others are made up
//         url: https://hooks.example.com/orders
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "mock/kinds/identity.h"
#include "mock/kinds/secret_spelling.h"
#include "mock/state/resource.h"

namespace assay {

// "webhook-endpoints" of "webhook endpoint", as the admin API's path says it: lower case, ASCII letters and digits alone.
std::string plural_of(const std::string& noun);

// Of one contract, which must outlive it.
class ResourceMaker {
 public:
  ResourceMaker(const Contract& contract, const Identity& identity, const SecretSpelling& spelling);

  // Two, with what the document's schemas give: the same at each call.
  std::vector<Resource> make_up() const;
  // The identity_key of one that make_up() does not make, which the document allows; empty where there are no more.
  std::string absent_id() const;
  // Throws BadDocument with file and line: no such file, more than 8 MiB, not YAML, a parameter that is missing or no
  // identity, a name that no record has, an identity that stands twice, a record that does not fit the document. Never
  // quotes a value.
  std::vector<Resource> load(const std::string& file) const;
  std::vector<Resource> parse(std::string_view text, const std::string& file) const;

 private:
  const Contract& contract_;
  const Identity& identity_;
  const SecretSpelling& spelling_;
};

}  // namespace assay
