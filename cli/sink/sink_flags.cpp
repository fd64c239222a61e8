#include <memory>

#include "cli/arguments.h"
#include "cli/sink/sink.h"
#include "cli/verify_signature/secret_flags.h"
#include "contracts/policy/deliveries.h"

namespace assay {
namespace {

void add_manner(Command& command, SinkOptions& options) {
  command.value("--scheme", options.scheme, "How deliveries are signed: assay list schemes [standard-webhooks]")
      .of("NAME")
      .checked(one_of(scheme_names()));
  command.value("--tolerance", options.tolerance, "Between a timestamp and its arrival, both ways [5m]").of("DURATION");
  command
      .value("--answer", options.answer,
             "What is answered: 200, or 503x2,200 for 503 twice and 200 to all that comes later [200]")
      .of("LIST");
  command
      .taken(
          "--log", [&options](const std::string& name) { options.log = log_format(name); },
          "A line a delivery: text, json or off [text]")
      .of("FORMAT")
      .checked(one_of({"text", "json", "off"}));
  command.value("--report-file", options.report_file, "What was heard, as JSON, written at the end").of("FILE");
  command.value("--count", options.count, "End behind so many deliveries [at an interrupt]")
      .of("N")
      .checked(whole_number_from(1));
}

}  // namespace

Subcommand add_sink(Command& program, const CommandLine&) {
  const auto chosen = std::make_shared<SinkOptions>();
  Command command = program.command("sink", "Receive webhooks and say of each which secret signed it, or why none did");
  command.value("--host", chosen->host, "Address to listen on [127.0.0.1]").of("ADDRESS");
  command.value("--port", chosen->port, "Port to listen on; 0 picks a free one [4020]")
      .of("N")
      .checked(whole_number(0, 65535));
  add_secrets(command, chosen->secrets, chosen->old_secrets);
  add_manner(command, *chosen);
  command.footer(
      "No secret and no signature is printed.\n\n"
      "Examples:\n  assay sink --secret '${NEW_SECRET}' --secret '${OLD_SECRET}'\n"
      "  assay sink --port 0 --secret-file secrets.txt --answer 503x2,200 --log json --count 3\n"
      "Exit: 0 each delivery fits, 1 one does not, 2 what was given cannot be used, 4 none came.");
  return {command, [chosen] { return run_sink(*chosen); }};
}

}  // namespace assay
