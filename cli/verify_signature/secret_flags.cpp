#include "cli/verify_signature/secret_flags.h"

namespace assay {

void add_secrets(Command& command, SecretSources& secrets, SecretSources& old_secrets) {
  command
      .values("--secret", secrets.texts,
              "'${NAME}', a variable of the environment, in single quotes; again for an older one, newest first")
      .of("SECRET");
  command.values("--secret-file", secrets.files, "The same from a file, one a line, newest first").of("FILE");
  command
      .values("--old-secret", old_secrets.texts, "'${NAME}': one that no longer counts; it is told if that one signed")
      .of("SECRET");
  command.values("--old-secret-file", old_secrets.files, "The same from a file, one a line").of("FILE");
}

}  // namespace assay
