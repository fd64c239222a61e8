#include "cli/check/replay_hint.h"

#include <sstream>
#include <string_view>

#include "cli/check/headers.h"
#include "reports/curl.h"

namespace assay {
namespace {

// Words of a command line, one behind the other.
class Flags {
 public:
  void word(std::string_view word) { text_ += (text_.empty() ? "" : " ") + shell_quote(word); }
  // Nothing when there is no value.
  void add(std::string_view flag, const std::string& value) {
    if (value.empty()) return;
    word(flag);
    word(value);
  }
  void add(std::string_view flag, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(flag, value);
  }
  void add(std::string_view flag, double value) {
    std::ostringstream text;
    text << value;
    add(flag, text.str());
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_{};
};

void add_mock(const TargetOptions& target, Flags& flags) {
  flags.word("--mock");
  flags.add("--deviation", target.deviation);
  if (target.seed) flags.add("--seed", std::to_string(*target.seed));
}

void add_way(const TargetOptions& target, Flags& flags) {
  using enum TargetOptions::Proxied;
  flags.add("--ca-file", target.ca_file);
  flags.add("--client-cert", target.client_cert);
  flags.add("--client-key", target.client_key);
  if (target.certificate == TargetOptions::Certificate::accept_any) flags.word("--insecure");
  if (target.proxied != remote) flags.add("--proxy", std::string(target.proxied == all ? "all" : "none"));
  if (target.timeout != TargetOptions{}.timeout) flags.add("--timeout", target.timeout);
  if (target.rate) flags.add("--rate", *target.rate);
}

void add_documents_of(const DocumentOptions& documents, Flags& flags) {
  flags.add("--document", documents.document);
  flags.add("--policy", documents.policy);
  flags.add("--set", documents.settings);
}

}  // namespace

std::string replay_hint(const CheckOptions& options, const Subject& subject) {
  const TargetOptions& target = options.target;
  Flags flags;
  if (subject.own) add_mock(target, flags);
  if (!subject.own && target.consent == TargetOptions::Consent::rotate) flags.word("--rotate");
  flags.add("--id", target.ids);
  flags.add("--unknown-id", target.unknown_ids);
  for (const std::string& header : target.headers) flags.add("-H", shown_header(header));
  flags.add("--header-file", target.header_files);
  add_way(target, flags);
  add_documents_of(options.documents, flags);
  return flags.take();
}

std::string document_hint(const DocumentOptions& documents) {
  Flags flags;
  add_documents_of(documents, flags);
  return flags.take();
}

}  // namespace assay
