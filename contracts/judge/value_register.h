// Whether what wrote and read one value can have had one order, each at a moment between its begin and its end: a
// linearizable register.
//
// Every write writes a value of its own. Then it is enough to look at the zone of each value, between the first end and
// the last begin of all that wrote or read it (P. B. Gibbons and E. Korach, "Testing Shared Memories", SIAM J. Comput.
// 26(4), 1997). property-tests/value_register_test.cpp holds this against a search through all orders.
#pragma once

#include <cstddef>
#include <vector>

#include "contracts/http/history.h"

namespace assay {

struct RegisterUse {
  enum class Is { write, read } is = Is::read;
  std::size_t value = 0;
  RunTime begin{0}, end{0};  // begin <= end
};

// Indices of uses, ascending, that cannot stand in one order; empty: all can. A value that nothing writes was there
// before. No value is written twice. Ends and begins at the same moment accuse nobody. Time: n log n.
std::vector<std::size_t> register_conflict(const std::vector<RegisterUse>& uses);

}  // namespace assay
