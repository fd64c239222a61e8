#include "reports/sent_again.h"

#include <algorithm>

#include "reports/redaction/credential_headers.h"
#include "reports/redaction/redactor.h"

namespace assay {

bool is_hidden(const std::string& text) {
  return text.find("secret#") != std::string::npos || text == hidden_credential;
}

std::string why_not_sent_again(const Report::Exchange& exchange) {
  const Report::Request& request = exchange.request;
  if (is_hidden(request.target) || is_hidden(request.body.text) || !request.body.note.empty())
    return "exchange " + std::to_string(exchange.id) +
           " does not stand whole in the report, so it cannot be sent again";
  const bool hides_credentials = std::any_of(
      request.headers.begin(), request.headers.end(),
      [](const Report::HeaderField& header) { return is_credential_header(header.name) || is_hidden(header.value); });
  if (hides_credentials && exchange.scenario == "no-credentials")
    return "the finding is about wrong credentials, which the report does not show";
  return {};
}

}  // namespace assay
