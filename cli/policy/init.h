// assay policy init: a first policy for an operation, to be reviewed.
#pragma once

#include <string>

namespace assay {

struct PolicyInitOptions {
  std::string document{};
  std::string operation{};  // operationId, or "POST /path"
};

// Prints a policy file in which every member of the operation's record is open, with a guess of its role and the reason
// in a comment behind it: no guess takes effect before a person has written it. Gives the exit code. Throws BadDocument
// for a document that cannot be read, and an operation that is not there.
int run_policy_init(const PolicyInitOptions& options);

}  // namespace assay
