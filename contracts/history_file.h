// A history as JSON, so that what was said can be written by hand, kept and judged again.
//
//     {"way": "loopback", "started": "2026-01-01T00:00:00Z", "exchanges": [
//       {"scenario": "rotate-sequence", "lane": 0, "sent_ms": 0.5, "done_ms": 1.25,
//        "request":  {"method": "POST", "target": "/api-tokens/1/webhook/rotate-secret", "headers": [["Accept",
//        "*/*"]], "body": ""}, "response": {"status": 200, "headers": [["Content-Type", "application/json"]], "body":
//        {"id": 1}}},
//       {"request": {...}, "no_response": {"why": "timed out", "detail": ""}}]}
//
// Every member but request and its target may be left out; "way" is in process, loopback, plain or tls. A body is a
// string of text, or any other JSON value, which stands for its compact text. Without "sent_ms" an exchange is sent
// when the one before was done; without "done_ms" it takes 1 ms.
#pragma once

#include <string>

#include "contracts/http/history.h"

namespace assay {

// Throws BadDocument, with the JSON Pointer, for what is no history.
History load_history(const std::string& file);
History parse_history(const std::string& text, const std::string& file);

}  // namespace assay
