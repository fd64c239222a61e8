// Markdown as GitHub shows it in a step's summary.
#pragma once

#include <cstddef>
#include <string>

#include "reports/model/report.h"

namespace assay {

// GitHub refuses a summary of more than 1 MiB. Room for what other steps' tools append is left.
inline constexpr std::size_t markdown_bytes = 1'000'000;

// Verdict, counts, what is broken with its evidence, what could not be judged, side effects. A section that would pass
// `limit` is left out, and the end says how many were. What a server said stands in code blocks and code spans alone,
// where it can be no markup, link or mention.
std::string render_markdown(const Report& report, std::size_t limit);

}  // namespace assay
