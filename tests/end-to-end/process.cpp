#include "tests/end-to-end/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace assay::test {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

pid_t spawn(const std::vector<std::string>& command, int out, int err) {
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed) throw std::runtime_error("cannot run " + command.front());
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// Takes what is there; false at the end.
bool take(int from, std::string& into) {
  std::array<char, 65536> bytes{};
  const ssize_t count = ::read(from, bytes.data(), bytes.size());
  if (count > 0) into.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0;
}

void drain(pid_t pid, int out, int err, int seconds, Finished& finished) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::array<pollfd, 2> ends = {pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    if (left <= 0) kill(pid, SIGKILL);
    if (poll(ends.data(), ends.size(), left <= 0 ? 1000 : static_cast<int>(left)) <= 0) continue;
    if (ends[0].revents && !take(out, finished.out)) ends[0].fd = -1;
    if (ends[1].revents && !take(err, finished.err)) ends[1].fd = -1;
  }
}

}  // namespace

Finished run_program(const std::vector<std::string>& command, int seconds) {
  const Pipe out = make_pipe(), err = make_pipe();
  const pid_t pid = spawn(command, out.write, err.write);
  close(out.write);
  close(err.write);
  Finished finished;
  drain(pid, out.read, err.read, seconds, finished);
  close(out.read);
  close(err.read);
  finished.code = wait_for(pid);
  return finished;
}

Finished run_assay(const std::vector<std::string>& arguments, int seconds) {
  std::vector<std::string> command = {ASSAY_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command, seconds);
}

MockProcess::MockProcess(const std::vector<std::string>& arguments, const std::string& err_file) {
  std::vector<std::string> command = {ASSAY_BINARY, "mock", "--port", "0"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  if (std::find(arguments.begin(), arguments.end(), "--log") == arguments.end())
    command.insert(command.end(), {"--log", "off"});
  const Pipe out = make_pipe();
  const int err = err_file.empty() ? 2 : open(err_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  pid_ = spawn(command, out.write, err);
  close(out.write);
  if (err != 2) close(err);
  out_ = out.read;
  first_line_ = read_line();
  const auto at = first_line_.find("http");
  if (at == std::string::npos) throw std::runtime_error("the mock did not start: " + first_line_);
  url_ = first_line_.substr(at);
}

MockProcess::~MockProcess() {
  if (pid_ > 0) stop();
}

std::string MockProcess::read_line() {
  std::string line;
  for (char c = 0; ::read(out_, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

std::string MockProcess::greeting_line(const std::string& name) {
  for (std::string line = read_line(); !line.empty(); line = read_line())
    if (line.starts_with("  " + name)) return line;
  throw std::runtime_error("the mock's greeting has no line " + name);
}

int MockProcess::stop() { return end(SIGTERM); }

int MockProcess::kill() { return end(SIGKILL); }

int MockProcess::end(int signal) {
  ::kill(pid_, signal);
  const int code = wait_for(pid_);
  close(out_);
  pid_ = -1;
  return code;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "assay-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
}

}  // namespace assay::test
