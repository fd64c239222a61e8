// The command that asks again what an exchange asked.
#pragma once

#include <string>
#include <string_view>

#include "contracts/http/http.h"
#include "reports/model/report.h"
#include "reports/redaction/redactor.h"

namespace assay {

// `text` as one word of a shell: bare, '...', or $'...' where it holds bytes that a terminal should not see. A shell
// cannot pass the byte 0: it and what follows are lost.
std::string shell_quote(std::string_view text);

// One line that sends `request` to `base_url` (to_url of the target). Credentials stand as "$ASSAY_TOKEN" or another
// variable, other secrets by their name; the note says what to put in.
Report::Reproduce curl_line(const std::string& base_url, const Request& request, const Redactor& redactor);

}  // namespace assay
