// Approved output, kept in fixtures/reports/.
#pragma once

#include <string>

namespace assay::test {

// Fails when `text` is not what the file holds. With ASSAY_APPROVE=1 in the environment the file is written instead;
// read the difference before you commit it.
void require_golden(const std::string& file_name, const std::string& text);

}  // namespace assay::test
