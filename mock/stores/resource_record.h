// A resource as one line of JSON, for a store that keeps text.
#pragma once

#include <string>
#include <string_view>

#include "mock/state/resource.h"

namespace assay {

// {"rotations":3,"rotated":1767225600000000,"parameters":["7"],"document":{...}}. Throws std::runtime_error when a text of it is not UTF-8.
std::string to_record(const Resource& resource);

// The resource that to_record was given. Throws std::runtime_error, which quotes nothing, when `record` is none.
Resource from_record(std::string_view record);

}  // namespace assay
