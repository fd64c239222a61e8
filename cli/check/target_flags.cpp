#include <CLI/CLI.hpp>
#include <map>

#include "cli/arguments.h"
#include "cli/check/check.h"

namespace assay {
namespace {

void add_consent(CLI::App& command, TargetOptions& options) {
  command.add_flag_callback(
      "--rotate", [&options] { options.consent = TargetOptions::Consent::rotate; },
      "Consent to replace the webhook secrets of the tokens given with --token-id");
  command
      .add_option("--token-id", options.token_ids,
                  "A token that may be rotated; may be given again; two show more than one")
      ->type_name("N")
      ->expected(1)
      ->take_all();
  command
      .add_option("--unknown-id", options.unknown_ids,
                  "An id that you know to be nobody's, which must be refused; may be given again; needs no --rotate")
      ->type_name("N")
      ->expected(1)
      ->take_all();
}

void add_credentials(CLI::App& command, TargetOptions& options) {
  command
      .add_option("-H,--header", options.headers,
                  "Sent with every request: 'Name: value'; ${NAME} is taken from the environment, ${UNIQUE} is new "
                  "with each request")
      ->type_name("HEADER")
      ->expected(1)
      ->take_all();
  command.add_option("--header-file", options.header_files, "The same, one a line; '#' begins a comment")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
}

void add_budget(CLI::App& command, TargetOptions& options) {
  command.add_option("--timeout", options.timeout, "Seconds to wait for an answer [5]")
      ->type_name("S")
      ->check(number(0.05, 3600.0));
  take_whole(*command
                  .add_option("--max-requests", options.max_requests,
                              "Requests a run, the first one included, which asks whether the server is there [1000]")
                  ->type_name("N"),
             1);
  command.add_option("--max-time", options.max_time, "Seconds a run [120]")
      ->type_name("S")
      ->check(number(0.1, 86400.0));
  command.add_option("--rate", options.rate, "Requests a second; 0: no limit [4; on this machine no limit]")
      ->type_name("N")
      ->check(number(0.0, 1e6));
}

void add_tls(CLI::App& command, TargetOptions& options) {
  command.add_option("--ca-file", options.ca_file, "Certificates to trust, PEM [the system's]")->type_name("FILE");
  command.add_option("--client-cert", options.client_cert, "Certificate to show to the server, PEM")->type_name("FILE");
  command.add_option("--client-key", options.client_key, "Its key, PEM, without a passphrase [in --client-cert]")
      ->type_name("FILE");
  command.add_flag_callback(
      "--insecure", [&options] { options.certificate = TargetOptions::Certificate::accept_any; },
      "Accept any TLS certificate");
}

void add_proxy(CLI::App& command, TargetOptions& options) {
  using enum TargetOptions::Proxied;
  static const std::map<std::string, TargetOptions::Proxied> kinds = {{"remote", remote}, {"all", all}, {"none", none}};
  command
      .add_option_function<std::string>(
          "--proxy", [&options](const std::string& kind) { options.proxied = kinds.at(kind); },
          "Who is reached through the environment's proxy: remote (all but this machine), all or none [remote]")
      ->type_name("WHO")
      ->check(one_of({"remote", "all", "none"}));
}

}  // namespace

void add_target(CLI::App& command, TargetOptions& options) {
  add_consent(command, options);
  add_credentials(command, options);
  take_seed(*command.add_option("--seed", options.seed, "Makes the run repeatable, 0 to 2^64-1 [random, and printed]"));
  command.add_option("--deviation", options.deviation, "Let the mock lie: see 'assay list deviations'")
      ->type_name("NAME");
  add_budget(command, options);
  add_tls(command, options);
  add_proxy(command, options);
}

}  // namespace assay
