// Finds what an answer carries at the places that the policy calls secret: for the reports and for the mock's journal,
// which must hide the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// The names of the members at `pointers` (RFC 6901): "webhook_secret" of "/data/webhook_secret". An index is no name.
std::vector<std::string> secret_names(const std::vector<std::string>& pointers);

// Each text once, in no promised order: the texts and numbers at `pointers` of a JSON body, and below members of their
// names wherever they stand, doubled or in a body that is cut off. At most 1000. Never throws on any body; time is near
// linear in it.
std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers);

}  // namespace assay
