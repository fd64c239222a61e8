#include "contracts/live/channel.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace assay {
namespace {

// What a single attempt to read or write came to: bytes moved, or what to wait for, or how it ended.
struct Attempt {
  long moved = 0;
  short wait_for = 0;  // POLLIN or POLLOUT
  Transfer how = Transfer::done;
};

Attempt judge_ssl(ssl_st* ssl, int result) {
  switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_NONE: return {.moved = result};
    case SSL_ERROR_WANT_READ: return {.wait_for = POLLIN};
    case SSL_ERROR_WANT_WRITE: return {.wait_for = POLLOUT};
    case SSL_ERROR_ZERO_RETURN: return {.how = Transfer::ended};
    default: return {.how = Transfer::failed};
  }
}

Attempt judge_socket(long result, short direction) {
  if (result > 0) return {.moved = result};
  if (result == 0) return {.how = Transfer::ended};
  if (errno == EAGAIN || errno == EWOULDBLOCK) return {.wait_for = direction};
  if (errno == EINTR) return {.wait_for = direction};
  return {.how = Transfer::failed};
}

// Attempts until something moved, it ended, or the deadline passed.
template <class Try>
Attempt insist(int socket, Deadline deadline, Try attempt_once) {
  for (;;) {
    ERR_clear_error();
    const Attempt attempt = attempt_once();
    if (attempt.wait_for == 0) return attempt;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return {.how = Transfer::late};
    pollfd waiting{.fd = socket, .events = attempt.wait_for, .revents = 0};
    poll(&waiting, 1, static_cast<int>(std::min<long long>(left, 60000)));
  }
}

char certificate_asked_for = 0;  // its address marks a session

bool is_address(const std::string& host) {
  in6_addr bytes{};
  return inet_pton(AF_INET, host.c_str(), &bytes) == 1 || inet_pton(AF_INET6, host.c_str(), &bytes) == 1;
}

std::string last_ssl_error() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "the connection ended" : reason;
}

// What is wrong with the server's certificate, and what to do.
std::string explain_certificate(long verdict, const std::string& host) {
  const std::string reason = X509_verify_cert_error_string(verdict);
  switch (verdict) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the certificate is not trusted: " + reason + "; give it, or its CA, as the CA file: --ca-file FILE";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the certificate is not accepted: " + reason + "; it is for another name than " + host +
             ": is the host right? Write the URL with a name that the certificate holds";
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the certificate is not accepted: " + reason + "; has the server a newer one, and is this clock right?";
    default: return "the certificate is not accepted: " + reason;
  }
}

std::string explain(ssl_st* ssl, const Tls& tls, const std::string& host) {
  const long verdict = SSL_get_verify_result(ssl);
  if (tls.verifies && verdict != X509_V_OK) return explain_certificate(verdict, host);
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  const std::string failed = "the TLS handshake failed: " + last_ssl_error() + "; ";
  if (reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION || reason == SSL_R_UNSUPPORTED_PROTOCOL)
    return failed + "the server speaks no TLS 1.2 or later, and what is older is not spoken here (RFC 8996)";
  if (asks_for_certificate(ssl))
    return failed + "the server demands a client certificate: give one that it accepts with --client-cert FILE";
  return failed + "does the server speak https at this port?";
}

// Why the certificate or its key cannot be used; empty when they can.
std::string show_identity(SSL_CTX* context, const ClientIdentity& identity) {
  if (identity.certificate.empty())
    return identity.key.empty() ? "" : "a client key " + identity.key + " without its certificate";
  if (SSL_CTX_use_certificate_chain_file(context, identity.certificate.c_str()) != 1)
    return "the client certificate " + identity.certificate + " cannot be read as PEM";
  SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });  // never ask at the terminal
  const std::string& key = identity.key.empty() ? identity.certificate : identity.key;
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
    return key + " holds no private key of the client certificate in PEM, without a passphrase";
  return {};
}

}  // namespace

