// assay verify-signature: whether a delivery was signed with a secret, and if not, which known mistake explains it.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/verify_signature/secrets.h"

namespace assay {

struct VerifySignatureOptions {
  std::string request{};               // a file with a whole request, "-" for standard input; empty: the next two
  std::vector<std::string> headers{};  // "Name: value"
  std::string body_file{};             // or "-"
  SecretSources secrets{.flag = "--secret"};
  SecretSources old_secrets{.flag = "--old-secret"};
  std::string scheme = "standard-webhooks";
  std::string tolerance = "5m";
  std::string now{};  // seconds since 1970 or RFC 3339; empty: the machine's clock
  enum class Format { console, json } format = Format::console;
};

// conforms where the signature fits, else fails. Throws BadDocument for a request, secret or time that cannot be read.
int run_verify_signature(const VerifySignatureOptions& options);

}  // namespace assay
