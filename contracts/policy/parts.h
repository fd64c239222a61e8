// The parts of a policy file that are mappings of their own: resources, operations, laws, errors.
#pragma once

#include <vector>

#include "contracts/documents/document.h"
#include "contracts/documents/settings.h"
#include "contracts/policy/policy.h"

namespace assay {

// Each reads the member of that name, which stands in the document, into the policy. Throws BadDocument with the place.
void read_resources(const Document& document, Policy& policy);
void read_operations(const Document& document, Policy& policy);
void read_laws(const Document& document, Policy& policy);
void read_errors(const Document& document, Policy& policy);
void read_mock(const Document& document, Policy& policy, Policy::Api api);  // with the keys of that API

// The keys that begin with "webhook_": how deliveries are signed and sent.
std::vector<Setting> settings_of_deliveries(DeliveryRules& rules);

// The keys of the mock's part that are single values.
std::vector<Setting> settings_of_mock(Policy& policy, Policy::Api api);

// Throw BadDocument where the parts do not fit each other: an operation of no resource, a part of no member, a rotation
// of what is no secret, not exactly one operation that rotates.
void check_members(const Document& document, const ResourceKind& kind);
void check_uses(const Document& document, const Policy& policy);
void refuse_slates_keys(const Document& document, const Policy& policy);  // of the mock, in a policy of another API

// The same where the rotation's body has not what it needs in an open window: each rotation but the first would be
// refused.
void check_window(const Document& document, const Policy& policy);

}  // namespace assay
