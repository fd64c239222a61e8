// Credentials that a flag names.
#pragma once

#include <string>

namespace assay {

// `text` itself; or, when it is ${NAME} as a whole, that variable of the environment, so that no secret need stand on a
// command line, where every user of the machine can read it. Throws BadDocument, naming `flag` and never the value,
// when there is no such variable, when the credential is empty, or when it has bytes that no header may carry.
std::string read_credential(const std::string& text, const std::string& flag);

}  // namespace assay
