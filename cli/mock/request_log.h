// One line a request on stderr: method, path, status, time, session. Never a query, a header or a body.
#pragma once

#include <string>

#include "mock/admin/watch.h"

namespace assay {

enum class LogFormat { text, json, off };

// "text", "json" or "off".
LogFormat log_format(const std::string& name);

// "text": `2026-01-31T08:15:30.123456Z POST /api-tokens/1/webhook/rotate-secret 200 0.231ms session=a`; "json": one
// object a line. The time is the handler's; a fault's delay comes on top, and a status of 0 is no answer. Of any bytes
// a line stays one line of UTF-8.
std::string log_line(const Seen& seen, LogFormat format);

// Writes log_line of every answer; thread-safe.
Watcher request_log(LogFormat format);

}  // namespace assay
