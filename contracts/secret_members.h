// Finds what an answer carries at the places that the policy calls secret: for the reports and for the mock's journal, which
// must hide the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Each text once, in no promised order:
// - the texts and numbers at `pointers` (RFC 6901) of a JSON body;
// - those of members that are called as such a place is ("/data/webhook_secret": webhook_secret, webhookSecret, new-secret),
//   wherever they stand, doubled or not, also in JSON inside a JSON string;
// - what follows such a name in a body that is no JSON (cut off, Python's repr, XML, YAML, a form, prose), where it looks drawn.
// Never throws on any body.
std::vector<std::string> secrets_in(std::string_view body, const std::vector<std::string>& pointers);

}  // namespace assay
