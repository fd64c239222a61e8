// Who a server with TLS says it is.
#pragma once

#include <string>
#include <vector>

namespace assay {

struct TlsIdentity {
  std::string certificate{};  // PEM; the server's own certificate first, then those that lead to a root
  std::string key{};          // PEM; never shown
};

// Reads both files. Throws BadDocument with the file's name when one cannot be read, holds no certificate or no key
// (one with a passphrase counts as none), or when the key is not the certificate's. Never quotes a key.
TlsIdentity load_tls_identity(const std::string& certificate_file, const std::string& key_file);

// A new P-256 key with a certificate that it signed itself, good for a year and a day for `hosts` (names or addresses),
// localhost, 127.0.0.1 and ::1. The same words never give the same key. Throws std::runtime_error when OpenSSL fails.
TlsIdentity self_signed_identity(const std::vector<std::string>& hosts = {});

// SHA-256 of the server's own certificate as `openssl x509 -fingerprint -sha256` shows it: "AB:CD:...", 32 bytes.
std::string fingerprint_of(const TlsIdentity& identity);

}  // namespace assay
