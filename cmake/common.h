// What most of our sources include and take longest to read: precompiled in builds for tests (cmake/precompiled.cmake), included by nobody.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Compiled once, in assay_contracts (cmake/common.cpp), not in each source.
extern template class nlohmann::basic_json<>;
