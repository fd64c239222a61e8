#include "tests/end-to-end/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "mock/http/listener.h"
#include "tests/catch.h"
#include "tests/end-to-end/process.h"

extern char** environ;

namespace assay::test {
namespace {

std::string read_line(int from) {
  std::string line;
  for (char c = 0; ::read(from, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

}  // namespace

ServerProcess::ServerProcess(std::vector<std::string> command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  out_ = ends[0];
  std::vector<char*> argv;
  for (auto& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  const int failed = posix_spawnp(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed) pid_ = -1;
  const std::string line = read_line(out_);
  const auto at = line.find("http://");
  if (at != std::string::npos) url_ = line.substr(at);
  if (url_.empty()) throw std::runtime_error(command.front() + " did not start: " + line);
}

ServerProcess::~ServerProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(out_);
}

bool has_fastapi() {
  if (run_program({"env", "/usr/bin/python3", "-c", "import fastapi, uvicorn"}).code == 0) return true;
  WARN("skipped: python3-fastapi and python3-uvicorn are not installed; script/setup --all installs them");
  return false;
}

bool has_node() {
  if (run_program({"env", "node", "--version"}).code == 0) return true;
  WARN("skipped: nodejs is not installed; script/setup --all installs it");
  return false;
}

int free_port() {
  const Listener listener([](const Request&) -> Outcome { return NoResponse{}; }, {});
  return listener.port();
}

}  // namespace assay::test
