// The one instance of what cmake/common.h promises.
#include "cmake/common.h"

template class nlohmann::basic_json<>;
