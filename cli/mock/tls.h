// The flags --tls-cert, --tls-key and --tls-self-signed.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mock/http/tls_identity.h"

namespace assay {

struct TlsOptions {
  std::string certificate{};  // PEM file, with --tls-key
  std::string key{};
  bool self_signed = false;
};

// Who the mock says it is, and where a client finds the certificate to trust.
struct ServedTls {
  TlsIdentity identity{};
  std::string fingerprint{};                      // "AB:CD:...", SHA-256
  std::string certificate_file{};                 // PEM
  std::shared_ptr<const std::string> own_file{};  // removes a file that we wrote, at the end; null: it was given
};

// Nothing where no flag asks for TLS. A certificate of our own is good for `host`, and stands in a new file of the
// system's temporary folder; its key stays in memory. Throws BadDocument for a bad file.
std::optional<ServedTls> tls_of(const TlsOptions& options, const std::string& host);

}  // namespace assay
