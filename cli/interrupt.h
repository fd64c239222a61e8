// SIGINT and SIGTERM, as something to look at (check) or to wait for (mock).
#pragma once

#include <atomic>

namespace assay {

// From the first call on both signals set the flag instead of ending the process. A second one ends it. Thread-safe.
const std::atomic<bool>& watch_interrupts();

// Blocks both signals in this thread and those that it starts: call it before any other thread runs. wait_for_interrupt
// then returns when one of them comes.
void block_interrupts();
void wait_for_interrupt();

}  // namespace assay
