// RapidCheck under Catch2: rc::prop and its brothers, in a TEST_CASE.
#pragma once

#include "tests/catch.h"
// Catch first: RapidCheck asks what Catch2 is there, and else includes one that newer systems do not have.
#include <rapidcheck.h>
#include <rapidcheck/catch.h>
