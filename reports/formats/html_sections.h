// What the page says once: each function fills the names that its section of reports/templates/page.html has.
#pragma once

#include "reports/formats/html_parts.h"
#include "reports/model/report.h"
#include "reports/model/template.h"

namespace assay {

void show_verdict(const Report& report, Fields& page);  // the head, the tiles and the outcome bar
void show_attention(const Report& report, Fields& page);
void show_timeline(const Report& report, Fields& page);
void show_deliveries(const Report& report, const Exhibits& exhibits, Fields& page);
void show_comparison(const Report& report, Fields& page);  // and the waivers
void show_document(const Report& report, Fields& page);
void show_operations(const Report& report, Fields& page);
void show_side_effects(const Report& report, Fields& page);
void show_run(const Report& report, Fields& page);

}  // namespace assay
