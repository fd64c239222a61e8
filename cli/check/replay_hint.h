// What a report says behind `assay replay REPORT CLAUSE`, so that the line, pasted into a shell, asks the same server
// again.
#pragma once

#include <string>

#include "cli/check/check.h"
#include "cli/check/subject.h"
#include "cli/documents.h"

namespace assay {

// The flags of the run that replay needs, as the user gave them, each word quoted for a shell: consent, headers, TLS,
// proxy, pace, document and policy; for the mock in the run's own process --mock, with its deviation and seed. A header
// that may be a credential stands as 'Name: ...', which read_header refuses with the request to fill it in, unless its
// value is taken from the environment: then as it was typed, since ${NAME} tells nothing.
std::string replay_hint(const CheckOptions& options, const Subject& subject);

// Of these, the ones that say which contract holds; `assay mock` takes them too. Empty for the built-in one.
std::string document_hint(const DocumentOptions& documents);

}  // namespace assay
