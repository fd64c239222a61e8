// Which headers of a request can't carry a credential: the reports and the mock's journal show these, and hide all
// others.
#pragma once

#include <string_view>

namespace assay {

// True for names whose values say how to answer, or which request it is, and are the same whoever asks: Accept and its
// kin, Cache-Control, Content-Type and -Length, Date, Host, Idempotency-Key, If-Match and its kin, Origin, Prefer,
// User-Agent, X-Request-Id, X-Correlation-Id, Traceparent, a version (Api-Version, X-Api-Version), and X-Assay-Session.
// Compared without case.
bool is_harmless_header(std::string_view name);

}  // namespace assay
