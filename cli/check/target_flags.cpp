#include <map>

#include "cli/arguments.h"
#include "cli/check/check.h"

namespace assay {
namespace {

void add_consent(Command& command, TargetOptions& options) {
  command.switched(
      "--rotate", [&options] { options.consent = TargetOptions::Consent::rotate; },
      "Consent to replace the secrets of what is given with --id");
  command
      .values("--id", options.ids,
              "An id whose secret may be replaced; may be given again; two show more than one. One of several "
              "parts: A,B, in the order of the path")
      .of("ID");
  command
      .values("--unknown-id", options.unknown_ids,
              "An id that you know to be nobody's, which must be refused; may be given again; needs no --rotate")
      .of("ID");
}

void add_credentials(Command& command, TargetOptions& options) {
  command
      .values("-H,--header", options.headers,
              "Sent with every request: 'Name: value'; ${NAME} is taken from the environment, ${UNIQUE} is new "
              "with each request")
      .of("HEADER");
  command.values("--header-file", options.header_files, "The same, one a line; '#' begins a comment").of("FILE");
}

void add_budget(Command& command, TargetOptions& options) {
  command.value("--timeout", options.timeout, "Seconds to wait for an answer [5]")
      .of("S")
      .checked(number(0.05, 3600.0));
  command
      .value("--max-requests", options.max_requests,
             "Requests a run, the first one included, which asks whether the server is there [1000]")
      .of("N")
      .checked(whole_number_from(1));
  command.value("--max-time", options.max_time, "Seconds a run [120]").of("S").checked(number(0.1, 86400.0));
  command.value("--rate", options.rate, "Requests a second; 0: no limit [4; on this machine no limit]")
      .of("N")
      .checked(number(0.0, 1e6));
}

void add_tls(Command& command, TargetOptions& options) {
  command.value("--ca-file", options.ca_file, "Certificates to trust, PEM [the system's]").of("FILE");
  command.value("--client-cert", options.client_cert, "Certificate to show to the server, PEM").of("FILE");
  command.value("--client-key", options.client_key, "Its key, PEM, without a passphrase [in --client-cert]").of("FILE");
  command.switched(
      "--insecure", [&options] { options.certificate = TargetOptions::Certificate::accept_any; },
      "Accept any TLS certificate");
}

void add_proxy(Command& command, TargetOptions& options) {
  using enum TargetOptions::Proxied;
  static const std::map<std::string, TargetOptions::Proxied> kinds = {{"remote", remote}, {"all", all}, {"none", none}};
  command
      .taken(
          "--proxy", [&options](const std::string& kind) { options.proxied = kinds.at(kind); },
          "Who is reached through the environment's proxy: remote (all but this machine), all or none [remote]")
      .of("WHO")
      .checked(one_of({"remote", "all", "none"}));
}

}  // namespace

void add_target(Command& command, TargetOptions& options) {
  add_consent(command, options);
  add_credentials(command, options);
  command.value("--seed", options.seed, "Makes the run repeatable, 0 to 2^64-1 [random, and printed]")
      .of("N")
      .checked(seed());
  command.value("--deviation", options.deviation, "Let the mock lie: see 'assay list deviations'").of("NAME");
  add_budget(command, options);
  add_tls(command, options);
  add_proxy(command, options);
}

}  // namespace assay
