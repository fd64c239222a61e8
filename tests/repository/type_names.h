// One name, one type: two types of one qualified name in one program are ill-formed, and no compiler has to say so
// ([basic.def.odr]).
#pragma once

#include <string>
#include <vector>

#include "tests/repository/sources.h"

namespace assay::test {

// One line "Name: file file" for each type that more than one file defines at namespace scope, unnamed namespaces
// aside.
std::vector<std::string> types_defined_twice(const std::vector<SourceFile>& files);

}  // namespace assay::test
