#include "cli/interrupt.h"

#include <csignal>

namespace assay {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch only lock-free atomics");

extern "C" void on_signal(int signal) {
  interrupted.store(true);
  std::signal(signal, SIG_DFL);
}

sigset_t both() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

const std::atomic<bool>& watch_interrupts() {
  // Once: to set the handlers again would take the second signal its power to end the process.
  static const bool watching = [] {
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    return true;
  }();
  static_cast<void>(watching);
  return interrupted;
}

void block_interrupts() {
  const sigset_t set = both();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wait_for_interrupt() {
  const sigset_t set = both();
  int signal = 0;
  sigwait(&set, &signal);
}

}  // namespace assay
