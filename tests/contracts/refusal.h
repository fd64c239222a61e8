// What a BadDocument says, for tests.
#pragma once

#include <string>

#include "contracts/documents/place.h"

namespace assay::test {

// what() of the BadDocument that `action` throws; empty when it throws none.
template <typename Action>
std::string refusal(Action action) {
  try {
    action();
    return {};
  } catch (const BadDocument& bad) {
    return bad.what();
  }
}

}  // namespace assay::test
