// Secrets as the user gives them: from the environment or from a file, never on the command line, where every user of
// the machine can read them.
#pragma once

#include <string>
#include <vector>

namespace assay {

// What a pair of flags was given.
struct SecretSources {
  std::string flag{};                // "--secret": its name, and with "-file" behind it that of the other
  std::vector<std::string> texts{};  // each "${NAME}"
  std::vector<std::string> files{};  // one secret a line, newest first; a line's end is no part of it
};

// The secrets of the texts, then those of the files. Throws BadDocument, which never holds a value: for a text that is
// not ${NAME} as a whole, an unset variable, an empty secret, one of more than 4096 bytes, more than 16 of them.
std::vector<std::string> read_secrets(const SecretSources& sources);

}  // namespace assay
