// Runs the assay binary as a user would.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace assay::test {

struct Finished {
  int code = -1;  // exit code; 128 + signal when one ended it
  std::string out{};
  std::string err{};
};

// Runs `assay ARGUMENTS` to its end; it is killed after `seconds`, which shows as code 137.
Finished run_assay(const std::vector<std::string>& arguments, int seconds = 60);

// Runs any program the same way.
Finished run_program(const std::vector<std::string>& command, int seconds = 60);

// `assay mock --port 0 ARGUMENTS` as a process of its own: started and listening when constructed, ended by the
// destructor. Without --log among the arguments it logs no requests. stderr goes to `err_file`; empty: to ours.
class MockProcess {
 public:
  explicit MockProcess(const std::vector<std::string>& arguments = {}, const std::string& err_file = "");
  ~MockProcess();
  MockProcess(const MockProcess&) = delete;
  MockProcess& operator=(const MockProcess&) = delete;

  const std::string& url() const { return url_; }  // "http://127.0.0.1:PORT"
  const std::string& first_line() const { return first_line_; }
  // The rest of the greeting, up to the line that begins with `name`, which is returned.
  std::string greeting_line(const std::string& name);
  int stop();  // SIGTERM; the exit code
  int kill();  // SIGKILL; 137

 private:
  std::string read_line();
  int end(int signal);

  pid_t pid_ = -1;
  int out_ = -1;
  std::string first_line_{};
  std::string url_{};
};

// A new empty folder, removed with all that is in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_{};
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& text);

}  // namespace assay::test
