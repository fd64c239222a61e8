// The flags --secret, --secret-file, --old-secret and --old-secret-file.
#pragma once

#include "cli/command.h"
#include "cli/verify_signature/secrets.h"

namespace assay {

void add_secrets(Command& command, SecretSources& secrets, SecretSources& old_secrets);

}  // namespace assay
