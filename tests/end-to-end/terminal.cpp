#include "tests/end-to-end/terminal.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace assay::test {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Until the process has closed the terminal.
std::string read_screen(int terminal, pid_t pid, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::string text;
  std::array<char, 4096> bytes{};
  for (;;) {
    if (std::chrono::steady_clock::now() > end) kill(pid, SIGKILL);
    pollfd poller{terminal, POLLIN, 0};
    if (poll(&poller, 1, 1000) <= 0) continue;
    const ssize_t count = ::read(terminal, bytes.data(), bytes.size());
    if (count <= 0) return text;
    text.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

TerminalRun run_on_terminal(const std::vector<std::string>& arguments, const TerminalSetup& setup, int seconds) {
  std::vector<std::string> words = {ASSAY_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = setup.environment;  // of two with the same name the first counts
  environment.insert(environment.end(), {"PATH=/usr/bin:/bin", "TERM=xterm"});
  const auto argv = pointers_to(words), envp = pointers_to(environment);
  winsize size{};
  size.ws_row = 24;
  size.ws_col = static_cast<unsigned short>(setup.columns);
  int terminal = -1;
  const pid_t pid = forkpty(&terminal, nullptr, nullptr, &size);
  if (pid < 0) throw std::runtime_error("no pseudo terminal");
  if (pid == 0) {
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  TerminalRun run;
  run.text = read_screen(terminal, pid, seconds);
  int status = 0;
  waitpid(pid, &status, 0);
  close(terminal);
  run.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return run;
}

}  // namespace assay::test
