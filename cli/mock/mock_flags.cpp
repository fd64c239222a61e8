#include <memory>

#include "cli/arguments.h"
#include "cli/mock/mock.h"

namespace assay {
namespace {

constexpr const char* footer =
    "Examples:\n"
    "  assay mock\n"
    "  assay mock --port 0 --tokens my-tokens.yaml\n"
    "  assay mock --fault latency=200ms..2s,every=3 --fault status=503,nth=2,id=1\n"
    "  assay mock --rate-limit 300 --require-bearer '${SLATE_TOKEN}' --log json\n"
    "  curl -X POST http://127.0.0.1:4010/api-tokens/1/webhook/rotate-secret\n"
    "  curl -X POST -H 'Prefer: code=429' http://127.0.0.1:4010/api-tokens/1/webhook/rotate-secret\n"
    "\n"
    "A request may name a session of its own (X-Assay-Session: NAME) and ask for trouble (Prefer: code=503, wait=2).\n"
    "A flag that takes a secret takes ${NAME} too, which is read from the environment: prefer it.";

TextCheck ports() { return whole_number(0, 65535); }

void add_server(Command& command, MockOptions& options) {
  command.value("--host", options.host, "Address to listen on [127.0.0.1]").of("ADDRESS");
  command.value("--port", options.port, "Port to listen on; 0 picks a free one [4010]").of("N").checked(ports());
  command.value("--threads", options.threads, "Threads that serve [1; 32 with a store on disk]")
      .of("N")
      .checked(whole_number(1, 256));
  command
      .taken(
          "--log", [&options](const std::string& name) { options.log = log_format(name); },
          "A line a request on stderr: text, json or off [text]")
      .of("FORMAT")
      .checked(one_of({"text", "json", "off"}));
}

void add_state(Command& command, MockOptions& options) {
  command
      .value("--tokens", options.tokens,
             "Tokens to start with, YAML or JSON, written as in the README [ids 1 to 5, built in]")
      .of("FILE");
  command
      .value(
          "--resources", options.resources,
          "The same of any API: a list of the path's parameters and of members, written as in docs/your-api.md; what "
          "a file leaves out is made up from the document [made up]")
      .of("FILE");
  command
      .value("--store", options.store,
             "memory, or sqlite:FILE: what was answered survives, and FILE goes on where it stands [memory]")
      .of("STORE");
  command
      .value("--seed", options.seed,
             "Makes secrets and faults repeatable, and known to all: for tests only; stops the clock at "
             "2026-01-01 where --clock sets none; 0 to 2^64-1")
      .of("N")
      .checked(seed());
  command
      .value("--clock", options.clock,
             "2026-01-31T08:15:30Z stands there; +90m, -2d runs that far from the machine's clock; the header Date "
             "stays the machine's")
      .of("WHEN");
}

void add_tls(Command& command, TlsOptions& options) {
  Flag certificate =
      command.value("--tls-cert", options.certificate, "Serve https on both ports with this certificate, PEM")
          .of("FILE");
  Flag key = command.value("--tls-key", options.key, "Its key, PEM without a passphrase").of("FILE");
  certificate.needs(key);
  key.needs(certificate);
  command
      .switched(
          "--tls-self-signed", [&options] { options.self_signed = true; },
          "Serve https on both ports with a certificate made now; its file and fingerprint are printed")
      .excludes(certificate)
      .excludes(key);
}

void add_trouble(Command& command, MockOptions& options) {
  command.value("--deviation", options.deviation, "Break one promise: see 'assay list deviations'").of("NAME");
  command
      .values("--fault", options.faults,
              "Spoil answers: KIND[=VALUE], then any of id= session= nth= every= times= p=, with commas between; "
              "again for another rule; see 'assay list faults'")
      .of("RULE");
  command.value("--rate-limit", options.rate_limit, "Requests a minute and session before a 429 [no limit]")
      .of("N")
      .checked(whole_number(0, 1'000'000));
  command
      .value("--cors", options.cors,
             "Let web pages of this origin, such as http://localhost:5173, read answers: preflights too [none]")
      .of("ORIGIN");
  command.value("--require-bearer", options.bearer, "Answer 401 to requests without this bearer token [no]").of("T");
}

void add_deliveries(Command& command, MockOptions& options) {
  Flag to = command
                .value("--deliver-to", options.deliver_to,
                       "Send signed deliveries to this URL, on this machine, as the policy's webhook_ keys say")
                .of("URL");
  command
      .value("--deliver-on", options.deliver_on,
             "rotation: each rotation makes one; demand: the policy's webhook_trigger and the admin API alone "
             "[rotation]")
      .of("WHAT")
      .checked(one_of({"rotation", "demand"}))
      .needs(to);
  command.value("--deliver-fault", options.deliver_fault, "Spoil deliveries: see 'assay list delivery-faults'")
      .of("FAULT")
      .needs(to);
  command
      .values("--deliver-allow", options.deliver_allow,
              "Addresses beside loopback that deliveries may go to, as 10.1.0.0/16; again for more")
      .of("CIDR")
      .needs(to);
}

void add_admin(Command& command, MockOptions& options) {
  command
      .value("--admin-port", options.admin_port, "Port of the admin API, on 127.0.0.1 [--port + 1; 0 where that is 0]")
      .of("N")
      .checked(ports());
  command.value("--admin-token", options.admin_token, "Bearer token of the admin API [a random one, printed]").of("T");
  command.switched(
      "--no-admin", [&options] { options.admin = MockOptions::Admin::off; }, "No admin API");
}

}  // namespace

Subcommand add_mock(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<MockOptions>();
  Command command = program.command("mock", "Serve the contract's operation, with state, as the real server does");
  add_server(command, *chosen);
  add_state(command, *chosen);
  add_tls(command, chosen->tls);
  add_trouble(command, *chosen);
  add_deliveries(command, *chosen);
  add_admin(command, *chosen);
  add_documents(command, chosen->documents);
  command.footer(footer);
  return {command, [chosen] { return run_mock(*chosen); }};
}

}  // namespace assay