Received receive(const Channel& channel, char* bytes, std::size_t size, Deadline deadline) {
  const Attempt attempt = insist(channel.socket, deadline, [&] {
    const auto at_most = static_cast<int>(std::min<std::size_t>(size, 1 << 20));
    if (channel.ssl != nullptr) return judge_ssl(channel.ssl, SSL_read(channel.ssl, bytes, at_most));
    return judge_socket(recv(channel.socket, bytes, static_cast<std::size_t>(at_most), MSG_DONTWAIT), POLLIN);
  });
  return {.how = attempt.how, .count = static_cast<std::size_t>(attempt.moved)};
}

Transfer send_all(const Channel& channel, std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const Attempt attempt = insist(channel.socket, deadline, [&] {
      const auto at_most = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20));
      if (channel.ssl != nullptr) return judge_ssl(channel.ssl, SSL_write(channel.ssl, bytes.data(), at_most));
      const int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
      return judge_socket(send(channel.socket, bytes.data(), static_cast<std::size_t>(at_most), flags), POLLOUT);
    });
    if (attempt.how != Transfer::done) return attempt.how;
    bytes.remove_prefix(static_cast<std::size_t>(attempt.moved));
  }
  return Transfer::done;
}

void set_nonblocking(int socket) { fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK); }

bool is_stale(int socket) {
  pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
  return poll(&waiting, 1, 0) != 0;
}

bool closes_within(int socket, std::chrono::milliseconds patience) {
  pollfd closing{.fd = socket, .events = POLLRDHUP, .revents = 0};
  return poll(&closing, 1, static_cast<int>(patience.count())) != 0;
}

Tls make_tls(const std::string& ca_file, Trust trust, const ClientIdentity& identity) {
  if (struct sigaction now{}; sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL's writes have no MSG_NOSIGNAL
  }
  Tls tls{.context = {SSL_CTX_new(TLS_client_method()), SSL_CTX_free}, .verifies = trust == Trust::certificate};
  SSL_CTX* context = tls.context.get();
  if (context == nullptr) return {.context = {}, .fault = "OpenSSL gives no TLS context"};
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_verify(context, tls.verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  const int loaded =
      ca_file.empty() ? SSL_CTX_set_default_verify_paths(context) : SSL_CTX_load_verify_file(context, ca_file.c_str());
  if (loaded != 1) tls.fault = "the CA file " + ca_file + " cannot be read as PEM certificates";
  if (tls.fault.empty()) tls.fault = show_identity(context, identity);
  return tls;
}

Handshake begin_tls(const Tls& tls, int socket, const std::string& host, Deadline deadline) {
  if (!tls.fault.empty()) return {.fault = tls.fault};
  ssl_st* ssl = SSL_new(tls.context.get());
  if (ssl == nullptr) return {.fault = "OpenSSL gives no TLS session"};
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
  } else {
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, std::string(host).data());
    SSL_set1_host(ssl, host.c_str());
  }
  // Called when the server asks for a certificate; the session remembers it.
  SSL_set_cert_cb(
      ssl, [](SSL* asked, void* mark) { return SSL_set_app_data(asked, mark); }, &certificate_asked_for);
  SSL_set_fd(ssl, socket);
  const Attempt attempt = insist(socket, deadline, [&] { return judge_ssl(ssl, SSL_connect(ssl)); });
  if (attempt.how == Transfer::done) return {.ssl = ssl, .how = Transfer::done};
  Handshake failed{.how = attempt.how, .fault = explain(ssl, tls, host)};
  end_tls(ssl, Goodbye::skip);
  return failed;
}

bool asks_for_certificate(const ssl_st* ssl) { return SSL_get_app_data(ssl) == &certificate_asked_for; }

void end_tls(ssl_st* ssl, Goodbye goodbye) {
  if (ssl == nullptr) return;
  ERR_clear_error();
  if (goodbye == Goodbye::say) SSL_shutdown(ssl);
  SSL_free(ssl);
}

}  // namespace assay
