// What everybody may read: a vendor whose secret is a word of it hides nothing, and must not garble the report or have
// it taken for a leak.
#pragma once

#include "reports/make_report.h"

namespace assay {

// Makes public what the run itself says: its address, seed, versions and command line, alone and in the formats' own
// words. Words that hold a tainted value are left out, so taint the credentials first. The same facts again change
// nothing.
void publish_run(const RunFacts& facts, Redactor& redactor);

}  // namespace assay
