// A report with every kind of outcome and every part filled, written out, for the golden files and the round trip.
#pragma once

#include "reports/model/report.h"

namespace assay::test {

Report example_report();

}  // namespace assay::test
