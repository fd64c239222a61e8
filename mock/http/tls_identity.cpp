#include "mock/http/tls_identity.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "contracts/documents/document_file.h"
#include "contracts/documents/place.h"

namespace assay {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Bytes = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

constexpr long day = 24 * 60 * 60;  // seconds

Bytes bytes_of(const std::string& text) { return Bytes(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

int no_passphrase(char*, int, int, void*) { return -1; }

Certificate read_certificate(const std::string& pem) {
  Certificate certificate(PEM_read_bio_X509(bytes_of(pem).get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  return certificate;
}

Key read_key(const std::string& pem) {
  Key key(PEM_read_bio_PrivateKey(bytes_of(pem).get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  return key;
}

template <typename Write>
std::string to_pem(Write write) {
  const Bytes out(BIO_new(BIO_s_mem()));
  if (!out || write(out.get()) != 1) throw std::runtime_error("OpenSSL could not write PEM");
  char* begin = nullptr;
  const long size = BIO_get_mem_data(out.get(), &begin);
  return std::string(begin, static_cast<std::size_t>(size));
}

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a certificate");
}

bool is_address(const std::string& host) {
  const std::unique_ptr<ASN1_OCTET_STRING, Freed<ASN1_OCTET_STRING_free>> address(a2i_IPADDRESS(host.c_str()));
  ERR_clear_error();
  return address != nullptr;
}

// Names are letters, digits, '.', '-' and '_': anything else could mean something to OpenSSL's syntax.
bool is_plain(const std::string& host) {
  for (const char c : host)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' && c != '_' && c != ':') return false;
  return !host.empty();
}

std::string names_of(const std::vector<std::string>& hosts) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const auto& host : hosts)
    if (is_plain(host)) names += (is_address(host) ? ",IP:" : ",DNS:") + host;
  return names;
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_name(X509* certificate) {
  const std::string name = "assay mock";
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto* bytes = reinterpret_cast<const unsigned char*>(name.data());
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, bytes, static_cast<int>(name.size()), -1, 0) == 1);
  require(X509_set_issuer_name(certificate, subject) == 1);
}

void set_random_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  require(RAND_bytes(bytes.data(), bytes.size()) == 1);
  bytes[0] &= 0x7F;  // RFC 5280 4.1.2.2: positive
  const std::unique_ptr<BIGNUM, Freed<BN_free>> serial(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  require(serial && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr);
}

Certificate make_certificate(EVP_PKEY* key, const std::vector<std::string>& hosts) {
  Certificate made(X509_new());
  require(made != nullptr && X509_set_version(made.get(), X509_VERSION_3) == 1);
  set_random_serial(made.get());
  require(X509_gmtime_adj(X509_getm_notBefore(made.get()), -day) != nullptr);  // for clients whose clock is behind
  require(X509_gmtime_adj(X509_getm_notAfter(made.get()), 366 * day) != nullptr);
  require(X509_set_pubkey(made.get(), key) == 1);
  set_name(made.get());
  add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");  // so that clients take it as their CA file
  add_extension(made.get(), NID_subject_alt_name, names_of(hosts));
  require(X509_sign(made.get(), key, EVP_sha256()) != 0);
  return made;
}

}  // namespace

TlsIdentity load_tls_identity(const std::string& certificate_file, const std::string& key_file) {
  TlsIdentity identity{.certificate = read_document_file(certificate_file), .key = read_document_file(key_file)};
  const Certificate certificate = read_certificate(identity.certificate);
  if (!certificate) throw BadDocument({.file = certificate_file}, "holds no certificate in PEM");
  const Key key = read_key(identity.key);
  if (!key) throw BadDocument({.file = key_file}, "holds no private key in PEM without a passphrase");
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    throw BadDocument({.file = key_file}, "is not the key of the certificate in " + certificate_file);
  }
  return identity;
}

TlsIdentity self_signed_identity(const std::vector<std::string>& hosts) {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  const Certificate certificate = make_certificate(key.get(), hosts);
  return {.certificate = to_pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); }),
          .key = to_pem([&](BIO* out) {
            return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

std::string fingerprint_of(const TlsIdentity& identity) {
  const Certificate certificate = read_certificate(identity.certificate);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1)
    throw std::runtime_error("OpenSSL could not read the certificate");
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    std::array<char, 4> hex{};
    std::snprintf(hex.data(), hex.size(), i == 0 ? "%02X" : ":%02X", static_cast<unsigned>(digest[i]));
    text += hex.data();
  }
  return text;
}

}  // namespace assay
