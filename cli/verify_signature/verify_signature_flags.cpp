#include <memory>

#include "cli/arguments.h"
#include "cli/verify_signature/secret_flags.h"
#include "cli/verify_signature/verify_signature.h"
#include "contracts/policy/deliveries.h"

namespace assay {
namespace {

void add_received(Command& command, VerifySignatureOptions& options) {
  Flag request = command.value("--request", options.request, "The whole request as it came; - reads standard input");
  request.of("FILE");
  Flag header = command.values("-H,--header", options.headers, "A header as it came, 'Name: value'; again for another");
  Flag body = command.value("--body-file", options.body_file, "The body's bytes as they came; - reads standard input");
  header.of("HEADER").needs(body).excludes(request);
  body.of("FILE").needs(header).excludes(request);
}

}  // namespace

Subcommand add_verify_signature(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<VerifySignatureOptions>();
  VerifySignatureOptions& options = *chosen;
  Command command =
      program.command("verify-signature", "Say whether a webhook was signed with a secret, and if not, why not");
  add_received(command, options);
  add_secrets(command, options.secrets, options.old_secrets);
  command.value("--scheme", options.scheme, "How it is signed: assay list schemes [standard-webhooks]")
      .of("NAME")
      .checked(one_of(scheme_names()));
  command.value("--tolerance", options.tolerance, "Between the timestamp and now, both ways [5m]").of("DURATION");
  command.value("--now", options.now, "2026-01-31T08:15:30Z, or seconds since 1970 [the machine's clock]").of("TIME");
  command
      .taken(
          "--format",
          [&options](const std::string& format) {
            using enum VerifySignatureOptions::Format;
            options.format = format == "json" ? json : console;
          },
          "console or json [console]")
      .of("FORMAT")
      .checked(one_of({"console", "json"}));
  command.footer(
      "Nothing is sent, and no secret is printed.\n\n"
      "Examples:\n  assay verify-signature --request delivery.http --secret '${WEBHOOK_SECRET}'\n"
      "  assay verify-signature --scheme github -H 'X-Hub-Signature-256: sha256=...' --body-file body.json \\\n"
      "      --secret-file secret.txt\n"
      "The mistakes that it knows: assay list mistakes. Exit: 0 it fits, 1 it does not, 2 what was given cannot be "
      "read.");
  return {command, [chosen] { return run_verify_signature(*chosen); }};
}

}  // namespace assay
